"""Files that are stored already are recognised by their hash, without extracting them again."""

from __future__ import annotations

import hashlib
from pathlib import Path

from extractors.identity import Decision
from pipeline.corrections.entries import ANY_PLAN, Overrides, overrides_to_fingerprint
from pipeline.normalise.plan import PlanIdentity, identity_to_plan_id
from pipeline.run import BY_FUND_OPTION, BY_LANGUAGE_OPTION, Options
from schemas.record import PlanHeader


def file_to_hash(path: Path) -> str | None:
    """SHA-256 of a file; ``None`` where it cannot be read, which extracting it tells better."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def gives_stored(header: PlanHeader, options: Options) -> bool:
    """Whether extracting a stored version's file under these options would give it again.

    Where another build has stored it, it still is: a stored version is never changed. Where people
    have corrected something since, or it was told apart by an option, the answer is no.
    """
    by = header.decided_by
    return (
        options.language == (header.language if by.language == BY_LANGUAGE_OPTION else None)
        and options.fund == (header.fund if by.fund == BY_FUND_OPTION else None)
        and header.corrections == _find_corrections(header, options.overrides)
    )


def _find_corrections(header: PlanHeader, overrides: Overrides) -> str | None:
    """What stands for the corrections that extracting would apply."""
    period = f"{header.period.start}-{header.period.end}" if header.period else None
    identity = PlanIdentity(
        language=Decision(header.language, by=""),
        title=header.title,
        fund=Decision(header.fund, by=""),
        country=Decision(header.country, by=""),
        period=Decision(period, by=""),
    )
    plan_id = identity_to_plan_id(identity, header.source.sha256)
    own = overrides.of_plan(plan_id, f"{plan_id}-{header.language}", ANY_PLAN)
    return overrides_to_fingerprint(own)

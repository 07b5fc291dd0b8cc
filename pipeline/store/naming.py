"""Which plan a version belongs to, what it is called, and after which one it comes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice

import regex

from pipeline.store.order import next_number, order_versions
from schemas.errors import UsageError
from schemas.record import Period, Plan, PlanHeader

BEFORE_ALL = "-"
"""Said instead of a superseded version: the new one comes before all that are stored."""

_VERSION = regex.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_PLAN_ID = regex.compile(r"[a-z0-9][a-z0-9-]{0,99}")

Identity = tuple[str | None, str | None, Period | None, str]


@dataclass(frozen=True, slots=True)
class Naming:
    """What a caller may say instead of having it decided.

    Attributes:
        version: name of the version, or ``None`` for the next of v1, v2, ….
        plan_id: the plan, or ``None`` for the one of the same fund, country, period and language.
        supersedes: the version before it, ``None`` for the latest, or ``BEFORE_ALL``.
    """

    version: str | None = None
    plan_id: str | None = None
    supersedes: str | None = None

    def check(self, of: int = 1) -> None:
        """Refuse what could be no name of a folder, or is said of several files.

        Args:
            of: how many files it is said of.

        Raises:
            UsageError: naming the option.
        """
        if self.version is not None and of > 1:
            raise UsageError("--version names one version: give one PLAN with it")
        if self.supersedes is not None and of > 1:
            raise UsageError("--supersedes is said of one version: give one PLAN with it")
        if self.version is not None and not _VERSION.fullmatch(self.version):
            raise UsageError(
                f"version '{self.version}': use letters, digits, '.', '-' and '_' only"
            )
        if self.plan_id is not None and not _PLAN_ID.fullmatch(self.plan_id):
            raise UsageError(f"plan id '{self.plan_id}': use small letters, digits and '-' only")


def settle_names(plan: Plan, naming: Naming, known: Sequence[PlanHeader]) -> Plan:
    """The plan with its place in the store: plan_id, version, sequence, supersedes.

    Args:
        plan: as extracted.
        naming: what the caller says.
        known: headers of all stored versions of all plans.

    Raises:
        UsageError: a name is taken, or the version to supersede is not there.
    """
    plan_id = naming.plan_id or decide_plan_id(plan.plan, known)
    own = order_versions(header for header in known if header.plan_id == plan_id)
    names = [header.version for header in own]
    if naming.version in names:
        raise UsageError(
            f"{plan_id} has a version '{naming.version}' made of another file; choose another one"
        )
    header = plan.plan.model_copy(
        update={
            "plan_id": plan_id,
            "version": naming.version or f"v{next_number(names)}",
            "sequence": max([len(own), *(h.sequence or 0 for h in own)]) + 1,
            "supersedes": _decide_superseded(plan_id, naming.supersedes, names),
        }
    )
    return plan.model_copy(update={"plan": header})


def decide_plan_id(header: PlanHeader, known: Sequence[PlanHeader]) -> str:
    """The stored plan of the same fund, country, period and language, or an id that is free.

    Where fund or period is not known there is no such plan: the id is the file's own then.

    Raises:
        UsageError: several stored plans fit, because a caller told them apart.
    """
    identity = header_to_identity(header)
    fitting = {h.plan_id for h in known if identity and header_to_identity(h) == identity}
    usual = [name for name in islice(_ids(header), 2) if name in fitting]
    if usual or len(fitting) == 1:
        return [*usual, *fitting][0]
    if fitting:
        raise UsageError(
            f"{header.source.file}: may be a version of {' or '.join(sorted(fitting))}; "
            "say which with --plan-id"
        )
    taken = {h.plan_id for h in known}
    return next(name for name in _ids(header) if name not in taken)


def header_to_identity(header: PlanHeader) -> Identity | None:
    """What a plan is known by; its title decides nothing. ``None`` without a fund or period."""
    if header.fund is None or header.period is None:
        return None
    return (header.fund, header.country, header.period, header.language)


def _ids(header: PlanHeader) -> Iterator[str]:
    """Ids for a plan: its own, then apart from another language's edition, then numbered."""
    yield header.plan_id
    yield f"{header.plan_id}-{header.language}"
    yield from (f"{header.plan_id}-{header.language}-{number}" for number in count(2))


def _decide_superseded(plan_id: str, asked: str | None, names: Sequence[str]) -> str | None:
    if asked is None:
        return names[-1] if names else None
    if asked == BEFORE_ALL:
        return None
    if asked not in names:
        known = f"it has {', '.join(names)}" if names else "nothing of it is stored yet"
        raise UsageError(f"{plan_id} has no version '{asked}' to supersede; {known}")
    return asked

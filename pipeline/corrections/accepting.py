"""Findings that people have looked at and accept."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.corrections.entries import Acceptance
from pipeline.fingerprint import text_to_fingerprint
from schemas.record import Accepted, Finding


def accept_findings(
    findings: Sequence[Finding], acceptances: Sequence[Acceptance]
) -> list[Finding]:
    """Mark the findings that are accepted, and say which acceptances do not apply any more.

    An acceptance is bound to the finding's message, which quotes the plan: when the plan says
    something else, someone must look again.
    """
    marked = [_mark(finding, acceptances) for finding in findings]
    return marked + [
        _refuse(entry)
        for entry in acceptances
        if not any(covers(entry, finding) for finding in findings)
    ]


def covers(entry: Acceptance, finding: Finding) -> bool:
    """Whether an acceptance was made for this finding."""
    return (entry.code, entry.card_id, entry.source) == (
        finding.code,
        finding.card_id,
        text_to_fingerprint(finding.message),
    )


def _mark(finding: Finding, acceptances: Sequence[Acceptance]) -> Finding:
    entry = next((entry for entry in acceptances if covers(entry, finding)), None)
    if entry is None:
        return finding
    accepted = Accepted(name=entry.name, date=entry.date.isoformat(), reason=entry.reason)
    return finding.model_copy(update={"accepted": accepted})


def _refuse(entry: Acceptance) -> Finding:
    return Finding(
        code="correction-not-applied",
        level="warning",
        card_id=entry.card_id,
        field=None,
        message=f"{entry.code} was accepted, but there is no such finding now; {entry.name} "
        f"({entry.date.isoformat()}): {entry.reason}. Drop the entry, or look again",
        evidence=[],
    )

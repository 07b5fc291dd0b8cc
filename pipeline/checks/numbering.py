"""Gaps in the numbering of measures and implementation measures."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import CheckedPlan
from pipeline.evidence import card_to_places
from schemas.record import Finding, Place


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """A note per gap: measures are numbered from 1, implementation measures from A.

    Measures that were dropped leave gaps on purpose, so a gap is no mistake.
    """
    measures: dict[str, list[Place]] = {}
    for table in plan.funding.calls:
        for row in table.rows:
            if row.code and row.kind == "measure":
                measures.setdefault(row.code, row.evidence)
    for card in plan.cards:
        if card.code:
            measures[card.code] = card_to_places(card, "/code")
    groups: dict[str, list[Place]] = {}
    for code in sorted(measures):
        groups.setdefault(code[:2], measures[code])
    for group in groups:
        numbers = sorted(int(code[2:]) for code in measures if code[:2] == group)
        missing = [f"{group}{n}" for n in range(1, numbers[-1]) if n not in numbers]
        if missing:
            yield _finding("measure", missing, measures[f"{group}{numbers[-1]}"])
    for objective in dict.fromkeys(group[0] for group in groups):
        letters = sorted(group[1] for group in groups if group[0] == objective)
        known = [chr(at) for at in range(ord("A"), ord(letters[-1]))]
        missing = [f"{objective}{letter}" for letter in known if letter not in letters]
        if missing:
            yield _finding("implementation measure", missing, groups[objective + letters[-1]])


def _finding(what: str, missing: list[str], evidence: list[Place]) -> Finding:
    return Finding(
        code="numbering-gap",
        level="note",
        card_id=None,
        field=None,
        message=f"The plan has no {what} {', '.join(missing)} although its numbers go further",
        evidence=evidence,
    )

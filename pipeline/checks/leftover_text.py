"""Text on the pages of cards that no rule consumed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.checks import CheckedPlan
from schemas.record import Finding, Leftover, Place

NEAR = 2.0
"""Lines left over that stand within so many of their heights of each other are told together."""


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """One warning per stretch of text left over, pointing to each of its lines."""
    for group in group_leftovers(plan.coverage.leftovers):
        text = " ".join(leftover.text for leftover in group)
        yield Finding(
            code="leftover-text",
            level="warning",
            card_id=None,
            field=None,
            message=f'No rule consumed this text: "{text}"',
            evidence=[Place(page=g.page, bbox=g.bbox, line=g.line) for g in group],
        )


def group_leftovers(leftovers: Sequence[Leftover]) -> list[list[Leftover]]:
    """Leftovers on neighbouring lines together, in order."""
    groups: list[list[Leftover]] = []
    for leftover in leftovers:
        if groups and _are_near(groups[-1][-1], leftover):
            groups[-1].append(leftover)
        else:
            groups.append([leftover])
    return groups


def _are_near(a: Leftover, b: Leftover) -> bool:
    if a.line is not None and b.line is not None:
        return 0 <= b.line - a.line <= NEAR
    if a.bbox is None or b.bbox is None or a.page != b.page:
        return False
    height = a.bbox[3] - a.bbox[1]
    return abs(b.bbox[1] - a.bbox[1]) <= NEAR * height

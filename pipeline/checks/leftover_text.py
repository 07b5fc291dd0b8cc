"""Text on the pages of cards that no rule consumed."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import CheckedPlan
from schemas.record import Finding, Place


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """One warning per run of text left over."""
    for leftover in plan.coverage.leftovers:
        yield Finding(
            code="leftover-text",
            level="warning",
            card_id=None,
            field=None,
            message=f'No rule consumed this text: "{leftover.text}"',
            evidence=[Place(page=leftover.page, bbox=leftover.bbox, line=leftover.line)],
        )

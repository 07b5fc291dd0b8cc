"""A file whose structure had to be repaired to be read."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import CheckedPlan
from schemas.record import Finding


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """One warning: parts of the file, such as its last pages, may be missing."""
    if plan.document.repaired:
        yield Finding(
            code="source-repaired",
            level="warning",
            card_id=None,
            field=None,
            message="The PDF is damaged and had to be repaired to be read; "
            "parts of it, such as its last pages, may be missing",
            evidence=[],
        )

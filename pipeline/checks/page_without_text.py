"""Pages without any text, and pages that could not be read."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import CheckedPlan
from schemas.record import Finding, Level, Place


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """A note per empty page, an error per page that failed; text input has no such pages."""
    if plan.document.source.media_type != "application/pdf":
        return
    for page in plan.document.pages:
        if not page.words:
            yield _finding(page.number, "note", f"Page {page.number} holds no text")
    for failed in plan.document.failed_pages:
        message = f"Page {failed.number} could not be read ({failed.reason})"
        yield _finding(failed.number, "error", message)


def _finding(page: int, level: Level, message: str) -> Finding:
    return Finding(
        code="page-without-text",
        level=level,
        card_id=None,
        field=None,
        message=message,
        evidence=[Place(page=page)],
    )

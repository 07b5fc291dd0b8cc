"""Cells of the tables that hold neither a mark nor an amount."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import CheckedPlan
from pipeline.normalise.funding import RawTables, text_to_content
from pipeline.wording import quote
from schemas.record import Finding
from schemas.stages import Span


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """A warning per cell: its text is not in the record."""
    for label, span in _list_cells(plan.raw_tables):
        unread = text_to_content(span.text, plan.language).unread
        if unread:
            yield Finding(
                code="leftover-text",
                level="warning",
                card_id=None,
                field=None,
                message=f"The cell {quote(span.text)} in the row {quote(label.text)} "
                "is neither a mark nor an amount",
                evidence=plan.places.words_to_places(span.words),
            )


def _list_cells(raw: RawTables) -> Iterator[tuple[Span, Span]]:
    """Every cell with its row's label."""
    for allocation in raw.funding.allocations:
        yield allocation.label, allocation.total
        yield from ((row.label, row.amount) for row in allocation.rows)
    if raw.funding.total_label and raw.funding.total:
        yield raw.funding.total_label, raw.funding.total
    for table in raw.calls:
        for row in table.rows:
            yield from ((row.whole_label, cell.span) for cell in row.cells)

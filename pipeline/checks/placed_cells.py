"""Cells of a text dump whose column only arithmetic tells, or nothing."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import CheckedPlan
from pipeline.wording import quote, rounds_to_text
from schemas.record import CallRow, CallTable, Finding, Place, Placed, Round


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """A note per row with an inferred amount, a warning per row with values left out."""
    for table in plan.funding.calls:
        for row in table.rows:
            inferred = _find_rounds(table, row, "arithmetic", with_value=True)
            if inferred:
                yield Finding(
                    code="cell-placed-by-arithmetic",
                    level="note",
                    card_id=None,
                    field=None,
                    message=f"{_name(table)}, row {_quote_row(row)}: what stands in "
                    f"{rounds_to_text(inferred)} was placed there by the totals",
                    evidence=_list_places(row, "arithmetic"),
                )
            unknown = _find_rounds(table, row, "unknown")
            if unknown:
                yield Finding(
                    code="cell-not-placed",
                    level="warning",
                    card_id=None,
                    field=None,
                    message=f"{_name(table)}, row {_quote_row(row)}: the text does not tell "
                    f"what stands in {rounds_to_text(unknown)}",
                    evidence=_list_places(row, "unknown"),
                )


def _find_rounds(
    table: CallTable, row: CallRow, placed: Placed, *, with_value: bool = False
) -> list[Round]:
    return [
        found
        for found, cell in zip(table.rounds, row.cells, strict=True)
        if cell.placed == placed and (cell.open or cell.amount or not with_value)
    ]


def _list_places(row: CallRow, placed: Placed) -> list[Place]:
    """The row's lines and the values', each once."""
    places = [*row.evidence]
    places += (place for cell in row.cells if cell.placed == placed for place in cell.evidence)
    return [place for at, place in enumerate(places) if place not in places[:at]]


def _name(table: CallTable) -> str:
    return f"Call table {table.table}" if table.table else f"The calls of {table.objective}"


def _quote_row(row: CallRow) -> str:
    return quote(f"{row.code} {row.label}" if row.code else row.label)

"""The totals of the call tables against their rows, round by round, exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.checks import CheckedPlan
from pipeline.wording import money_to_text, quote, round_to_text
from schemas.record import CallCell, CallRow, CallTable, Finding, Level


@dataclass(frozen=True, slots=True)
class _Column:
    """What a table says of one round: its total, and the cells that the total is made of."""

    name: str
    label: str
    total: CallCell
    parts: Sequence[CallCell]

    @property
    def with_money(self) -> list[CallCell]:
        """Parts that have an amount above zero."""
        return [cell for cell in self.parts if cell.amount and Decimal(cell.amount) > 0]

    @property
    def sum(self) -> Decimal:
        """What the parts add up to."""
        return sum((Decimal(cell.amount or 0) for cell in self.with_money), Decimal(0))

    @property
    def has_open_parts(self) -> bool:
        """Whether a part is open without an amount: it may have money that the total holds."""
        return any(cell.open and cell.amount is None for cell in self.parts)


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """An error per total that differs; a warning per total without parts, or missing."""
    for table in plan.funding.calls:
        for row in table.rows:
            if row.kind == "total":
                for column in _row_to_columns(table, row):
                    cells = (column.total, *column.parts)
                    if not any(cell.placed == "unknown" for cell in cells):
                        yield from _check_column(column)


def _row_to_columns(table: CallTable, total: CallRow) -> Iterator[_Column]:
    number = f"Call table {table.table}" if table.table else f"The calls of {table.objective}"
    for at, found in enumerate(table.rounds):
        parts = [row.cells[at] for row in table.rows if _is_part(row, table, at)]
        yield _Column(f"{number}, {round_to_text(found)}", total.label, total.cells[at], parts)


def _is_part(row: CallRow, table: CallTable, at: int) -> bool:
    """Whether a row adds to the total; a measure's money counts where its group has none."""
    if row.kind != "measure":
        return row.kind != "total"
    if row.cells[at].placed == "unknown":
        return False
    above = [r for r in table.rows if r.kind == "implementation_measure" and r.code]
    group = [r for r in above if row.code and r.code == row.code[:2]]
    return bool(row.cells[at].amount) and not any(r.cells[at].amount for r in group)


def _check_column(column: _Column) -> Iterator[Finding]:
    parts = column.with_money
    total = Decimal(column.total.amount) if column.total.amount else None
    if total is None:
        if parts:
            rows = f"its rows add up to {money_to_text(column.sum)}"
            yield _finding(column, "warning", f"{quote(column.label)} has no amount, {rows}")
    elif total != column.sum:
        says = f"{quote(column.label)} is {money_to_text(total)}"
        if not parts and not column.has_open_parts:
            yield _finding(column, "warning", f"{says}, but no row has money in this round")
        else:
            mild = column.has_open_parts and total > column.sum
            sums = f"the rows add up to {money_to_text(column.sum)}"
            off = f"{money_to_text(abs(total - column.sum))} {_more_or_less(total, column.sum)}"
            yield _finding(column, "warning" if mild else "error", f"{says}, {sums}: {off}")


def _more_or_less(total: Decimal, parts: Decimal) -> str:
    return "more than the rows" if total > parts else "less than the rows"


def _finding(column: _Column, level: Level, message: str) -> Finding:
    explained = bool(column.with_money) or column.has_open_parts
    return Finding(
        code="table-total-differs" if explained else "table-total-unexplained",
        level=level,
        card_id=None,
        field=None,
        message=f"{column.name}: {message}",
        evidence=[
            *column.total.evidence,
            *(place for cell in column.with_money for place in cell.evidence),
        ],
    )

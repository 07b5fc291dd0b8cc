"""Values whose column a dump does not show: placed where the totals of the rounds ask for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from math import prod

from schemas.record import CallKind, Placed

MOST_WAYS = 20_000
"""More ways to place a table's values are not tried."""

Columns = tuple[int, ...]
"""The column of each value of a row."""


@dataclass(frozen=True, slots=True)
class AmountRow:
    """A row of a call table as arithmetic sees it.

    Attributes:
        kind: "total" rows say what the others add up to.
        code: of an implementation measure or a measure.
        amounts: one per value, ``None`` for a mark.
        ways: the columns that the values may be in, in every possible way.
    """

    kind: CallKind
    code: str | None
    amounts: tuple[Decimal | None, ...]
    ways: tuple[Columns, ...]

    def amount_at(self, way: Columns, column: int) -> Decimal:
        """The money in one column when the values are placed this way."""
        for at, amount in zip(way, self.amounts, strict=True):
            if at == column and amount is not None:
                return amount
        return Decimal(0)


@dataclass(frozen=True, slots=True)
class Placement:
    """What is known of a row's columns.

    Attributes:
        values: for each column, the number of the value in it, ``None`` for an empty cell.
        placed: for each column, what that was told by.
    """

    values: tuple[int | None, ...]
    placed: tuple[Placed, ...]


def place_rows(rows: Sequence[AmountRow], width: int) -> list[Placement]:
    """Where the values of every row stand.

    Amounts are tried in every way that is possible; where only one of them makes totals of rounds
    come out exactly, it is the right one. A mark has no arithmetic: it is placed where all ways
    that remain agree.

    before: rows of 500 (column 0 or 1) and 200 (column 1), total 500 and 200
    after: 500 is in column 0, by arithmetic
    """
    best = _find_best_ways(rows, width)
    placements: list[Placement] = []
    for row, ways in zip(rows, best, strict=True):
        placements.append(_agree(row.ways, ways, width))
    return placements


def _find_best_ways(rows: Sequence[AmountRow], width: int) -> list[tuple[Columns, ...]]:
    """For each row the ways that the totals leave."""
    choices = [_ways_of_money(row) for row in rows]
    if not any(row.kind == "total" for row in rows) or prod(map(len, choices)) > MOST_WAYS:
        return [row.ways for row in rows]
    counted = [(_count_totals(rows, ways, width), ways) for ways in product(*choices)]
    most = max((len(columns) for columns, _ in counted), default=0)
    best = [(columns, ways) for columns, ways in counted if len(columns) == most]
    return [
        tuple(way for way in row.ways if _is_asked_for(row, at, way, best))
        for at, row in enumerate(rows)
    ]


def _ways_of_money(row: AmountRow) -> tuple[Columns, ...]:
    """Of ways that differ in marks only, the first one: arithmetic cannot tell them apart."""
    firsts: dict[Columns, Columns] = {}
    for way in row.ways:
        firsts.setdefault(_money_of(row, way), way)
    return tuple(firsts.values()) or ((),)


def _money_of(row: AmountRow, way: Columns) -> Columns:
    return tuple(at for at, amount in zip(way, row.amounts, strict=True) if amount is not None)


def _is_asked_for(
    row: AmountRow,
    at: int,
    way: Columns,
    best: Sequence[tuple[frozenset[int], tuple[Columns, ...]]],
) -> bool:
    """Whether one of the best ways to place all rows puts this row's money there.

    Where no total comes out in a column of the money, arithmetic says nothing of it.
    """
    for columns, ways in best:
        money = _money_of(row, ways[at]) if ways[at] else ()
        if _money_of(row, way) == money or not columns.issuperset(money):
            return True
    return False


def _count_totals(rows: Sequence[AmountRow], ways: Sequence[Columns], width: int) -> frozenset[int]:
    """The columns whose total is exactly what the rows add up to."""
    found: set[int] = set()
    for column in range(width):
        total = _add(rows, ways, column, totals=True)
        if total and total == _add(rows, ways, column, totals=False):
            found.add(column)
    return frozenset(found)


def _add(
    rows: Sequence[AmountRow], ways: Sequence[Columns], column: int, *, totals: bool
) -> Decimal:
    groups = {row.code for row in rows if row.kind == "implementation_measure"}
    parts = (
        row.amount_at(way, column)
        for row, way in zip(rows, ways, strict=True)
        if way
        and (row.kind == "total") is totals
        and not (row.kind == "measure" and row.code and row.code[:2] in groups)
    )
    return sum(parts, Decimal(0))


def _agree(all_ways: Iterable[Columns], left: Sequence[Columns], width: int) -> Placement:
    """What the ways that are left have in common; by the layout when all ways have it."""
    every = list(all_ways)
    pairs = [_agree_on(column, every, left) for column in range(width)]
    return Placement(tuple(value for value, _ in pairs), tuple(placed for _, placed in pairs))


def _agree_on(
    column: int, every: Sequence[Columns], left: Sequence[Columns]
) -> tuple[int | None, Placed]:
    remaining = set(_values_in(column, left))
    if len(remaining) != 1:
        return None, "unknown"
    (value,) = remaining
    return value, "layout" if set(_values_in(column, every)) == remaining else "arithmetic"


def _values_in(column: int, ways: Iterable[Columns]) -> Iterator[int | None]:
    for way in ways:
        yield way.index(column) if column in way else None

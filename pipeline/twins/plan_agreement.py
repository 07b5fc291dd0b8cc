"""Where two language editions disagree outside the cards: outline, funding table, call tables."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from decimal import Decimal
from typing import TypeVar

from pipeline.twins.disagreements import Disagreement, say_difference, say_members
from pipeline.wording import money_to_text, round_to_text
from schemas.record import Allocation, AllocationRow, CallCell, CallRow, CallTable, Place, Plan

T = TypeVar("T")
Part = TypeVar("Part", Allocation, AllocationRow, CallTable, CallRow)


def compare_outside_twin_cards(first: Plan, second: Plan) -> Iterator[Disagreement]:
    """Disagreements about headings, money and calls; labels are words, so they are not compared."""
    yield from _compare_outlines(first, second)
    yield from _compare_allocations(first, second)
    yield from _compare_call_tables(first, second)


def _compare_outlines(first: Plan, second: Plan) -> Iterator[Disagreement]:
    outlines: tuple[tuple[str, list[int | str], list[int | str]], ...] = (
        ("objectives", *_both(first, second, lambda p: [o.number for o in p.objectives])),
        (
            "implementation measures",
            *_both(first, second, lambda p: [m.code for m in p.implementation_measures]),
        ),
    )
    for field, a, b in outlines:
        if message := say_members(field, a, b):
            yield Disagreement("row", field, [*a], [*b], message)


def _both(
    first: Plan, second: Plan, read: Callable[[Plan], Sequence[int | str]]
) -> tuple[list[int | str], list[int | str]]:
    return list(read(first)), list(read(second))


def _compare_allocations(first: Plan, second: Plan) -> Iterator[Disagreement]:
    a, b = first.funding, second.funding
    for one, other in _pair_rows(a.allocations, b.allocations, lambda row: row.objective):
        yield from _compare_allocation(one, other)
    yield from _compare_amounts(
        "funding table, total", a.allocations_total, b.allocations_total,
        a.allocations_total_evidence, b.allocations_total_evidence,
    )  # fmt: skip


def _compare_allocation(one: Allocation | None, other: Allocation | None) -> Iterator[Disagreement]:
    present = one or other
    field = f"funding table, objective {present.objective if present else ''}"
    if one is None or other is None:
        yield _lacking(field, one, other, lambda allocation: allocation.total)
        return
    yield from _compare_amounts(field, one.total, other.total, one.evidence, other.evidence)
    for a, b in _pair_rows(one.rows, other.rows, lambda row: row.kind):
        inside = f"{field}, {_name_row(a or b)}"
        if a is None or b is None:
            yield _lacking(inside, a, b, lambda row: row.label)
        else:
            yield from _compare_amounts(inside, a.amount, b.amount, a.evidence, b.evidence)


def _name_row(row: AllocationRow | CallRow | None) -> str:
    """What a row is called: its code, or its kind and label."""
    match row:
        case None:
            return ""
        case CallRow(code=str(code)):
            return code
    kind = row.kind.replace("_", " ")
    return f"{kind} ({row.label})" if row.label else kind


def _compare_call_tables(first: Plan, second: Plan) -> Iterator[Disagreement]:
    for one, other in _pair_rows(first.funding.calls, second.funding.calls, lambda t: t.objective):
        present = one or other
        field = f"call table of objective {present.objective if present else ''}"
        if one is None or other is None:
            yield _lacking(field, one, other, lambda table: table.table)
        else:
            yield from _compare_call_table(field, one, other)


def _compare_call_table(field: str, one: CallTable, other: CallTable) -> Iterator[Disagreement]:
    if one.table != other.table:
        message = say_difference(f"{field}, number of the table", one.table, other.table)
        yield Disagreement(
            "number", field, one.table, other.table, message, one.evidence, other.evidence
        )
    rounds = [[round_to_text(found) for found in table.rounds] for table in (one, other)]
    if message := say_members(f"{field}, rounds", *rounds) or "":
        yield Disagreement(
            "round", field, [*rounds[0]], [*rounds[1]], message, one.evidence, other.evidence
        )
    for a, b in _pair_rows(one.rows, other.rows, lambda row: (row.kind, row.code)):
        inside = f"{field}, {_name_row(a or b)}"
        if a is None or b is None:
            yield _lacking(inside, a, b, lambda row: row.label)
            continue
        cells = dict(zip(rounds[1], b.cells, strict=True))
        for name, cell in zip(rounds[0], a.cells, strict=True):
            if name in cells:
                yield from _compare_cells(f"{inside}, {name}", cell, cells[name])


def _compare_cells(field: str, one: CallCell, other: CallCell) -> Iterator[Disagreement]:
    """An amount says more than whether the round is open; it is told where only the sums differ."""
    if one.open == other.open:
        yield from _compare_amounts(field, one.amount, other.amount, one.evidence, other.evidence)
        return
    words = ["open" if cell.open else "not open" for cell in (one, other)]
    yield Disagreement(
        "round", field, one.open, other.open, say_difference(field, *words),
        one.evidence, other.evidence,
    )  # fmt: skip


def _compare_amounts(
    field: str,
    one: str | None,
    other: str | None,
    first_at: Sequence[Place],
    second_at: Sequence[Place],
) -> Iterator[Disagreement]:
    a, b = (Decimal(amount) if amount is not None else None for amount in (one, other))
    if a != b:
        shown = [money_to_text(amount) if amount is not None else None for amount in (a, b)]
        yield Disagreement(
            "amount", field, one, other, say_difference(field, *shown), first_at, second_at
        )


def _lacking(
    field: str, one: Part | None, other: Part | None, show: Callable[[Part], str | int | None]
) -> Disagreement:
    """A row or table that only one edition has."""
    name = "second" if one is None else "first"
    return Disagreement(
        "row",
        field,
        show(one) if one else None,
        show(other) if other else None,
        f"{field}: only the {name} edition has it",
        one.evidence if one else (),
        other.evidence if other else (),
    )


def _pair_rows(
    first: Sequence[T], second: Sequence[T], key: Callable[[T], Hashable]
) -> Iterator[tuple[T | None, T | None]]:
    """Rows of one key side by side in their order; then those that only the second one has."""
    waiting: dict[Hashable, list[T]] = {}
    for row in second:
        waiting.setdefault(key(row), []).append(row)
    for row in first:
        others = waiting.get(key(row))
        yield row, (others.pop(0) if others else None)
    for row in second:
        if any(row is left for left in waiting[key(row)]):
            yield None, row

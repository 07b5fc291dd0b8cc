"""The funding table: money per specific objective and kind of support."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

from extractors.dewrap import WrapRules, lines_to_span
from extractors.row_kinds import RowKinds
from extractors.tables import Table
from schemas.record import AllocationKind
from schemas.stages import Line, Span

COLUMNS = 2
"""Label and amount."""


@dataclass(frozen=True, slots=True)
class RawAllocationRow:
    """Money for one kind of support."""

    kind: AllocationKind
    label: Span
    amount: Span


@dataclass(slots=True)
class RawAllocation:
    """Money for one objective: its row with the sum, and the rows under it."""

    objective: str
    label: Span
    title: Span
    total: Span
    rows: list[RawAllocationRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RawFundingTable:
    """The funding table as found; ``total_label`` and ``total`` are ``None`` without such a row.

    Attributes:
        heading: the lines of the caption.
        repeated: captions that came again on later pages.
    """

    allocations: tuple[RawAllocation, ...] = ()
    total_label: Span | None = None
    total: Span | None = None
    heading: tuple[Line, ...] = ()
    repeated: tuple[Line, ...] = ()

    @property
    def values(self) -> Iterator[Span]:
        """Every span of the rows."""
        for allocation in self.allocations:
            yield from (allocation.label, allocation.total)
            for row in allocation.rows:
                yield from (row.label, row.amount)
        yield from (span for span in (self.total_label, self.total) if span)


def tables_to_funding_table(
    tables: Sequence[Table], kinds: RowKinds, rules: WrapRules
) -> RawFundingTable:
    """The first table that lists objectives with kinds of support under them; else an empty one.

    Args:
        tables: all ruled tables outside the cards.
        kinds: what rows begin with.
        rules: for labels that are wrapped.
    """
    for table in tables:
        if table.header is None and table.width == COLUMNS:
            found = _read_table(table, kinds, rules)
            if any(allocation.rows for allocation in found.allocations):
                return found
    return RawFundingTable()


def _read_table(table: Table, kinds: RowKinds, rules: WrapRules) -> RawFundingTable:
    allocations: list[RawAllocation] = []
    total_label: Span | None = None
    total: Span | None = None
    for row in table.rows:
        label, amount = (lines_to_span(table.cell(row, at).lines, rules) for at in range(COLUMNS))
        opening = kinds.read(label.text)
        if opening.kind == "objective":
            title = label.slice(opening.at, len(label.text))
            allocations.append(RawAllocation(opening.key, label, title, amount))
        elif opening.kind == "total":
            total_label, total = label, amount
        elif allocations and total is None:
            coded = ("measure", "implementation_measure")
            kind = "other" if opening.kind in coded else cast(AllocationKind, opening.kind)
            allocations[-1].rows.append(RawAllocationRow(kind, label, amount))
    return RawFundingTable(
        tuple(allocations), total_label, total, table.heading, tuple(table.repeated)
    )

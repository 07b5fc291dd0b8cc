"""From tables as found to the funding of the record: rounds, marks and amounts, each cited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

import regex

from extractors.call_tables import LooseValues, RawCallRow, RawCallTable, RawCell
from extractors.funding_table import RawAllocation, RawFundingTable
from pipeline.normalise.amounts import text_to_amount
from pipeline.normalise.placement import AmountRow, Placement, place_rows
from pipeline.normalise.rounds import text_to_rounds
from pipeline.places import PlaceFinder
from schemas.language import Language
from schemas.record import (
    Allocation,
    AllocationRow,
    CallCell,
    CallRow,
    CallTable,
    Funding,
    Place,
    Placed,
)
from schemas.stages import EMPTY_SPAN, Line, Span

_EMPTY = regex.compile(r"[\s\-\u2010-\u2015*]*")
_MARK_ENDS = regex.compile(r"^[\s(*]+|[\s)*]+$")


@dataclass(frozen=True, slots=True)
class UnreadTable:
    """A call table that is not in the record.

    Attributes:
        lacks: what nothing says.
        lines: its caption and column headings, or its first row.
    """

    lacks: Literal["objective", "rounds", "rows"]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class RawTables:
    """The tables of a plan as found."""

    funding: RawFundingTable = field(default_factory=RawFundingTable)
    calls: tuple[RawCallTable, ...] = ()
    unread: tuple[UnreadTable, ...] = ()

    @property
    def all(self) -> tuple[RawFundingTable | RawCallTable, ...]:
        """Every table of the plan."""
        return (self.funding, *self.calls)


@dataclass(frozen=True, slots=True)
class CellContent:
    """What a cell says: a mark, an amount, both, or neither; ``unread`` is what is none of them."""

    marked: bool
    amount: Decimal | None
    unread: str


def text_to_content(text: str, language: Language) -> CellContent:
    """A cell's text as a mark and an amount; a dash is as good as nothing.

    >>> from schemas.language import find_language
    >>> text_to_content("x 1 200 €", find_language("sv"))
    CellContent(marked=True, amount=Decimal('1200.00'), unread='')
    """
    marks = {mark.casefold() for mark in language.tables.open_mark}
    words = text.split(" ")
    others = [word for word in words if _MARK_ENDS.sub("", word).casefold() not in marks]
    rest = " ".join(others)
    amount = text_to_amount(rest, language)
    unread = "" if amount is not None or _EMPTY.fullmatch(rest) else rest
    return CellContent(len(others) < len(words), amount, unread)


def tables_to_funding(raw: RawTables, language: Language, places: PlaceFinder) -> Funding:
    """The funding table and the call tables, every value with its place."""
    reader = _TableReader(language, places)
    total = raw.funding.total
    amount = reader.amount(total) if total else None
    return Funding(
        allocations=[reader.allocation(found) for found in raw.funding.allocations],
        allocations_total=amount,
        allocations_total_evidence=reader.cite(total) if total and amount else [],
        calls=[reader.call_table(table) for table in raw.calls],
    )


def split_call_tables(
    tables: Sequence[RawCallTable], language: Language
) -> tuple[tuple[RawCallTable, ...], tuple[UnreadTable, ...]]:
    """Tables that can be read, and those that lack an objective or a round per column.

    Where no rules and no columns show it, only a total says that no row is missing. A table of one
    round without objective and code is none: a card's row looks like it.
    """
    read: list[RawCallTable] = []
    unread: list[UnreadTable] = []
    for table in tables:
        lacks_both = not table.objective and not any(row.code for row in table.rows)
        if lacks_both and len(table.rounds) == 1:
            continue
        if not all(len(text_to_rounds(span.text, language)) == 1 for span in table.rounds):
            unread.append(UnreadTable("rounds", table.heading))
        elif not table.objective:
            unread.append(UnreadTable("objective", table.heading))
        elif not table.rows or (table.in_text and table.rows[-1].kind != "total"):
            unread.append(UnreadTable("rows", table.heading))
        else:
            read.append(table)
    return tuple(read), tuple(unread)


class _TableReader:
    """Reads cells with the words of one language."""

    def __init__(self, language: Language, places: PlaceFinder) -> None:
        self._language = language
        self._places = places

    def cite(self, *spans: Span | None) -> list[Place]:
        """Where spans stand."""
        return self._places.words_to_places([word for s in spans if s for word in s.words])

    def amount(self, span: Span) -> str | None:
        """An amount with two decimals, ``None`` when the text is none."""
        found = text_to_amount(span.text, self._language)
        return None if found is None else str(found)

    def allocation(self, raw: RawAllocation) -> Allocation:
        """The money of one objective."""
        return Allocation(
            objective=int(raw.objective),
            objective_title=raw.title.text,
            total=self.amount(raw.total),
            rows=[
                AllocationRow(
                    kind=row.kind,
                    label=row.label.text,
                    amount=self.amount(row.amount),
                    evidence=self.cite(row.label, row.amount),
                )
                for row in raw.rows
            ],
            evidence=self.cite(raw.label, raw.total),
        )

    def call_table(self, raw: RawCallTable) -> CallTable:
        """The calls of one objective."""
        placements = self._place_loose(raw)
        return CallTable(
            objective=int(raw.objective),
            table=int(raw.number.text) if raw.number else None,
            rounds=[text_to_rounds(span.text, self._language)[0].round for span in raw.rounds],
            rows=[self._call_row(*pair) for pair in zip(raw.rows, placements, strict=True)],
            evidence=self.cite(raw.number, raw.objective_by, *raw.rounds),
        )

    def _place_loose(self, raw: RawCallTable) -> list[Placement | None]:
        """For each row, where its loose values stand; ``None`` for a row that has none."""
        if not any(row.loose for row in raw.rows):
            return [None] * len(raw.rows)
        rows = [self._row_to_amounts(row) for row in raw.rows]
        placements = place_rows(rows, len(raw.rounds))
        return [
            placement if row.loose else None
            for row, placement in zip(raw.rows, placements, strict=True)
        ]

    def _row_to_amounts(self, row: RawCallRow) -> AmountRow:
        filled = [(at, cell.span) for at, cell in enumerate(row.cells) if cell.span.words]
        loose = row.loose or LooseValues(
            tuple(span for _, span in filled), (tuple(at for at, _ in filled),)
        )
        contents = [text_to_content(span.text, self._language) for span in loose.values]
        amounts = tuple(content.amount for content in contents)
        return AmountRow(row.kind, row.code, amounts, loose.placements)

    def _call_row(self, raw: RawCallRow, placement: Placement | None) -> CallRow:
        evidence = self.cite(raw.whole_label)
        cells = [self._cell(cell, evidence) for cell in raw.cells]
        if placement and raw.loose:
            cells = [
                self._placed_cell(raw.loose, value, placed, evidence)
                for value, placed in zip(placement.values, placement.placed, strict=True)
            ]
        return CallRow(
            kind=raw.kind, code=raw.code, label=raw.label.text, cells=cells, evidence=evidence
        )

    def _placed_cell(
        self, loose: LooseValues, value: int | None, placed: Placed, row: list[Place]
    ) -> CallCell:
        """A cell of a dump; one that nothing places holds nothing and points to all values."""
        if placed == "unknown":
            places = self.cite(*loose.values)
            return CallCell(open=False, amount=None, placed=placed, evidence=places)
        span = EMPTY_SPAN if value is None else loose.values[value]
        cell = self._cell(RawCell(span, ()), row)
        return cell.model_copy(update={"placed": placed})

    def _cell(self, raw: RawCell, row: list[Place]) -> CallCell:
        """A mark or an amount; an amount that several rounds share is no round's own."""
        content = text_to_content(raw.span.text, self._language)
        amount = content.amount
        return CallCell(
            open=content.marked or (amount is not None and amount > Decimal(0)),
            amount=None if amount is None or raw.shared else str(amount),
            evidence=self.cite(raw.span) or self._cite_empty(raw, row),
        )

    def _cite_empty(self, raw: RawCell, row: list[Place]) -> list[Place]:
        """An empty cell's rectangles; of a text dump, which has none, the row's lines."""
        in_text = any(place.line is not None for place in row)
        return row if in_text else [self._places.box_to_place(*place) for place in raw.places]

"""From tables as found to the funding of the record: rounds, marks and amounts, each cited."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

import regex

from extractors.call_tables import RawCallRow, RawCallTable, RawCell
from extractors.funding_table import RawAllocation, RawFundingTable
from pipeline.normalise.amounts import text_to_amount
from pipeline.normalise.rounds import text_to_rounds
from pipeline.places import PlaceFinder, box_to_place
from schemas.facts import Language
from schemas.record import (
    Allocation,
    AllocationRow,
    CallCell,
    CallRow,
    CallTable,
    Funding,
    Place,
)
from schemas.stages import Span

_EMPTY = regex.compile(r"[\s\-\u2010-\u2015*]*")
_MARK_ENDS = regex.compile(r"^[\s(*]+|[\s)*]+$")


@dataclass(frozen=True, slots=True)
class RawTables:
    """The tables of a plan as found."""

    funding: RawFundingTable = field(default_factory=RawFundingTable)
    calls: tuple[RawCallTable, ...] = ()

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

    >>> from schemas.facts import find_language
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


def has_a_round_per_column(table: RawCallTable, language: Language) -> bool:
    """Whether every column heading is one round; only such a table can be read."""
    return all(len(text_to_rounds(span.text, language)) == 1 for span in table.rounds)


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
        return CallTable(
            objective=int(raw.objective),
            table=int(raw.number.text) if raw.number else None,
            rounds=[text_to_rounds(span.text, self._language)[0].round for span in raw.rounds],
            rows=[self._call_row(row) for row in raw.rows],
            evidence=self.cite(raw.number, raw.objective_by, *raw.rounds),
        )

    def _call_row(self, raw: RawCallRow) -> CallRow:
        return CallRow(
            kind=raw.kind,
            code=raw.code,
            label=raw.label.text,
            cells=[self._cell(cell) for cell in raw.cells],
            evidence=self.cite(raw.whole_label),
        )

    def _cell(self, raw: RawCell) -> CallCell:
        """A mark or an amount; an amount that several rounds share is no round's own."""
        content = text_to_content(raw.span.text, self._language)
        amount = content.amount
        return CallCell(
            open=content.marked or (amount is not None and amount > Decimal(0)),
            amount=None if amount is None or raw.shared else str(amount),
            evidence=self.cite(raw.span) or cell_to_places(raw),
        )


def cell_to_places(cell: RawCell) -> list[Place]:
    """The rectangles of an empty cell."""
    return [box_to_place(page, box) for page, box in cell.places]

"""The call tables: one per specific objective, rounds as columns, measures and money as rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from extractors.dewrap import WrapRules, lines_to_span
from extractors.row_kinds import RowKinds
from extractors.tables import PageRow, Table, TableRow
from schemas.geometry import Box
from schemas.record import CallKind
from schemas.stages import Line, Span


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell's text, and its rectangle on each page that it stands on.

    Attributes:
        shared: whether the cell spans several rounds.
    """

    span: Span
    places: tuple[tuple[int, Box], ...]
    shared: bool = False


@dataclass(frozen=True, slots=True)
class LooseValues:
    """Values of a row whose columns a text dump does not show.

    Attributes:
        values: in their order.
        placements: the columns that they may be in, in every possible way; () when there are more
            values than columns.
    """

    values: tuple[Span, ...]
    placements: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class RawCallRow:
    """A row: what its label is, and one cell per round.

    Attributes:
        loose: values that are in none of the cells yet.
    """

    kind: CallKind
    code: str | None
    label: Span
    whole_label: Span
    cells: tuple[RawCell, ...]
    loose: LooseValues | None = None


@dataclass(frozen=True, slots=True)
class RawCallTable:
    """A call table as found.

    Attributes:
        objective: number of the specific objective, "" when nothing says it.
        objective_by: the words that say it.
        number: the table's number in its caption.
        rounds: the column headings.
        heading: the lines of the caption and of the column headings.
        repeated: captions and column headings that came again on later pages.
        in_text: whether it was read from a dump that keeps no columns.
    """

    objective: str
    objective_by: Span | None
    number: Span | None
    rounds: tuple[Span, ...]
    rows: tuple[RawCallRow, ...]
    heading: tuple[Line, ...] = ()
    repeated: tuple[Line, ...] = ()
    in_text: bool = False

    @property
    def values(self) -> Iterator[Span]:
        """Every span of the rows."""
        for row in self.rows:
            yield row.whole_label
            yield from (cell.span for cell in row.cells)
            yield from row.loose.values if row.loose else ()


def tables_to_call_tables(
    tables: Sequence[Table], kinds: RowKinds, rules: WrapRules
) -> tuple[RawCallTable, ...]:
    """The tables whose columns are rounds of calls.

    Args:
        tables: all tables outside the cards whose rows are in cells.
        kinds: what rows and captions begin with.
        rules: for labels that are wrapped.
    """
    return tuple(
        _table_to_call_table(table, table.header, kinds, rules)
        for table in tables
        if table.header is not None
    )


def _table_to_call_table(
    table: Table, header: PageRow, kinds: RowKinds, rules: WrapRules
) -> RawCallTable:
    headings = {cell.column: cell.lines for cell in header.cells}
    return make_call_table(
        caption=lines_to_span(table.caption, rules),
        rounds=[lines_to_span(headings[at], rules) for at in range(1, table.width)],
        rows=[_row_to_call_row(table, row, kinds, rules) for row in table.rows],
        heading=table.heading,
        repeated=table.repeated,
        kinds=kinds,
    )


def make_call_table(
    caption: Span,
    rounds: Sequence[Span],
    rows: Sequence[RawCallRow],
    heading: Sequence[Line],
    repeated: Sequence[Line],
    kinds: RowKinds,
    *,
    in_text: bool = False,
) -> RawCallTable:
    """A call table with its number and objective, as its caption and rows say them.

    The objective is the one that the caption names; else the one that all codes begin with.
    """
    number = kinds.find_caption_number(caption.text)
    place = kinds.find_objective_number(caption.text)
    coded = [row for row in rows if row.code]
    begun = {row.code[0] for row in coded if row.code}
    objective, objective_by = "", None
    if place:
        objective, objective_by = caption.text[slice(*place)], caption.slice(*place)
    elif len(begun) == 1:
        objective, objective_by = begun.pop(), coded[0].whole_label
    return RawCallTable(
        objective=objective,
        objective_by=objective_by,
        number=caption.slice(*number) if number else None,
        rounds=tuple(rounds),
        rows=tuple(rows),
        heading=tuple(heading),
        repeated=tuple(repeated),
        in_text=in_text,
    )


def label_to_opening(whole: Span, kinds: RowKinds) -> tuple[CallKind, str | None, Span]:
    """What a row's label says of it: its kind, its code, and the label without the code."""
    opening = kinds.read(whole.text)
    if opening.kind in ("objective", "technical_assistance"):
        return "other", None, whole
    code = opening.key if opening.kind in ("implementation_measure", "measure") else None
    return cast(CallKind, opening.kind), code, whole.slice(opening.at, len(whole.text))


def _row_to_call_row(table: Table, row: TableRow, kinds: RowKinds, rules: WrapRules) -> RawCallRow:
    whole = lines_to_span(table.cell(row, 0).lines, rules)
    kind, code, label = label_to_opening(whole, kinds)
    cells = tuple(_read_cell(table, row, at, rules) for at in range(1, table.width))
    return RawCallRow(kind, code, label, whole, cells)


def _read_cell(table: Table, row: TableRow, column: int, rules: WrapRules) -> RawCell:
    cell = table.cell(row, column)
    return RawCell(lines_to_span(_with_marks(cell.lines), rules), cell.places, cell.shared)


def _with_marks(lines: Sequence[Line]) -> tuple[Line, ...]:
    """A dash that was taken for a bullet is the cell's text."""
    return tuple(Line(line.all_words, None, line.cell) if line.mark else line for line in lines)

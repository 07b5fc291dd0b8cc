"""The call tables: one per specific objective, rounds as columns, measures and money as rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from extractors.dewrap import WrapRules, lines_to_span
from extractors.row_kinds import RowKinds
from extractors.tables import Table, TableRow
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
class RawCallRow:
    """A row: what its label is, and one cell per round."""

    kind: CallKind
    code: str | None
    label: Span
    whole_label: Span
    cells: tuple[RawCell, ...]


@dataclass(frozen=True, slots=True)
class RawCallTable:
    """A call table as found.

    Attributes:
        objective: number of the specific objective, and the words that say it.
        number: the table's number in its caption.
        rounds: the column headings.
        heading: the lines of the caption and of the column headings.
        repeated: captions and column headings that came again on later pages.
    """

    objective: str
    objective_by: Span
    number: Span | None
    rounds: tuple[Span, ...]
    rows: tuple[RawCallRow, ...]
    heading: tuple[Line, ...] = ()
    repeated: tuple[Line, ...] = ()

    @property
    def values(self) -> Iterator[Span]:
        """Every span of the rows."""
        for row in self.rows:
            yield row.whole_label
            yield from (cell.span for cell in row.cells)


def tables_to_call_tables(
    tables: Sequence[Table], kinds: RowKinds, rules: WrapRules
) -> tuple[RawCallTable, ...]:
    """The tables whose columns are rounds of calls; one that no objective is said of is left out.

    Args:
        tables: all ruled tables outside the cards.
        kinds: what rows and captions begin with.
        rules: for labels that are wrapped.
    """
    found = (_table_to_call_table(t, kinds, rules) for t in tables if t.header is not None)
    return tuple(table for table in found if table is not None)


def _table_to_call_table(table: Table, kinds: RowKinds, rules: WrapRules) -> RawCallTable | None:
    if table.header is None:
        return None
    caption = lines_to_span(table.caption, rules)
    rows = tuple(_row_to_call_row(table, row, kinds, rules) for row in table.rows)
    number = kinds.find_caption_number(caption.text)
    objective = _find_objective(caption, rows, kinds)
    if objective is None:
        return None
    header = {cell.column: cell.lines for cell in table.header.cells}
    return RawCallTable(
        objective=objective[0],
        objective_by=objective[1],
        number=caption.slice(*number) if number else None,
        rounds=tuple(lines_to_span(header[at], rules) for at in range(1, table.width)),
        rows=rows,
        heading=table.heading,
        repeated=tuple(table.repeated),
    )


def _find_objective(
    caption: Span, rows: Sequence[RawCallRow], kinds: RowKinds
) -> tuple[str, Span] | None:
    """The objective that the caption names; else the one that all codes of the table begin with."""
    place = kinds.find_objective_number(caption.text)
    if place:
        return caption.text[slice(*place)], caption.slice(*place)
    coded = [row for row in rows if row.code]
    numbers = {row.code[0] for row in coded if row.code}
    return (numbers.pop(), coded[0].whole_label) if len(numbers) == 1 else None


def _row_to_call_row(table: Table, row: TableRow, kinds: RowKinds, rules: WrapRules) -> RawCallRow:
    whole = lines_to_span(table.cell(row, 0).lines, rules)
    opening = kinds.read(whole.text)
    others = ("objective", "technical_assistance")
    return RawCallRow(
        kind="other" if opening.kind in others else cast(CallKind, opening.kind),
        code=opening.key if opening.kind in ("implementation_measure", "measure") else None,
        label=whole.slice(opening.at, len(whole.text)) if opening.kind not in others else whole,
        whole_label=whole,
        cells=tuple(_read_cell(table, row, at, rules) for at in range(1, table.width)),
    )


def _read_cell(table: Table, row: TableRow, column: int, rules: WrapRules) -> RawCell:
    cell = table.cell(row, column)
    return RawCell(lines_to_span(_with_marks(cell.lines), rules), cell.places, cell.shared)


def _with_marks(lines: Sequence[Line]) -> tuple[Line, ...]:
    """A dash that was taken for a bullet is the cell's text."""
    return tuple(Line(line.all_words, None, line.cell) if line.mark else line for line in lines)

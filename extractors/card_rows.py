"""Rows of ruled tables that hold a card's labels and values otherwise than in two cells.

Offices add a column for comments or numbers, put a small table into a value's cell, or set out a
card as a form whose cells hold label and value both. Such rows are placed as the two-column rows
that the rest of the extraction knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from extractors.labels import LabelMatcher
from extractors.nested_rows import BESIDE, CARD_COLUMNS, nested_to_value
from schemas.geometry import Box
from schemas.stages import Cell, Line, Section

LEAST_LABELS = 2
"""So many different labels in one column show that it is the labels'."""

LONGEST_LABEL = 3
"""A label at the top of a form's cell takes at most so many lines."""

_IN_VALUES = frozenset({Section.INDICATORS_OUTPUT, Section.INDICATORS_RESULT})
"""Labels that stand in a value's cell as well."""


@dataclass(frozen=True)
class _Row:
    """The lines of one row of a ruled table, those of its first cell first.

    Attributes:
        columns: how many cells the row has, empty ones counted.
    """

    lines: tuple[Line, ...]
    columns: int

    @cached_property
    def cells(self) -> Mapping[int, tuple[Line, ...]]:
        """The lines of every cell that has some, by its column."""
        ordered = sorted(self.lines, key=_column)
        return {column: tuple(own) for column, own in groupby(ordered, key=_column)}

    @property
    def page(self) -> int:
        """1-based page number."""
        return self.lines[0].page


_Column = tuple[int, int, int, int]
"""How many columns a row has, which of them a cell is in, and its edges in whole points."""


def lines_to_card_rows(
    lines: Sequence[Line], labels: LabelMatcher, is_code: Callable[[str], bool]
) -> tuple[Line, ...]:
    """``lines`` with such rows as rows of two columns, or as cells of one; the others unchanged.

    before: "Understöd" | "75 %" | "preliminärt"     (three columns)
    after:  "Understöd" | "75 %", and "preliminärt" in column ``BESIDE``

    before: "Call timing" / "Spring 2027" | "Start" / "1 May 2028"     (a form)
    after:  two cells, each a row of its own

    before: "Indikatorer" | "O.1.1" | "Antal deltagare"     (a table in the value's cell)
    after:  "Indikatorer" | "O.1.1" / "Antal deltagare"

    before: "Åtgärd 1A1" | "Ett kafé"     (the title row)
    after:  "Åtgärd 1A1 Ett kafé"

    Args:
        lines: of a document, in reading order.
        labels: of its language.
        is_code: whether a text is the opening of a card's title and no more.
    """
    if all(line.cell is None or line.cell.columns == 1 for line in lines):
        return tuple(lines)
    groups = list(_lines_to_groups(lines))
    label_columns = _find_label_columns(groups, labels)
    outer = {key[2:] for key, own in label_columns.items() if key[1] not in (own, own + 1)}
    forms = any(isinstance(row, _Row) and _is_form(row, labels) for row in groups)
    if forms:
        groups = _join_cut_forms(groups, labels)
    placed: list[Line] = []
    label: Cell | None = None
    values: Box | None = None
    page = 0
    for group, after in zip(groups, (*groups[1:], None), strict=True):
        if not isinstance(group, _Row):
            placed += group
            continue
        row = _join_title(group, is_code) or _place_row(group, label_columns, labels, forms)
        if row is None and outer:
            row = _place_merged(group, outer)
        if row is None and values and group.columns > CARD_COLUMNS:
            beside = label if group.page == page else None
            below = after.lines if isinstance(after, _Row) else ()
            row = nested_to_value(group.lines, values, beside, below)
        own = group.lines if row is None else row
        placed += own
        first, last = _cell(own[0]), _cell(own[-1])
        if first.columns == CARD_COLUMNS and first.column == 0:
            label, values, page = first, None, group.page
        if last.columns == CARD_COLUMNS and last.column == 1:
            values = last.box
    return tuple(placed)


def _cell(line: Line) -> Cell:
    if line.cell is None:
        raise ValueError("the line stands in no table")
    return line.cell


def _lines_to_groups(lines: Sequence[Line]) -> Iterator[_Row | list[Line]]:
    """Rows of several columns, and the lines between them."""
    for key, run in groupby(lines, key=_row_key):
        own = list(run)
        if key is None:
            yield own
        else:
            yield _Row(tuple(own), key[2])


def _row_key(line: Line) -> tuple[int, int, int] | None:
    if line.cell is None or line.cell.columns == 1:
        return None
    return (line.page, line.cell.row, line.cell.columns)


def _column(line: Line) -> int:
    return _cell(line).column


def _join_cut_forms(
    groups: Sequence[_Row | list[Line]], labels: LabelMatcher
) -> list[_Row | list[Line]]:
    """Give the cells of a form's row the rest that the page's end cut off.

    before: "Support" | "Start" / "1 May", and on the next page "75 %" | "2028"
    after:  "Support" / "75 %" | "Start" / "1 May" / "2028"
    """
    joined: list[_Row | list[Line]] = []
    for group in groups:
        before = joined[-1] if joined else None
        if (
            isinstance(group, _Row)
            and isinstance(before, _Row)
            and group.page == before.lines[-1].page + 1
            and _edges(group) <= _edges(before)
            and not any(_find_opening(cell, labels) for cell in group.cells.values())
            and _opens_two(before, labels)
        ):
            joined[-1] = replace(before, lines=(*before.lines, *group.lines))
        else:
            joined.append(group)
    return joined


def _edges(row: _Row) -> set[_Column]:
    return {_column_key(cell[0]) for cell in row.cells.values()}


def _find_label_columns(
    groups: Sequence[_Row | list[Line]], labels: LabelMatcher
) -> dict[_Column, int]:
    """The columns of wide rows with labels in one of them, and which of their columns that is.

    A row that a page's end cut may lack its label.
    """
    wide = [row for row in groups if isinstance(row, _Row) and row.columns > CARD_COLUMNS]
    sections: dict[_Column, set[Section]] = {}
    for row in wide:
        for column, own in row.cells.items():
            section = labels.whole(_join(own)) if column + 1 < row.columns else None
            if section:
                sections.setdefault(_column_key(own[0]), set()).add(section)
    sure = {key for key, found in sections.items() if len(found) >= LEAST_LABELS}
    columns: dict[_Column, int] = {}
    for row in wide if sure else ():
        keys = [_column_key(cell[0]) for cell in row.cells.values()]
        own_key = next((key for key in keys if key in sure), None)
        if own_key:
            columns |= dict.fromkeys(keys, own_key[1])
    return columns


def _column_key(line: Line) -> _Column:
    cell = _cell(line)
    return (cell.columns, cell.column, round(cell.box.x0), round(cell.box.x1))


def _join_title(row: _Row, is_code: Callable[[str], bool]) -> tuple[Line, ...] | None:
    """A title row whose code and title stand in two cells, as lines of one cell."""
    if row.columns != CARD_COLUMNS or not is_code(row.lines[0].text):
        return None
    code, title = row.cells.get(0, ()), row.cells.get(1, ())
    if len(code) != 1 or not title or not title[0].text[:1].isalpha() or len(title[0].text) == 1:
        return None
    left, right = _cell(code[0]), _cell(title[0])
    cell = Cell(left.row, 0, 1, Box(left.box.x0, left.box.top, right.box.x1, left.box.bottom))
    first = replace(code[0], words=(*code[0].words, *title[0].words), cell=cell)
    return (first, *(replace(line, cell=cell) for line in title[1:]))


def _place_row(
    row: _Row, label_columns: Mapping[_Column, int], labels: LabelMatcher, forms: bool
) -> tuple[Line, ...] | None:
    """A form's row, or a row with a column of labels, as the rows of a card; ``None`` for others.

    Where the document sets out cards as ``forms``, cells may also hold labels and nothing else.
    """
    if forms and _opens_two(row, labels):
        cells = [row.cells[column] for column in sorted(row.cells)]
        return tuple(_place(line, 0, 1) for cell in cells for line in cell)
    if row.columns == CARD_COLUMNS or not label_columns:
        return None
    keys = map(_column_key, row.lines)
    own = next((label_columns[key] for key in keys if key in label_columns), -1)
    if own < 0:
        return None
    beside = [line for line in row.lines if _column(line) not in (own, own + 1)]
    return (
        *(_place(line, 0, CARD_COLUMNS) for line in row.cells.get(own, ())),
        *(_place(line, 1, CARD_COLUMNS) for line in row.cells.get(own + 1, ())),
        *(_place(line, BESIDE, CARD_COLUMNS) for line in beside),
    )


def _place(line: Line, column: int, columns: int) -> Line:
    return replace(line, cell=_cell(line)._replace(column=column, columns=columns))


def _place_merged(row: _Row, outer: AbstractSet[tuple[int, int]]) -> tuple[Line, ...] | None:
    """A row whose one cell spans label and value, beside an outer column's: text, and beside it."""
    beside = [at for at, cell in row.cells.items() if _column_key(cell[0])[2:] in outer]
    if row.columns != CARD_COLUMNS or len(beside) != 1:
        return None
    return tuple(
        _place(line, BESIDE, CARD_COLUMNS) if _column(line) in beside else _place(line, 0, 1)
        for line in row.lines
    )


def _is_form(row: _Row, labels: LabelMatcher) -> bool:
    """Whether at least two cells of a row begin with a label, the first one before its own value.

    In a row of label and value, the first cell is the label and nothing else. The value's cell may
    begin with a label as well ("Outputindikatorer").
    """
    if len(row.lines) == 1 or _column(row.lines[1]) > 0:
        return False  # the first cell holds a line, as most labels' cells do
    first = row.cells.get(0, ())
    return len(first) > 1 and not labels.whole(_join(first)) and _opens_two(row, labels)


def _opens_two(row: _Row, labels: LabelMatcher) -> bool:
    """Whether the first cell of a row and another one begin with labels of a card's rows."""
    opened = [_find_opening(row.cells[column], labels) for column in sorted(row.cells)]
    return opened[0] is not None and any(
        section is not None and section not in _IN_VALUES for section in opened[1:]
    )


def _find_opening(lines: Sequence[Line], labels: LabelMatcher) -> Section | None:
    """The label that the first lines of a cell are."""
    if lines[0].mark or not lines[0].words or not labels.may_open(lines[0].words[0].text):
        return None
    counts = range(1, min(len(lines), LONGEST_LABEL) + 1)
    return next((section for n in counts if (section := labels.whole(_join(lines[:n])))), None)


def _join(lines: Sequence[Line]) -> str:
    return " ".join(line.text for line in lines)

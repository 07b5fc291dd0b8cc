"""Lines in ruled cells → tables: rows and cells, joined over pages.

A header or caption that is repeated on the next page is recognised, and a row that the page's end
cuts is one row again. What the rows mean is for others to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Protocol

from extractors.labels import text_to_key
from schemas.geometry import Box
from schemas.stages import Line

SAME_EDGE = 3.0
"""Edges of cells that differ by less than so many points are one."""


class TableWording(Protocol):
    """What the finder asks of a kind of table."""

    def begins_caption(self, text: str) -> bool:
        """Whether a line outside cells begins a table's caption."""

    def is_header(self, texts: Sequence[str]) -> bool:
        """Whether the texts of a row's cells are column headings."""

    def opens_row(self, text: str) -> bool:
        """Whether a label begins a row of its own and is no cut row's second half."""


@dataclass(frozen=True, slots=True)
class CellPiece:
    """The lines of one cell on one page; ``column`` is counted in its own row."""

    page: int
    column: int
    box: Box
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class PageRow:
    """A row as it stands on one page; cells without text are not in ``cells``."""

    page: int
    columns: int
    cells: tuple[CellPiece, ...]

    def text(self, column: int) -> str:
        """The text of a cell, "" when it is empty."""
        return " ".join(
            line.text for cell in self.cells if cell.column == column for line in cell.lines
        )

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line of the row, cell by cell."""
        return tuple(line for cell in self.cells for line in cell.lines)

    @property
    def key(self) -> tuple[str, ...]:
        """What two prints of one row have in common."""
        return tuple(text_to_key(self.text(column)) for column in range(self.columns))

    @property
    def height(self) -> tuple[float, float]:
        """Upper and lower edge, in points."""
        return min(c.box.top for c in self.cells), max(c.box.bottom for c in self.cells)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row; several parts when a page's end cuts it."""

    parts: tuple[PageRow, ...]


@dataclass(frozen=True, slots=True)
class TableCell:
    """What a row holds in one column of its table.

    Attributes:
        lines: the cell's lines, () when it is empty.
        places: page and rectangle of the cell, one per part of the row.
        shared: whether the cell spans other columns too.
    """

    lines: tuple[Line, ...]
    places: tuple[tuple[int, Box], ...]
    shared: bool = False


@dataclass(slots=True)
class Table:
    """A table through all its pages.

    Attributes:
        caption: the lines above it, from the one that begins a caption; () without one.
        header: its column headings, if it has any.
        columns: left and right edge of each column that a row without merged cells shows.
        rows: without repeated headers.
        repeated: captions and headers that came again on later pages.
    """

    caption: tuple[Line, ...]
    header: PageRow | None
    width: int
    columns: dict[int, tuple[float, float]] = field(default_factory=dict)
    rows: list[TableRow] = field(default_factory=list)
    repeated: list[Line] = field(default_factory=list)

    @property
    def heading(self) -> tuple[Line, ...]:
        """The lines of the caption and of the column headings."""
        return (*self.caption, *(self.header.lines if self.header else ()))

    def cell(self, row: TableRow, column: int) -> TableCell:
        """What ``row`` holds in ``column``."""
        lines: list[Line] = []
        places: list[tuple[int, Box]] = []
        shared = False
        for part in row.parts:
            covering = [c for c in part.cells if column in self._covered(part, c)]
            shared |= any(len(self._covered(part, c)) > 1 for c in covering)
            lines += (line for cell in covering for line in cell.lines)
            if covering:
                places += ((part.page, cell.box) for cell in covering)
            elif column in self.columns:
                left, right = self.columns[column]
                places.append((part.page, Box(left, part.height[0], right, part.height[1])))
        return TableCell(tuple(lines), tuple(places), shared)

    def _covered(self, part: PageRow, cell: CellPiece) -> tuple[int, ...]:
        """The table's columns that a cell takes; a label that spans columns is in the first."""
        if part.columns == self.width or cell.column == 0:
            return (cell.column,)
        return tuple(
            column
            for column, (left, right) in self.columns.items()
            if cell.box.x0 <= (left + right) / 2 <= cell.box.x1
        )


def find_tables(lines: Iterable[Line], wording: TableWording) -> list[Table]:
    """The ruled tables of at least two columns among ``lines``, in order.

    Args:
        lines: in reading order, without running heads and without cards.
        wording: see ``TableWording``.
    """
    finder = _TableFinder(wording)
    for item in _lines_to_items(lines):
        finder.add(item)
    return finder.tables


def _lines_to_items(lines: Iterable[Line]) -> Iterator[Line | PageRow]:
    """Rows where lines stand in cells, other lines as they are."""
    for (page, row), several in groupby(lines, key=_line_to_row_number):
        if row is None:
            yield from several
        else:
            yield _lines_to_row(page, list(several))


def _line_to_row_number(line: Line) -> tuple[int, int | None]:
    return line.page, line.cell.row if line.cell else None


def _lines_to_row(page: int, lines: Sequence[Line]) -> PageRow:
    cells: dict[int, list[Line]] = {}
    boxes: dict[int, Box] = {}
    columns = 1
    for line in lines:
        if line.cell is not None:
            cells.setdefault(line.cell.column, []).append(line)
            boxes.setdefault(line.cell.column, line.cell.box)
            columns = max(columns, line.cell.columns)
    pieces = (CellPiece(page, at, boxes[at], tuple(cells[at])) for at in sorted(cells))
    return PageRow(page, columns, tuple(pieces))


class _TableFinder:
    """Puts rows together, one after another."""

    def __init__(self, wording: TableWording) -> None:
        self.tables: list[Table] = []
        self._wording = wording
        self._open: Table | None = None
        self._between: list[Line] = []
        self._page = 0

    def add(self, item: Line | PageRow) -> None:
        """Take the next line or row."""
        if isinstance(item, Line):
            self._between.append(item)
        elif item.columns == 1 and not self._is_full_width_row(item):
            self._between += item.lines
        else:
            self._add_row(item)
            self._between = []
            self._page = item.page

    def _add_row(self, row: PageRow) -> None:
        caption = self._find_caption()
        header = self._wording.is_header([row.text(at) for at in range(row.columns)])
        table = self._open
        if table is None or not self._goes_on(table, row, caption, header):
            table = Table(caption, row if header else None, row.columns)
            self.tables.append(table)
            self._open = table
        else:
            table.repeated += (*caption, *(row.lines if header else ()))
        for cell in row.cells:
            if row.columns == table.width:
                table.columns.setdefault(cell.column, (cell.box.x0, cell.box.x1))
        if header:
            return
        if self._is_first_row_again(table, row):
            table.repeated += row.lines
            return
        if self._is_second_half(table, row):
            table.rows[-1] = TableRow((*table.rows[-1].parts, row))
        else:
            table.rows.append(TableRow((row,)))

    def _find_caption(self) -> tuple[Line, ...]:
        for at in reversed(range(len(self._between))):
            if self._wording.begins_caption(self._between[at].text):
                return tuple(self._between[at:])
        return ()

    def _goes_on(self, table: Table, row: PageRow, caption: tuple[Line, ...], header: bool) -> bool:
        """Whether the open table continues with ``row``."""
        later = row.page > self._page
        repeated = later and _lines_to_key(caption) == _lines_to_key(table.caption)
        if caption and not repeated:
            return False
        if header:
            return later and table.header is not None and table.header.key == row.key
        if self._between and not repeated:
            return False
        return row.columns == table.width or (table.header is not None and not later)

    def _is_full_width_row(self, row: PageRow) -> bool:
        """Whether a row with one cell belongs to the open table: as wide, and it opens a row."""
        table = self._open
        if table is None or self._between or row.page != self._page or not table.columns:
            return False
        left = min(edges[0] for edges in table.columns.values())
        right = max(edges[1] for edges in table.columns.values())
        box = row.cells[0].box
        as_wide = abs(box.x0 - left) < SAME_EDGE and abs(box.x1 - right) < SAME_EDGE
        return as_wide and self._wording.opens_row(row.text(0))

    def _is_first_row_again(self, table: Table, row: PageRow) -> bool:
        """Whether ``row`` repeats the table's first row on top of a later page.

        A table without column headings may still be set to repeat its first row.
        """
        if not table.rows or row.page == self._page:
            return False
        first = table.rows[0].parts
        return len(first) == 1 and first[0].key == row.key

    def _is_second_half(self, table: Table, row: PageRow) -> bool:
        """Whether ``row`` is the rest of the last row: first on its page, and no row opens there.

        Both halves never have text in one cell other than the label's. The label may stand whole on
        the second page.
        """
        if not table.rows or row.page == table.rows[-1].parts[-1].page:
            return False
        filled = {cell.column for part in table.rows[-1].parts for cell in part.cells}
        if row.text(0) and self._wording.opens_row(row.text(0)) and 0 in filled:
            return False
        return not any(cell.column in filled for cell in row.cells if cell.column)


def _lines_to_key(lines: Sequence[Line]) -> str:
    return text_to_key(" ".join(line.text for line in lines))

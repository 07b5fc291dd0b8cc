"""Call tables without upright rules: columns by the space under their headings, rows by labels.

The lines of such a table get cells made here, so that what reads ruled tables reads them too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.lines import words_to_line
from extractors.round_headers import WIDE_SPACE, RoundHeader, find_round_header
from extractors.row_kinds import RowKinds
from schemas.geometry import Box, boxes_to_hull
from schemas.stages import Cell, Line, Word

SAME_EDGE = 3.0
"""Words whose left edges differ by less than so many points begin at one edge."""

MOST_WORDS = 4
"""A cell that holds more words in letters is running text."""

ROW_GAP = 2.6
"""A line of a row stands at most so many of its heights below the line above it."""

LINE_GAP = 4
"""The same in a dump, in line numbers."""

TOTAL_GAP = 1.6
"""As ROW_GAP, after a table's last row: what stands farther away is no part of its label."""

FIRST_ROW = 20_000
"""Rows made here are numbered from so high that they meet no other row."""


def rule_open_tables(lines: Sequence[Line], kinds: RowKinds) -> list[Line]:
    """The lines, those of call tables without upright rules set in cells.

    Args:
        lines: in reading order, without running heads and without cards.
        kinds: what headings and rows begin with.
    """
    ruler = _Ruler(kinds)
    found: list[Line] = []
    at = 0
    while at < len(lines):
        header = find_round_header(lines, at, kinds) if _is_open(lines[at]) else None
        if header is None or not header.in_columns:
            found.append(lines[at])
            at += 1
            continue
        ruled, at = ruler.rule(lines, header)
        found += ruled
    return found


def _is_open(line: Line) -> bool:
    """Whether no rules part a line's columns."""
    return line.cell is None or line.cell.columns == 1


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns of a table stand: its edges, from the label's right one."""

    first: float
    edges: tuple[float, ...]

    def find(self, box: Box) -> int:
        """The column that the middle of a box is in; 0 is the label's."""
        x = box.centre[0]
        return sum(x > edge for edge in self.edges)

    def box(self, column: int, hull: Box) -> Box:
        """A row's rectangle in one column."""
        left = (0.0, *self.edges)[column]
        right = self.edges[column] if column < len(self.edges) else max(hull.x1, left)
        return Box(left, hull.top, right, hull.bottom)


def _header_to_columns(header: RoundHeader) -> _Columns:
    """Edges in the middle between headings; the first as far from its heading as the second."""
    boxes = header.boxes
    middles = [(a.x1 + b.x0) / 2 for a, b in pairwise(boxes)]
    pitch = boxes[1].centre[0] - boxes[0].centre[0]
    return _Columns(boxes[0].x0, (middles[0] - pitch, *middles))


_Cut = Mapping[int, tuple[Word, ...]]
"""The words of a line by column; 0 is the label's."""


class _Ruler:
    """Sets the lines of one table after another in cells."""

    def __init__(self, kinds: RowKinds) -> None:
        self._kinds = kinds
        self._row = FIRST_ROW
        self._last_head: tuple[str, ...] = ()

    def rule(self, lines: Sequence[Line], header: RoundHeader) -> tuple[list[Line], int]:
        """The table's lines in cells, and the index of the line after it."""
        columns = _header_to_columns(header)
        width = len(header.rounds) + 1
        head = {0: header.label, **dict(enumerate(header.rounds, start=1))}
        rows: list[list[_Cut]] = []
        at = header.end
        while at < len(lines):
            cut = self._cut_row_line(lines, at, header, columns, rows)
            if cut is None:
                at -= self._give_back(lines, at, rows)
                break
            if self._begins_row(lines, at, cut, rows, columns):
                rows.append([cut])
            elif rows:
                rows[-1].append(cut)
            elif _head_to_key(head) == self._last_head:
                rows.append([cut])
            else:
                head[0] = (*head[0], *cut.get(0, ()))
            at += 1
        self._last_head = _head_to_key(head)
        made = self._make_row([head], columns, width)
        for row in rows:
            made += self._make_row(row, columns, width)
        return made, at

    def _cut_row_line(
        self,
        lines: Sequence[Line],
        at: int,
        header: RoundHeader,
        columns: _Columns,
        rows: Sequence[Sequence[_Cut]],
    ) -> _Cut | None:
        """A line of the table, cut at its columns; ``None`` when the table has ended."""
        line = lines[at]
        if not _is_open(line) or self._kinds.begins_caption(line.text):
            return None
        if find_round_header(lines, at, self._kinds):
            return None
        cut = self._cut(line, columns)
        if cut is None or self._opens(cut):
            return cut if cut is None or rows or at < header.end + LINE_GAP else None
        before = lines[at - 1]
        if line.page != before.page:
            return None if self._is_last(rows) else cut
        return cut if self._is_near(before, line, last=self._is_last(rows)) else None

    def _opens(self, cut: _Cut) -> bool:
        label = cut.get(0, ())
        kind = self._kinds.read(" ".join(word.text for word in label)).kind
        return bool(label) and kind not in ("other", "objective")

    def _is_last(self, rows: Sequence[Sequence[_Cut]]) -> bool:
        """Whether the last row is the table's total."""
        label = " ".join(w.text for cut in rows[-1] for w in cut.get(0, ())) if rows else ""
        return self._kinds.read(label).kind == "total"

    def _is_near(self, before: Line, line: Line, *, last: bool) -> bool:
        if line.number is not None and before.number is not None:
            return line.number - before.number <= (1 if last else LINE_GAP)
        gap = TOTAL_GAP if last else ROW_GAP
        return line.box.top - before.box.top <= gap * max(line.box.height, before.box.height)

    def _give_back(self, lines: Sequence[Line], at: int, rows: list[list[_Cut]]) -> int:
        """Take the label of column headings on a new page off the row before it.

        The label may be wrapped and begin above the headings of the rounds. Returns how many lines
        were taken off.
        """
        if at >= len(lines) or not find_round_header(lines, at, self._kinds):
            return 0
        count = 0
        while rows and lines[at - count - 1].page == lines[at].page:
            last = rows[-1][-1]
            if set(last) != {0} or self._opens(last):
                break
            rows[-1].pop()
            count += 1
            if not rows[-1]:
                rows.pop()
        return count

    def _begins_row(
        self,
        lines: Sequence[Line],
        at: int,
        cut: _Cut,
        rows: Sequence[Sequence[_Cut]],
        columns: _Columns,
    ) -> bool:
        """Whether a line is the first of its row: by the rule above it, or by its label.

        A line of values without a label may stand above the label, or on the page before it.
        """
        line, before = lines[at], lines[at - 1]
        if not rows:
            return self._opens(cut) or 0 not in cut
        if line.page != before.page:
            return True
        if max(line.band, before.band) > 0:
            return line.band != before.band
        if self._opens(cut):
            return any(0 in part for part in rows[-1])
        if 0 in cut:
            return False
        filled = {column for part in rows[-1] for column in part}
        return not filled.isdisjoint(cut) or self._belongs_below(lines, at, columns)

    def _belongs_below(self, lines: Sequence[Line], at: int, columns: _Columns) -> bool:
        """Whether a line of values stands nearer to the label below it, which opens a row."""
        if at + 1 >= len(lines) or lines[at + 1].page != lines[at].page:
            return False
        below = self._cut(lines[at + 1], columns)
        tops = [line.box.top for line in lines[at - 1 : at + 2]]
        return below is not None and self._opens(below) and tops[2] - tops[1] < tops[1] - tops[0]

    def _cut(self, line: Line, columns: _Columns) -> _Cut | None:
        """The words of a line by column; ``None`` for running text over the columns."""
        words: dict[int, list[Word]] = {}
        for chunk in self._chunks(line.all_words):
            column = columns.find(boxes_to_hull(word.box for word in chunk))
            if _is_lettered(chunk, self._kinds) and chunk[0].box.x0 < columns.first - SAME_EDGE:
                column = 0
            if column < max(words, default=0):
                return None
            words.setdefault(column, []).extend(chunk)
        for column, found in words.items():
            lettered = [word for word in found if any(letter.isalpha() for letter in word.text)]
            if column and (len(lettered) > MOST_WORDS or _runs_on(words.get(0, []), found)):
                return None
        return {column: tuple(found) for column, found in words.items()}

    def _chunks(self, words: Sequence[Word]) -> Iterator[list[Word]]:
        """Values, and words between them one by one: a value is never cut, and has no wide gap."""
        at = 0
        while at < len(words):
            near = at + 1
            while near < len(words) and not _is_wide(words[near - 1], words[near]):
                near += 1
            count = self._kinds.count_value_words([word.text for word in words[at:near]]) or 1
            yield list(words[at : at + count])
            at += count

    def _make_row(self, cuts: Sequence[_Cut], columns: _Columns, width: int) -> list[Line]:
        """A row's lines, cell by cell; those on another page are a row of their own."""
        by_page: dict[int, list[_Cut]] = {}
        for cut in cuts:
            page = next((words[0].page for words in cut.values() if words), 0)
            by_page.setdefault(page, []).append(cut)
        made: list[Line] = []
        for several in by_page.values():
            words = [word for cut in several for found in cut.values() for word in found]
            if not words:
                continue
            hull = boxes_to_hull(word.box for word in words)
            self._row += 1
            for column in range(width):
                cell = Cell(self._row, column, width, columns.box(column, hull))
                made += (
                    _words_to_cell_line(cut[column], cell) for cut in several if cut.get(column)
                )
        return made


def _head_to_key(head: _Cut) -> tuple[str, ...]:
    return tuple(" ".join(word.text for word in words) for words in head.values())


def _words_to_cell_line(words: Sequence[Word], cell: Cell) -> Line:
    """One line of a cell; a dash is its text and no bullet."""
    line = words_to_line(words, cell)
    return replace(line, words=line.all_words, mark=None) if line.mark else line


def _is_lettered(words: Sequence[Word], kinds: RowKinds) -> bool:
    return not kinds.count_value_words([word.text for word in words])


def _runs_on(label: Sequence[Word], words: Sequence[Word]) -> bool:
    """Whether text in letters follows the label without more than a space."""
    if not label or not any(letter.isalpha() for letter in words[0].text):
        return False
    return not _is_wide(label[-1], words[0]) and len(words[0].text) > 1


def _is_wide(before: Word, word: Word) -> bool:
    """Whether the gap between two words of a line is more than a space."""
    return word.box.x0 - before.box.x1 > WIDE_SPACE * word.size

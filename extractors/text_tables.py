"""Call tables in a dump that keeps no columns: rows by their labels, cells by what stands between.

Some dumps end every cell with a space, empty ones too. Then the spaces between two values say how
far apart they can be, and often where they are. What stays open is for arithmetic to settle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from extractors.call_tables import (
    LooseValues,
    RawCallRow,
    RawCallTable,
    RawCell,
    label_to_opening,
    make_call_table,
)
from extractors.dewrap import WrapRules, lines_to_span
from extractors.labels import text_to_key
from extractors.round_headers import RoundHeader, find_round_header
from extractors.row_kinds import RowKinds
from schemas.stages import EMPTY_SPAN, Line, Span, Word

KEPT_SHARE = 0.8
"""A dump whose rows end with a space at least this often ends every cell with one."""

LEAST_ENDS = 3
"""So many rows must show it."""

LONGEST_ROW = 14
"""A row takes at most so many lines of a dump."""


@dataclass(slots=True)
class _TextRow:
    """A row: the lines of its label, and its values."""

    label: list[Line]
    values: list[tuple[Word, ...]] = field(default_factory=list)

    @property
    def spaces(self) -> tuple[int, ...]:
        """Spaces before each value, and after the last one."""
        before = (self.label[-1].words[-1], *(value[-1] for value in self.values))
        gaps = [a.spaces[1] + b[0].spaces[0] for a, b in zip(before, self.values, strict=False)]
        return (*gaps, self.values[-1][-1].spaces[1])


@dataclass(slots=True)
class _TextTable:
    """A table while its rows are collected."""

    caption: tuple[Line, ...]
    header: RoundHeader
    heading: tuple[Line, ...]
    rows: list[_TextRow] = field(default_factory=list)
    repeated: list[Line] = field(default_factory=list)


def find_text_tables(
    lines: Sequence[Line], kinds: RowKinds, rules: WrapRules
) -> tuple[RawCallTable, ...]:
    """The call tables of a dump that keeps no columns.

    Only a total shows where such a table ends: without one some rows may be missing.

    Args:
        lines: in reading order, without running heads and without cards.
        kinds: what captions, headings and rows begin with.
        rules: for labels that are wrapped.
    """
    if not lines or lines[0].number is None:
        return ()
    tables = _collect_tables(lines, kinds)
    kept = _keeps_separators([row for table in tables for row in table.rows])
    return tuple(_table_to_raw(table, kinds, rules, kept) for table in tables)


def _collect_tables(lines: Sequence[Line], kinds: RowKinds) -> list[_TextTable]:
    tables: list[_TextTable] = []
    done = at = 0
    while at < len(lines):
        header = find_round_header(lines, at, kinds)
        if header is None or header.in_columns:
            at += 1
            continue
        caption = _find_caption(lines[done:at], kinds)
        heading = tuple(lines[header.start : header.end])
        if tables and _goes_on(tables[-1], caption, header):
            tables[-1].repeated += (*caption, *heading)
        else:
            tables.append(_TextTable(caption, header, heading))
        at = done = _collect_rows(tables[-1].rows, lines, header.end, kinds)
    return tables


def _goes_on(table: _TextTable, caption: Sequence[Line], header: RoundHeader) -> bool:
    """Whether a table goes on under column headings that come again."""
    again = not caption or _to_key(caption) == _to_key(table.caption)
    return again and _same_rounds(header, table.header)


def _find_caption(lines: Sequence[Line], kinds: RowKinds) -> tuple[Line, ...]:
    """The lines from the last one that begins a caption."""
    for at in reversed(range(len(lines))):
        if kinds.begins_caption(lines[at].text):
            return tuple(lines[at:])
    return ()


def _collect_rows(rows: list[_TextRow], lines: Sequence[Line], at: int, kinds: RowKinds) -> int:
    """Add the rows from line ``at``; returns the index of the line after the last one.

    A label does not go on after its values, so text there ends the table.
    """
    while at < len(lines):
        line = lines[at]
        if kinds.begins_caption(line.text) or find_round_header(lines, at, kinds):
            break
        words, values = _split_values(line, kinds)
        kind = kinds.read(" ".join(word.text for word in words)).kind
        if kind == "objective":
            break
        if kind != "other":
            rows.append(_TextRow([Line(words)], values))
        elif not rows or (words and (rows[-1].values or _is_long(rows[-1], line))):
            break
        else:
            if words:
                rows[-1].label.append(Line(words))
            rows[-1].values += values
        at += 1
    return at


def _is_long(row: _TextRow, line: Line) -> bool:
    return len(row.label) >= LONGEST_ROW or line.mark is not None


def _split_values(line: Line, kinds: RowKinds) -> tuple[tuple[Word, ...], list[tuple[Word, ...]]]:
    """A line's words before its values, and the values that it ends with."""
    words = line.all_words
    texts = [word.text for word in words]
    for start in range(len(words) + 1):
        values: list[tuple[Word, ...]] = []
        at = start
        while at < len(words):
            count = kinds.count_value_words(texts[at:])
            if not count:
                break
            values.append(tuple(words[at : at + count]))
            at += count
        if at == len(words):
            return tuple(words[:start]), values
    return tuple(words), []


def _keeps_separators(rows: Sequence[_TextRow]) -> bool:
    """Whether rows end with a space: then every cell does, in a dump of this kind."""
    ends = [row.values[-1][-1].spaces[1] > 0 for row in rows if row.values]
    return len(ends) >= LEAST_ENDS and sum(ends) >= KEPT_SHARE * len(ends)


def _table_to_raw(table: _TextTable, kinds: RowKinds, rules: WrapRules, kept: bool) -> RawCallTable:
    width = len(table.header.rounds)
    return make_call_table(
        caption=lines_to_span(table.caption, rules),
        rounds=[_words_to_span(words, rules) for words in table.header.rounds],
        rows=[_row_to_raw(row, width, kinds, rules, kept) for row in table.rows],
        heading=(*table.caption, *table.heading),
        repeated=table.repeated,
        kinds=kinds,
        in_text=True,
    )


def _row_to_raw(
    row: _TextRow, width: int, kinds: RowKinds, rules: WrapRules, kept: bool
) -> RawCallRow:
    whole = lines_to_span(row.label, rules)
    kind, code, label = label_to_opening(whole, kinds)
    values = tuple(_words_to_span(value, rules) for value in row.values)
    placements = find_placements(row.spaces if kept and values else None, len(values), width)
    empty = RawCell(EMPTY_SPAN, ())
    cells = [empty] * width
    loose: LooseValues | None = None
    if len(placements) == 1:
        for column, value in zip(placements[0], values, strict=True):
            cells[column] = RawCell(value, ())
    else:
        loose = LooseValues(values, placements)
    return RawCallRow(kind, code, label, whole, tuple(cells), loose)


def find_placements(
    spaces: Sequence[int] | None, values: int, width: int
) -> tuple[tuple[int, ...], ...]:
    """The columns that a row's values may be in, in every way that the spaces allow.

    Every cell ends with a space, so two values with two spaces between are at most two columns
    apart. A cell may hold spaces of its own; they are never too few.

    >>> find_placements((4, 2), 1, 4)  # three empty cells before it, or fewer; one after it at most
    ((2,), (3,))
    >>> find_placements((2, 1, 1, 1), 3, 4)
    ((1, 2, 3),)
    >>> find_placements(None, 2, 3)
    ((0, 1), (0, 2), (1, 2))

    Args:
        spaces: before each value, and after the last; ``None`` when the dump does not keep them.
        values: number of values.
        width: number of columns.
    """
    every = tuple(combinations(range(width), values))
    if spaces is None:
        return every
    fitting = tuple(placed for placed in every if _fits(placed, spaces, width))
    return fitting or every


def _fits(placed: Sequence[int], spaces: Sequence[int], width: int) -> bool:
    steps = [b - a for a, b in pairwise((-1, *placed, width))]
    return all(step <= space for step, space in zip(steps, spaces, strict=True))


def _words_to_span(words: Sequence[Word], rules: WrapRules) -> Span:
    return lines_to_span([Line(tuple(words))], rules)


def _to_key(lines: Sequence[Line]) -> str:
    return text_to_key(" ".join(line.text for line in lines))


def _same_rounds(a: RoundHeader, b: RoundHeader) -> bool:
    texts = [[[word.text for word in words] for words in header.rounds] for header in (a, b)]
    return texts[0] == texts[1]

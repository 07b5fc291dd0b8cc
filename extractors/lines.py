"""Words to lines: one baseline, one table cell, reading order; bullets set apart from the words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from extractors.asides import Column, find_line_numbers, find_number_column, find_watermark
from extractors.cells import merge_rules, page_to_cells
from extractors.checkboxes import set_unchecked_aside
from extractors.list_marks import mark_alike, split_word
from extractors.notes import part_notes
from extractors.stacked_marks import spread_stacked_marks
from extractors.turned_words import part_turned_words
from schemas.geometry import Box, box_contains_point, boxes_share_height
from schemas.glyphs import UNREAD
from schemas.stages import Cell, Document, Line, Page, Word

_SURE_MARK = r"[☐☑☒•◦▪▫■□●○‣⁃∙·►▸➢➤✓✔*\uE000-\uF8FF]|\(cid:\d+\)"
_LIKELY_MARKS = frozenset("-–—o")
_MARK = regex.compile(rf"(?:{_SURE_MARK}|{UNREAD})+")
_GLUED_MARK = regex.compile(rf"({_SURE_MARK})(?=[\p{{L}}\p{{N}}(«\"”])")

TAB_SHARE = 0.45
"""After a dash or "o", a gap wider than this share of the font size shows that it is a bullet."""

WIDER_SPACE = 1.25
"""So does a gap that is wider than all others on its line, by this factor."""

LEAST_RULE = 40.0
"""A level rule that parts rows is at least so many points long."""

DOT_REACH = 4.0
"""A drawn bullet stands at most so many font sizes left of its line."""

NO_WORD = -1
"""Index of a bullet that is drawn: it is no word of the document."""

LIST_REACH = 8
"""Items of one list stand within so many lines of each other."""

SAME_BASELINE = 0.5
"""Words that share at least this much of their height stand on one line."""

TALLER = 1.2
"""Words up to so many times taller are of one size."""

OVERPRINT = 1.0
"""Words of one line overlap by less than so many points."""


def document_to_lines(document: Document) -> tuple[Line, ...]:
    """Every line of ``document`` in reading order: from the top, a row's cells from the left."""
    watermark = find_watermark(document)
    pages = [page_to_lines(page, watermark) for page in document.pages]
    column = find_number_column(line for lines in pages for line in lines)
    if column is not None:
        pages = [page_to_lines(page, watermark, column) for page in document.pages]
    marked = mark_alike([line for lines in pages for line in lines])
    return set_unchecked_aside(part_notes(marked))


def page_to_lines(
    page: Page, watermark: frozenset[int] = frozenset(), column: Column | None = None
) -> tuple[Line, ...]:
    """The lines of one page in reading order, those that are no part of the text last.

    Args:
        page: as a reader saw it.
        watermark: indices of the words of a watermark.
        column: where the document's line numbers stand, when it has some.
    """
    cells = page_to_cells(page)
    groups: dict[tuple[int, int, int] | None, list[Word]] = defaultdict(list)
    hidden = watermark | page.struck
    under = [word for word in page.words if word.index in hidden] if hidden else []
    asides = [Line((word,), role="aside") for word in under]
    text = [w for w in page.words if w.index not in hidden] if asides else page.words
    turned: list[Line] = []
    if page.turned:
        text, turned = part_turned_words(text, page.turned, cells)
        asides += [line for line in turned if line.role == "aside"]
    for word in text:
        cell = cells.get(word.index)
        groups[(cell.row, cell.column, cell.columns) if cell else None].append(word)
    found = [line for line in turned if line.role == "text"]
    for words in groups.values():
        found += words_to_lines(words, cells.get(words[0].index))
    ordered = sorted(found, key=_place_on_page)
    numbers = find_line_numbers(ordered, column)
    if numbers:
        ordered, parted = _part_numbers(ordered, numbers)
        asides += parted
    if page.dots:
        ordered = [part for line in ordered for part in _split_at_dots(line, page.dots)]
    seen = [_add_shapes(line, page) for line in _number_bands(ordered, page)]
    listed = spread_stacked_marks(seen)
    return (*_return_false_marks(_join_lone_marks(listed)), *asides)


def _place_on_page(line: Line) -> tuple[float, int, float]:
    """By what lines are ordered: a row's cells from the left, their lines from the top."""
    top, cell = line.box.top, line.cell
    return (cell.box.top, cell.column, top) if cell else (top, 0, top)


def _part_numbers(lines: Sequence[Line], numbers: frozenset[int]) -> tuple[list[Line], list[Line]]:
    """Lines without the numbers that count them, and those numbers as lines of their own."""
    kept: list[Line] = []
    parted: list[Line] = []
    for line in lines:
        own = [word for word in line.words if word.index in numbers]
        if not own:
            kept.append(line)
            continue
        parted += [Line((word,), role="aside") for word in own]
        rest = [word for word in line.all_words if word.index not in numbers]
        if rest:
            kept.append(words_to_line(rest, line.cell))
    return kept, parted


def _number_bands(lines: Sequence[Line], page: Page) -> list[Line]:
    """Count the level rules above each line outside ruled tables."""
    level = merge_rules(rule.box for rule in page.rules if not rule.upright)
    if not level:
        return list(lines)
    tops = [(rule.centre[1], rule) for rule in level if rule.width >= LEAST_RULE]
    numbered: list[Line] = []
    for line in lines:
        above = 0
        if line.cell is None:
            x, y = line.box.centre
            above = sum(top <= y and rule.x0 <= x <= rule.x1 for top, rule in tops)
        numbered.append(replace(line, band=above) if above else line)
    return numbered


def _split_at_dots(line: Line, dots: Sequence[Box]) -> list[Line]:
    """A line in pieces where a bullet is drawn inside it: an item stands beside its list's label.

    before: "Resultatmål", a drawn bullet, "kaffet är varmt" on one baseline
    after:  "Resultatmål"; "kaffet är varmt", before which the bullet stands
    """
    x0, top, x1, bottom = line.box
    inside = [dot for dot in dots if top <= dot.centre[1] <= bottom and x0 < dot.x0 and dot.x1 < x1]
    ends = [
        at
        for at, (word, after) in enumerate(pairwise(line.words), 1)
        if any(word.box.x1 <= dot.x0 and dot.x1 <= after.box.x0 for dot in inside)
    ]
    if not ends:
        return [line]
    cuts = pairwise((0, *ends, len(line.words)))
    first, *others = (line.words[start:end] for start, end in cuts)
    return [replace(line, words=first), *(Line(words, None, line.cell) for words in others)]


def _add_shapes(line: Line, page: Page) -> Line:
    """Note what is drawn at a line: the bullet before it, the fill behind it."""
    if not (page.fills or page.dots):
        return line
    x, y = line.box.centre
    shaded = any(box_contains_point(fill, x, y) for fill in page.fills)
    if line.mark or not page.dots:
        return replace(line, shaded=shaded) if shaded else line
    reach = line.box.x0 - DOT_REACH * line.size
    beside = [d for d in page.dots if line.box.top <= d.centre[1] <= line.box.bottom]
    dots = [dot for dot in beside if reach <= dot.x0 and dot.x1 <= line.box.x0 + 0.5]
    mark = Word(NO_WORD, "", line.page, dots[-1]) if dots else None
    return replace(line, mark=mark, shaded=shaded)


def words_to_lines(words: Sequence[Word], cell: Cell | None) -> list[Line]:
    """Words of one cell (or of the page outside tables) as lines, from the top."""
    rows: list[list[Word]] = []
    hull = Box(0.0, 0.0, 0.0, 0.0)
    for word in sorted(words, key=_place_in_reading):
        box = word.box
        if rows and hull.top == box.top and hull.bottom == box.bottom:
            rows[-1].append(word)
        elif (
            rows
            and boxes_share_height(hull, box) >= SAME_BASELINE
            and not _is_below(rows[-1], hull, word)
        ):
            rows[-1].append(word)
            if box.height <= hull.height * TALLER:
                top, bottom = min(hull.top, box.top), max(hull.bottom, box.bottom)
                hull = Box(hull.x0, top, hull.x1, bottom)
        else:
            rows.append([word])
            hull = box
    return [words_to_line(sorted(row, key=_left_edge), cell) for row in rows]


def _place_in_reading(word: Word) -> tuple[float, float]:
    """Twice the height of a word's middle, then its left edge."""
    x0, top, _, bottom = word.box
    return (top + bottom, x0)


def _left_edge(word: Word) -> float:
    return word.box[0]


def _is_below(row: Sequence[Word], hull: Box, word: Word) -> bool:
    """Whether ``word`` stands below one of the row, which only a third holds together with it.

    A label beside the middle of two lines shares half of its height with either.
    """
    if hull.height <= word.box.height * TALLER:
        return False
    x0, _, x1, _ = word.box
    return any(
        other.box.x0 < x1 - OVERPRINT
        and x0 < other.box.x1 - OVERPRINT
        and boxes_share_height(other.box, word.box) < SAME_BASELINE
        for other in row
    )


def words_to_line(words: Sequence[Word], cell: Cell | None) -> Line:
    """Words on one baseline as a line, its bullet set apart."""
    row = list(words)
    first = row[0]
    if first.text[:1].isalnum() and first.text not in _LIKELY_MARKS:
        return Line(tuple(row), None, cell)  # as nearly every line begins
    glued = _GLUED_MARK.match(first.text)
    if glued:
        row = [*split_word(first, glued.end()), *row[1:]]
        first = row[0]
    if _MARK.fullmatch(first.text) or _is_likely_mark(row):
        return Line(tuple(row[1:]), first, cell)
    return Line(tuple(row), None, cell)


def _is_likely_mark(row: Sequence[Word]) -> bool:
    if row[0].text not in _LIKELY_MARKS:
        return False
    if len(row) == 1:
        return row[0].line is not None
    if row[0].line is not None:
        return True
    first, *others = (after.box.x0 - word.box.x1 for word, after in pairwise(row))
    wider = bool(others) and first > WIDER_SPACE * max(others)
    return wider or first > TAB_SHARE * row[0].size


def _join_lone_marks(lines: Sequence[Line]) -> list[Line]:
    """A bullet that stands on a line of its own belongs to the line that follows it.

    A dash may be a whole value as well: it is a bullet when what follows begins small.
    """
    joined: list[Line] = []
    for line in lines:
        before = joined[-1] if joined else None
        if before and not line.mark and _is_lone_mark(before, line):
            joined[-1] = replace(line, mark=before.mark)
        else:
            joined.append(line)
    return joined


def _is_lone_mark(before: Line, line: Line) -> bool:
    if before.words or before.mark is None or before.page != line.page:
        return False
    return before.mark.text not in _LIKELY_MARKS or line.text[:1].islower()


def _return_false_marks(lines: Sequence[Line]) -> list[Line]:
    """In a text a dash may open a wrapped line; a bullet has others near, or a full line above."""
    return [
        _return_mark(line) if _is_false_mark(lines, at) else line for at, line in enumerate(lines)
    ]


def _is_false_mark(lines: Sequence[Line], at: int) -> bool:
    mark = lines[at].mark
    if mark is None or mark.line is None or mark.text not in _LIKELY_MARKS:
        return False
    if not lines[at].words:
        return True
    near = [*lines[max(0, at - LIST_REACH) : at], *lines[at + 1 : at + 1 + LIST_REACH]]
    if any(line.mark for line in near):
        return False
    above = lines[at - 1].text if at else ""
    return bool(above) and not above.endswith((".", ":", ";", "!", "?"))


def _return_mark(line: Line) -> Line:
    return replace(line, words=line.all_words, mark=None)

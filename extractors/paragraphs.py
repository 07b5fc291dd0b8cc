"""Groups the lines of one stretch into paragraphs and list items."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import pairwise

import regex

from extractors.dewrap import WrapRules, lines_to_span
from extractors.line_metrics import INDENT, LineMetrics, runs_on
from schemas.geometry import Box
from schemas.language import Language
from schemas.stages import Line, Paragraph, Word

GAP_SHARE = 1.12
"""Lines further apart than this share of the usual step begin a new paragraph."""

NARROW_SPACE = 0.25
"""A space takes at least about this share of the font size."""

WIDEST_SPACE = 0.36
"""A space that is not drawn out takes at most this share of the font size."""

SLACK_SHARE = 0.06
"""A text dump's widths are estimates: a line counts as short by this share of the longest one."""

SAME_INDENT = 1.0
"""First lines are indented equally, within so many points."""

SAME_EDGE = 0.5
"""The lines of one list item begin at the same place, within so many points."""

LEAST_GAPS = 4
"""So many gaps show what the empty lines of a text dump mean."""

FLUSH_EMS = 0.2
"""Justified lines end at the same place within this share of the font size, less than a space."""

LEAST_FLUSH = 8
"""So many lines show whether they do."""

FLUSH_SHARE = 0.9
"""At least this share of the lines of justified paragraphs but the last do so."""

PARAGRAPH_LINES = 3
"""The next paragraph of a dump begins at most so many lines further down."""

INSIDE_SHARE = 0.2
"""Of the gaps of a dump that parts paragraphs, so many seem to stand inside a sentence at most."""

_Column = tuple[int | None, bool]

_SENTENCE_END = regex.compile(r"[.!?:…][)\]\"”’]*$")
_UNFINISHED = regex.compile(r"[,;(/\-–]$")


@dataclass(frozen=True, slots=True)
class _Margins:
    """Both ends of the columns, whether second lines of items are indented, what gaps mean.

    Attributes:
        edges: right end of each column.
        lefts: left end of each column.
        flush: where justified lines end, in the columns that have them.
        hanging: whether second lines of items are indented; ``None`` when no item tells.
        gaps_part: whether every gap between lines parts paragraphs, as it does in a PDF. Tools that
            dump a text may leave a line empty inside a paragraph, too.
    """

    edges: dict[_Column, float]
    lefts: dict[_Column, float]
    flush: dict[_Column, float]
    hanging: bool | None
    gaps_part: bool

    def is_short(self, before: Line, line: Line, in_item: bool) -> bool:
        """Whether the next line's first word would still have fitted on the line before it.

        Among justified lines, one that ends before the others is the last of its paragraph.
        """
        flush = self.flush.get(_line_to_column(before, in_item), 0.0)
        if before.box.x1 < flush - FLUSH_EMS * before.size:
            return True
        edge = self.edges.get(_line_to_column(before, in_item), 0.0)
        slack = SLACK_SHARE * edge if before.number is not None else 1.0
        room = edge - slack - before.box.x1 - line.words[0].box.width
        if room <= NARROW_SPACE * before.size:
            return False
        return before.number is not None or room > _line_to_space(before)


class ParagraphBuilder:
    """Tells where a paragraph ends, from marks, gaps, weight, indents and unfinished lines."""

    def __init__(self, language: Language, rules: WrapRules, metrics: LineMetrics) -> None:
        """Keep what is known of the document."""
        self._rules = rules
        self._metrics = metrics
        phrases = language.phrases
        self._intros = tuple(p.casefold() for p in phrases.activities_intro)
        self._openers = tuple(p.casefold() for p in (*phrases.goal, *phrases.other_indicators))
        self._dangling = frozenset((*language.wrap.conjunctions, *language.document.function_words))
        self._margins: _Margins | None = None

    def for_card(self, lines: Sequence[Line]) -> ParagraphBuilder:
        """The same for one card, whose ``lines`` show its columns better than those of a field."""
        own = copy(self)
        own._margins = self._lines_to_margins(lines)
        return own

    def build(self, lines: Sequence[Line]) -> tuple[Paragraph, ...]:
        """The paragraphs of ``lines``, each with its text."""
        column = self._margins or self._lines_to_margins(lines)
        groups: list[list[Line]] = []
        item: Line | None = None  # the first line of the last paragraph, when that is an item
        for before, line, after in zip((None, *lines), lines, (*lines[1:], None), strict=False):
            if (
                before is None
                or self._begins(line, before, item, column)
                or (before.words and self._is_indented(line, groups[-1][0], after, column))
            ):
                groups.append([])
                item = line if line.mark or (item and _is_next_item(line, item, column)) else None
            groups[-1].append(line)
        return tuple(self._group_to_paragraph(group) for group in groups)

    def _group_to_paragraph(self, group: Sequence[Line]) -> Paragraph:
        span = lines_to_span(group, self._rules)
        return Paragraph(tuple(group), span, group[0].mark)

    def _begins(self, line: Line, before: Line, item: Line | None, column: _Margins) -> bool:
        """Whether ``line`` opens a paragraph after the one that ``before`` ends.

        ``item`` is that paragraph's first line when it is an item of a list.
        """
        if line.mark:
            return True
        if not before.words or not line.words:
            return False
        return (
            _emphasis(before.words[-1]) != _emphasis(line.words[0])
            or (line.page == before.page and _rows_differ(line, before))
            or self._opens_by_words(line, before)
            or self._stands_apart(line, before, item, column)
            or self._follows_short_line(line, before, column, item is not None)
        )

    def _opens_by_words(self, line: Line, before: Line) -> bool:
        """Whether the line begins with a phrase that opens a paragraph."""
        text = line.text.casefold()
        if not line.text[0].islower() and text.startswith(self._intros):
            return True
        return _ends_sentence(before) and text.startswith(self._openers)

    def _stands_apart(self, line: Line, before: Line, item: Line | None, column: _Margins) -> bool:
        """Whether a gap or the left edge sets the line apart from the paragraph or item above."""
        if _line_to_column(line, False) != _line_to_column(before, False):
            return False
        lower = line.text[0].islower()
        gap = self._has_gap(before, line)
        capital = self._opens_sentence(line) or (_ends_sentence(before) and not lower)
        if gap and ((column.gaps_part and not _skips_lines(before, line)) or capital):
            return True
        if item is None or line.number is not None:
            return False
        shift = line.box.x0 - item.box.x0
        if column.hanging is not False and abs(shift) > INDENT and not lower:
            return True
        outdented = shift < -INDENT
        return outdented and (column.hanging or (column.hanging is None and not lower))

    def _has_gap(self, before: Line, line: Line) -> bool:
        near = line.page == before.page and line.cell == before.cell
        return near and line.box.top - before.box.top > GAP_SHARE * self._metrics.step(before)

    def _lines_to_margins(self, lines: Sequence[Line]) -> _Margins:
        return _Margins(
            _lines_to_right_edges(lines),
            _lines_to_left_edges(lines),
            _lines_to_flush_edges(lines),
            _is_hanging(lines),
            self._gaps_part(lines),
        )

    def _gaps_part(self, lines: Sequence[Line]) -> bool:
        """Whether the gaps between ``lines`` hardly ever stand inside a sentence, as in any PDF.

        One that does may be that of a list item whose mark is missing.
        """
        if all(line.number is None for line in lines):
            return True
        gaps = [
            (before, line)
            for before, line in pairwise(lines)
            if before.words and line.words and not line.mark and self._has_gap(before, line)
        ]
        inside = [
            line for before, line in gaps if line.text[0].islower() and not _ends_sentence(before)
        ]
        return len(gaps) >= LEAST_GAPS and len(inside) <= INSIDE_SHARE * len(gaps)

    def _is_indented(self, line: Line, first: Line, after: Line | None, column: _Margins) -> bool:
        """Whether the line is indented like the first ones of the document's paragraphs.

        Where items begin at the same place, the line may be the second one of an item as well; that
        the sentence goes on further left shows that it is not.
        """
        indent = self._metrics.indent
        if indent is None or line.number is not None or not line.words or line.text[0].islower():
            return False
        if first.mark and abs(line.box.x0 - first.box.x0) <= SAME_EDGE:
            return (
                after is not None
                and runs_on(line, after)
                and after.page == line.page
                and abs(line.box.x0 - after.box.x0 - indent) <= SAME_INDENT
            )
        shift = line.box.x0 - column.lefts[_line_to_column(line, False)]
        return abs(shift - indent) <= SAME_INDENT

    def _follows_short_line(
        self, line: Line, before: Line, column: _Margins, in_item: bool
    ) -> bool:
        """Whether the line above ended early, so that this one begins something new."""
        short = column.is_short(before, line, in_item)
        closed = before.words[-1].ends_paragraph
        capital = not line.text[0].islower()
        if _ends_sentence(before) and capital and (short or closed):
            return True
        finished = not self._dangles(before)
        begins = self._opens_sentence(line) and finished
        if line.number is None:
            return short and finished and (in_item or begins)
        return in_item and ((closed and short) or begins or (short and capital and finished))

    def _opens_sentence(self, line: Line) -> bool:
        """Whether the line begins with a capital that is no name's."""
        return not line.text[0].islower() and self._rules.is_common(line.words[0].text)

    def _dangles(self, line: Line) -> bool:
        """Whether ``line`` ends in a way that another line must follow."""
        last = line.words[-1].text.casefold()
        return bool(_UNFINISHED.search(last)) or last in self._dangling


def _is_next_item(line: Line, item: Line, column: _Margins) -> bool:
    """Whether a paragraph without a mark is an item as well, as the one above it is.

    It stands in from the margin, and begins small or at the other item's place. A mark that is
    drawn is lost where a page ends too near to it, the indent of its text sometimes with it.
    """
    left = column.lefts[_line_to_column(line, False)]
    if line.number is not None or line.box.x0 <= left + INDENT:
        return False
    near = line.page == item.page and line.cell == item.cell
    return line.text[0].islower() or (near and abs(line.box.x0 - item.box.x0) <= SAME_EDGE)


def _line_to_space(line: Line) -> float:
    """The space between two words of a line, in points, or the widest that is not drawn out."""
    gaps = (after.box.x0 - word.box.x1 for word, after in pairwise(line.words))
    return min(WIDEST_SPACE * line.size, min(gaps, default=0.0))


def _lines_to_right_edges(lines: Sequence[Line]) -> dict[_Column, float]:
    """The right end of the lines of each column."""
    edges: dict[_Column, float] = {}
    for line in lines:
        columns = [_line_to_column(line, False)]
        if line.mark and line.number is not None:
            columns.append(_line_to_column(line, True))
        for column in columns:
            edges[column] = max(edges.get(column, 0.0), line.box.x1)
    for column, (cell, left) in _lines_to_cells(lines).items():
        edges[column] = max(edges[column], cell.x1 - (left - cell.x0))
    return edges


def _lines_to_left_edges(lines: Sequence[Line]) -> dict[_Column, float]:
    """The left end of the lines of each column, bullets counted."""
    edges: dict[_Column, float] = {}
    for line in lines:
        left = line.mark.box.x0 if line.mark else line.box.x0
        column = _line_to_column(line, False)
        edges[column] = min(edges.get(column, left), left)
    return edges


def _lines_to_flush_edges(lines: Sequence[Line]) -> dict[_Column, float]:
    """Where the lines of justified columns end: nearly all that a sentence runs on from do so."""
    ends: dict[_Column, list[Line]] = {}
    for before, line in pairwise(lines):
        if runs_on(before, line) and before.cell == line.cell:
            ends.setdefault(_line_to_column(before, False), []).append(before)
    edges: dict[_Column, float] = {}
    for column, found in ends.items():
        edge = max(line.box.x1 for line in found)
        flush = sum(line.box.x1 > edge - FLUSH_EMS * line.size for line in found)
        if len(found) >= LEAST_FLUSH and flush >= FLUSH_SHARE * len(found):
            edges[column] = edge
    return edges


def _lines_to_cells(lines: Iterable[Line]) -> dict[_Column, tuple[Box, float]]:
    """The cell of each column with rules around it, and the left edge of its text."""
    found: dict[_Column, tuple[Box, float]] = {}
    for line in lines:
        if line.cell and line.cell.box.width > 0:
            column = _line_to_column(line, False)
            cell, left = found.get(column, (line.cell.box, line.box.x0))
            mark = line.mark.box.x0 if line.mark else line.box.x0
            found[column] = (cell, min(left, line.box.x0, mark))
    return found


def _line_to_column(line: Line, in_item: bool) -> _Column:
    """The column that a line stands in. A text does not show how far its lists were indented."""
    return (
        round(line.cell.box.x0) if line.cell else None,
        in_item and line.number is not None,
    )


def _is_hanging(lines: Sequence[Line]) -> bool | None:
    """Whether the lists among ``lines`` indent the second line of an item like its first.

    ``None`` when no item has a second line that would tell.
    """
    for before, line in pairwise(lines):
        goes_on = not line.mark and line.page == before.page and line.text[:1].islower()
        if before.mark and before.words and goes_on:
            return abs(line.box.x0 - before.box.x0) <= INDENT
    return None


def _skips_lines(before: Line, line: Line) -> bool:
    """Whether a dump has more between two lines than a paragraph's gap: the end of a page."""
    return (line.number or 0) - (before.number or 0) > PARAGRAPH_LINES


def _ends_sentence(line: Line) -> bool:
    return bool(_SENTENCE_END.search(line.text))


def _emphasis(word: Word) -> tuple[bool, bool]:
    return (word.bold, word.italic)


def _rows_differ(a: Line, b: Line) -> bool:
    """Whether two lines of one page stand in different rows of tables."""
    if a.cell is None or b.cell is None:
        return a.cell is not b.cell
    return (a.cell.row, a.cell.column) != (b.cell.row, b.cell.column)

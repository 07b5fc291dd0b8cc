"""Groups the lines of one stretch into paragraphs and list items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from extractors.dewrap import WrapRules, lines_to_span
from schemas.facts import Language
from schemas.stages import Line, Paragraph

GAP_SHARE = 1.12
"""Lines further apart than this share of the usual step begin a new paragraph."""

SLACK_SHARE = 0.06
"""A text dump's widths are estimates: a line counts as short by this share of the longest one."""

INDENT = 3.0
"""Left edges that differ by more than this many points are different indents."""

_Column = tuple[int | None, bool]

_SENTENCE_END = regex.compile(r"[.!?:…][)\]\"”’]*$")
_UNFINISHED = regex.compile(r"[,;(/\-–]$")


@dataclass(frozen=True, slots=True)
class LineMetrics:
    """How far apart the lines of a document stand, in points, per font size."""

    steps: dict[float, float]

    def step(self, line: Line) -> float:
        """The usual distance from ``line`` to the next one of its paragraph."""
        return self.steps.get(round(line.size, 1), 1.3 * line.box.height)


def lines_to_metrics(lines: Sequence[Line]) -> LineMetrics:
    """The most frequent distance between neighbouring lines of a cell, for each font size."""
    found: dict[float, Counter[float]] = {}
    for before, line in pairwise(lines):
        if before.page == line.page and before.cell == line.cell and before.size == line.size:
            step = round(line.box.top - before.box.top, 1)
            if step > 0:
                found.setdefault(round(line.size, 1), Counter())[step] += 1
    return LineMetrics({size: _lowest_common(steps) for size, steps in found.items()})


def _lowest_common(steps: Counter[float]) -> float:
    """The smallest step that is nearly as frequent as the most frequent one."""
    often = steps.most_common(1)[0][1]
    return min(step for step, count in steps.items() if count * 3 >= often)


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

    def build(self, lines: Sequence[Line]) -> tuple[Paragraph, ...]:
        """The paragraphs of ``lines``, each with its text."""
        if not lines:
            return ()
        edges = _lines_to_right_edges(lines)
        hanging = _is_hanging(lines)
        groups: list[list[Line]] = []
        for line, before in zip(lines, (None, *lines), strict=False):
            if before is None or self._begins(line, before, groups[-1], edges, hanging):
                groups.append([])
            groups[-1].append(line)
        return tuple(self._group_to_paragraph(group) for group in groups)

    def _group_to_paragraph(self, group: Sequence[Line]) -> Paragraph:
        span = lines_to_span(group, self._rules)
        return Paragraph(tuple(group), span, group[0].mark)

    def _begins(
        self,
        line: Line,
        before: Line,
        group: Sequence[Line],
        edges: dict[_Column, float],
        hanging: bool,
    ) -> bool:
        if line.mark:
            return True
        if not before.words or not line.words:
            return False
        if before.words[-1].bold != line.words[0].bold:
            return True
        text = line.text.casefold()
        lower = line.text[0].islower()
        if not lower and text.startswith(self._intros):
            return True
        ends = bool(_SENTENCE_END.search(before.text))
        opens_sentence = not lower and self._rules.is_common(line.words[0].text)
        together = line.page == before.page and line.cell == before.cell
        in_item = group[0].mark is not None
        if together:
            gap = line.box.top - before.box.top > GAP_SHARE * self._metrics.step(before)
            if gap and (line.number is None or opens_sentence or (ends and not lower)):
                return True
            if in_item and hanging and line.box.x0 < group[0].box.x0 - INDENT:
                return True
        if ends and text.startswith(self._openers):
            return True
        short = _is_short(before, line, edges, in_item)
        closed = before.words[-1].ends_paragraph
        if ends and not lower and (short or closed):
            return True
        if not in_item:
            return False
        if line.number is None:
            return short
        if closed and short:
            return True
        return opens_sentence and not self._dangles(before)

    def _dangles(self, line: Line) -> bool:
        """Whether ``line`` ends in a way that another line must follow."""
        last = line.words[-1].text.casefold()
        return bool(_UNFINISHED.search(last)) or last in self._dangling


def _lines_to_right_edges(lines: Iterable[Line]) -> dict[_Column, float]:
    """The right end of the lines of each column."""
    edges: dict[_Column, float] = {}
    for line in lines:
        for column in {_line_to_column(line, False), _line_to_column(line, line.mark is not None)}:
            edges[column] = max(edges.get(column, 0.0), line.box.x1)
    return edges


def _line_to_column(line: Line, in_item: bool) -> _Column:
    """The column that a line stands in. A text does not show how far its lists were indented."""
    return (
        round(line.cell.box.x0) if line.cell else None,
        in_item and line.number is not None,
    )


def _is_short(before: Line, line: Line, edges: dict[_Column, float], in_item: bool) -> bool:
    """Whether the next line's first word would still have fitted on the line before it."""
    edge = edges.get(_line_to_column(before, in_item), 0.0)
    space = 0.25 * before.size
    slack = SLACK_SHARE * edge if before.number is not None else 1.0
    return before.box.x1 + space + line.words[0].box.width + slack < edge


def _is_hanging(lines: Sequence[Line]) -> bool:
    """Whether the lists among ``lines`` indent the second line of an item like its first."""
    for before, line in pairwise(lines):
        if before.mark and not line.mark and line.page == before.page:
            return abs(line.box.x0 - before.box.x0) <= INDENT
    return False

"""How many lines a card's title or a chapter heading takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise

import regex

from extractors.labels import text_to_key
from extractors.line_metrics import LineMetrics
from schemas.stages import Line

Begins = Callable[[int], bool]
"""Whether the line at an index begins another title, heading or label."""

_NUMBERED = regex.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+\p{Lu}\D*$")

LONGEST_TITLE = 6
"""Titles and headings take at most this many lines."""

LARGER = 1.08
"""Text set in at least this multiple of the body's size is a heading's."""

WIDE_GAP = 1.5
"""A gap of this many usual steps ends a heading."""


TIGHT_SHARE = 0.01
"""At least so many lines of a dump stand closer than usual when it sets titles apart that way."""


class TitleRows:
    """Measures titles, from style on a page and from line numbers or repetition in a text."""

    def __init__(self, lines: Sequence[Line], metrics: LineMetrics, begins: Begins) -> None:
        """Look at the whole document once."""
        self._lines = lines
        self._metrics = metrics
        self._begins = begins
        steps = _lines_to_text_steps(lines)
        self._text_step = steps.most_common(1)[0][0] if steps else 1
        tight = sum(count for step, count in steps.items() if 0 < step < self._text_step)
        self._has_tight_lines = tight > TIGHT_SHARE * steps.total()
        self._widest = max((line.box.x1 for line in lines), default=0.0)

    def is_styled(self, line: Line) -> bool:
        """Whether a line looks like a heading: bold, shaded, or larger than the body."""
        return line.bold or line.shaded or self.is_large(line)

    def is_large(self, line: Line) -> bool:
        """Whether a line is set larger than the body."""
        return line.size >= LARGER * self._metrics.body_size

    def is_numbered(self, line: Line) -> bool:
        """Whether a line reads like "2. Åtgärdskort"."""
        return bool(_NUMBERED.match(line.text))

    def is_chapter(self, line: Line) -> bool:
        """Whether a line outside the cards is a chapter's heading: styled, or numbered."""
        if line.number is not None:
            return self.is_numbered(line)
        return line.cell is None and self.is_styled(line)

    def count_title(self, at: int) -> int:
        """Number of lines of the card title that begins at line ``at``."""
        if self._lines[at].number is not None:
            return self._count_in_text(at, heading=False)
        return self._count_same_style(at)

    def count_heading(self, at: int) -> int:
        """Number of lines of the chapter heading that begins at line ``at``."""
        if self._lines[at].number is not None:
            return self._count_in_text(at, heading=True)
        return self._count_same_style(at)

    def _count_same_style(self, at: int) -> int:
        first = self._lines[at]
        styled = self.is_styled(first)
        count = 1
        for before, line in pairwise(self._lines[at : at + LONGEST_TITLE]):
            cut = line.page == before.page + 1 and not self._is_short(before, line)
            same = (
                ((line.page == before.page and line.cell == before.cell) or cut)
                and line.mark is None
                and (line.bold, line.shaded) == (first.bold, first.shaded)
                and abs(line.size - first.size) < 0.2
            )
            near = cut or line.box.top - before.box.top <= WIDE_GAP * max(
                self._metrics.step(before), 1.2 * before.box.height
            )
            if not same or not near or self._begins(at + count):
                break
            if not styled and first.cell is None and self._is_short(before, line):
                break
            count += 1
        return count

    def _count_in_text(self, at: int, heading: bool) -> int:
        if self._has_tight_lines:
            return self._count_by_number(at, heading)
        run = self._run(at)
        if heading:
            followed = at + len(run) < len(self._lines) and self._begins(at + len(run))
            if followed and len(run) < LONGEST_TITLE:
                return len(run)
        else:
            shared = self._count_by_repetition(at, run)
            if shared:
                return shared
        return next(
            (n for n, (line, after) in enumerate(pairwise(run), 1) if self._is_short(line, after)),
            len(run),
        )

    def _run(self, at: int) -> list[Line]:
        """The lines from ``at`` up to the next title, heading or label."""
        run = [self._lines[at]]
        for after, line in enumerate(self._lines[at + 1 : at + LONGEST_TITLE], start=at + 1):
            if line.mark or line.page != run[0].page or self._begins(after):
                break
            run.append(line)
        return run

    def _count_by_number(self, at: int, heading: bool) -> int:
        """In a dump with blank lines between lines, those of a title stand closer."""
        widest_step = self._text_step if heading else self._text_step - 1
        count = 1
        for before, line in pairwise(self._run(at)):
            if (line.number or 0) - (before.number or 0) > widest_step:
                break
            count += 1
        return count

    def _count_by_repetition(self, at: int, run: Sequence[Line]) -> int:
        """A title that comes several times is what most of its places have in common.

        Returns 0 when it does not come again, or never up to the end of one of its lines.
        """
        ends = list(accumulate(len(line.words) for line in run))
        own = [word.text for line in run for word in line.words]
        opener = _opener_key(run[0])
        shared: Counter[int] = Counter()
        for other, line in enumerate(self._lines):
            if other != at and _opener_key(line) == opener:
                near = self._lines[other : other + LONGEST_TITLE]
                shared[_count_shared(own, [w.text for n in near for w in n.words])] += 1
        fitting = {
            count: often
            for count, often in shared.items()
            if count in ends and not run[ends.index(count)].text.endswith(".")
        }
        if not fitting:
            return 0
        often = max(fitting.values())
        return ends.index(min(count for count in fitting if fitting[count] == often)) + 1

    def _is_short(self, before: Line, line: Line) -> bool:
        width = line.words[0].box.width if line.words else 0.0
        return before.box.x1 + width + 0.3 * before.size < 0.94 * self._widest


def _opener_key(line: Line) -> str:
    return text_to_key(" ".join(word.text for word in line.words[:2]))


def _count_shared(a: Sequence[str], b: Sequence[str]) -> int:
    count = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        count += 1
    return count


def _lines_to_text_steps(lines: Sequence[Line]) -> Counter[int]:
    """How many line numbers a text dump goes on from line to line."""
    return Counter(
        b.number - a.number
        for a, b in pairwise(lines)
        if a.number is not None and b.number is not None
    )

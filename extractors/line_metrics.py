"""How the lines of a document are set: how far apart, how far indented, in which size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median

from schemas.stages import Line

INDENT = 3.0
"""Left edges that differ by more than this many points are different indents."""

DEEPEST_INDENT = 40.0
"""First lines of paragraphs are indented by less than so many points."""

LEAST_INDENTED = 3
"""So many paragraphs must show that a document indents first lines."""

LEAST_RUN_ON = 3
"""So many lines that a sentence runs on to show how far apart the lines of a paragraph stand."""

PIXEL = 0.8
"""Lines on whole pixels stand now nearer, now further apart, by less than so many points."""


@dataclass(frozen=True, slots=True)
class LineMetrics:
    """How the lines of a document are set.

    Attributes:
        steps: how far apart they stand, in points, per font size.
        indent: how far the first lines of paragraphs are indented, in points; ``None`` when the
            document does not indent them.
        body_size: font size of most characters, in points.
    """

    steps: dict[float, float]
    indent: float | None = None
    body_size: float = 0.0

    def step(self, line: Line) -> float:
        """The usual distance from ``line`` to the next one of its paragraph."""
        return self.steps.get(round(line.size, 1), 1.3 * line.box.height)


def lines_to_metrics(lines: Sequence[Line]) -> LineMetrics:
    """The most frequent distances between neighbouring lines and left edges, and font size.

    Lines that a sentence runs on between tell better than others how far apart a paragraph's stand:
    where few lines are wrapped, most steps are those between paragraphs or items.
    """
    found: dict[float, Counter[float]] = {}
    sure: dict[float, list[float]] = {}
    indents: Counter[float] = Counter()
    for before, line in pairwise(lines):
        if before.page == line.page and before.cell == line.cell and before.size == line.size:
            joined = runs_on(before, line)
            step = round(line.box.top - before.box.top, 1)
            if step > 0 and _is_over(before, line):
                size = round(line.size, 1)
                found.setdefault(size, Counter())[step] += 1
                if joined:
                    sure.setdefault(size, []).append(step)
            indents[round(before.box.x0 - line.box.x0)] += joined
    indent, often = max(
        ((shift, count) for shift, count in indents.items() if INDENT < shift < DEEPEST_INDENT),
        key=lambda pair: pair[1],
        default=(0.0, 0),
    )
    usual = {size: _lowest_common(steps) for size, steps in found.items()}
    usual |= {size: _middle(steps) for size, steps in sure.items() if len(steps) >= LEAST_RUN_ON}
    return LineMetrics(
        usual, indent if often >= LEAST_INDENTED else None, lines_to_body_size(lines)
    )


def lines_to_body_size(lines: Sequence[Line]) -> float:
    """The font size of most characters, in points."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _is_over(before: Line, line: Line) -> bool:
    """Whether one line stands over the other, not beside it as a label does."""
    return before.box.x0 < line.box.x1 and line.box.x0 < before.box.x1


def runs_on(before: Line, line: Line) -> bool:
    """Whether a sentence goes on from a line without a bullet to the next one."""
    words = bool(before.words and line.words) and before.number is None
    return words and not (before.mark or line.mark) and line.text[0].islower()


def _middle(steps: Sequence[float]) -> float:
    """The mean of the steps that are like most: a browser's lines stand on whole pixels."""
    most = median(steps)
    return fmean(step for step in steps if abs(step - most) <= PIXEL)


def _lowest_common(steps: Counter[float]) -> float:
    """The smallest step that is nearly as frequent as the most frequent one."""
    often = steps.most_common(1)[0][1]
    return min(step for step, count in steps.items() if count * 3 >= often)

"""Where the values of a card begin that has no upright rules, and its lines cut there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractors.labels import LabelMatcher
from schemas.stages import Line, Word

LEAST_ROWS = 2
"""So many labels must have their values at one left edge."""

SAME_EDGE = 3.0
"""Values whose left edges differ by less than so many points stand in one column."""

SURE_EDGE = 1.0
"""A word that begins so near to the edge, after a label, begins a value whatever the gap."""

WIDE_SPACE = 0.55
"""A gap wider than this share of the font size is more than a space between two words."""

Cut = tuple[tuple[Word, ...], tuple[Word, ...]]
"""The words of a line left and right of the edge."""

NO_CUT: Cut = ((), ())
"""What a line of full width has on either side."""


def is_open(line: Line) -> bool:
    """Whether no rules part a line from its neighbours, and a page shows where it stands."""
    return line.number is None and (line.cell is None or line.cell.columns == 1)


def find_value_edge(lines: Sequence[Line], labels: LabelMatcher) -> float | None:
    """The left edge that the values of most labels share, in points; ``None`` without one.

    First lines of paragraphs and items may share one as well, further in.
    """
    edges: list[float] = []
    for line in lines:
        if not is_open(line) or line.mark or not labels.may_open(line.words[0].text):
            continue
        opened = labels.at_start([word.text for word in line.words])
        at = _find_value(line, opened[1]) if opened else None
        if at is not None:
            edges.append(line.words[at].box.x0)
    counts = Counter(round(edge / SAME_EDGE) for edge in edges)
    least = max(LEAST_ROWS, max(counts.values(), default=0) / 2)
    step = min((step for step, count in counts.items() if count >= least), default=None)
    if step is None:
        return None
    return min(edge for edge in edges if abs(edge / SAME_EDGE - step) <= 1)


def _find_value(line: Line, end: int) -> int | None:
    """Index of the first word of a value that a wide space parts from its label.

    The label takes the words before ``end``; a dash among them may be the value's, before its item.
    """
    has_letters = any(map(str.isalnum, line.words[end - 1].text))
    if not has_letters and end > 1 and _is_wide(line, end - 1):
        return end - 1
    return end if end < len(line.words) and _is_wide(line, end) else None


def _is_wide(line: Line, at: int) -> bool:
    """Whether the gap before word ``at`` is wider than a space."""
    return line.words[at].box.x0 - line.words[at - 1].box.x1 > WIDE_SPACE * line.size


def cut_line(line: Line, edge: float, labels: LabelMatcher) -> Cut | None:
    """The words left and right of the edge; ``None`` for a line of full width.

    A long word of a label may run over the edge ("Yhteensovittaminen" in a narrow column).
    """
    if not is_open(line):
        return None
    if line.mark:
        return ((), line.words) if line.mark.box.x0 >= edge - SAME_EDGE else None
    left = tuple(word for word in line.words if word.box.x0 < edge - SAME_EDGE)
    right = line.words[len(left) :]
    runs_over = any(word.box.x1 > edge for word in left)
    if runs_over or (left and right and not _is_wide(line, len(left))):
        text = " ".join(word.text for word in left)
        at_edge = not right or abs(right[0].box.x0 - edge) <= SURE_EDGE
        if not at_edge or not (labels.whole(text) or labels.is_part(text)):
            return None
    return left, right

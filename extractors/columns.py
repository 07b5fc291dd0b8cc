"""Label and value columns where no rules make them: told apart by the space between them.

A card without upright rules still sets its values at one left edge. That edge is where the text
after at least two labels begins; every line that keeps clear of it is cut there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractors.labels import LabelMatcher
from schemas.geometry import Box
from schemas.stages import Cell, Line, Word

LEAST_ROWS = 2
"""So many labels must have their values at one left edge."""

SAME_EDGE = 3.0
"""Values whose left edges differ by less than so many points stand in one column."""

WIDE_SPACE = 0.55
"""A gap wider than this share of the font size is more than a space between two words."""

FIRST_ROW = 10_000
"""Rows made here are numbered from so high that they meet no row made by rules."""


def split_columns(lines: Sequence[Line], labels: LabelMatcher) -> tuple[Line, ...]:
    """The lines of a card with label and value columns told apart.

    Lines of ruled two-column rows and of texts stay as they are. A cut line becomes two, in cells
    of a row with two columns; a row holds the lines up to the next label.
    """
    edge = _find_value_edge(lines, labels)
    if edge is None:
        return tuple(lines)
    found: list[Line] = []
    row: tuple[list[Line], list[Line]] = ([], [])
    number = FIRST_ROW
    for line in lines:
        parts = _cut_line(line, edge, labels, row[0]) if _is_open(line) else None
        if parts is None:
            found += [*row[0], *row[1], line]
            row = ([], [])
            continue
        label, value = parts
        if label and row[0] and not _completes(row[0], label, labels):
            found += [*row[0], *row[1]]
            row = ([], [])
            number += 1
        elif not row[0] and not row[1]:
            number += 1
        for words, column in ((label, 0), (value, 1)):
            if words:
                left, right = (0.0, edge) if column == 0 else (edge, edge)
                cell = Cell(number, column, 2, Box(left, 0.0, right, 0.0))
                row[column].append(replace(line, words=words, cell=cell))
    return (*found, *row[0], *row[1])


def _is_open(line: Line) -> bool:
    return line.number is None and (line.cell is None or line.cell.columns == 1)


def _find_value_edge(lines: Sequence[Line], labels: LabelMatcher) -> float | None:
    """The left edge that the values of most labels share, in points."""
    edges: list[float] = []
    for line in lines:
        if not _is_open(line) or line.mark:
            continue
        opened = labels.at_start([word.text for word in line.words])
        if opened and opened[1] < len(line.words) and _is_wide(line, opened[1]):
            edges.append(line.words[opened[1]].box.x0)
    counts = Counter(round(edge / SAME_EDGE) for edge in edges)
    if not counts or counts.most_common(1)[0][1] < LEAST_ROWS:
        return None
    step = counts.most_common(1)[0][0]
    return min(edge for edge in edges if abs(edge / SAME_EDGE - step) <= 1)


def _is_wide(line: Line, at: int) -> bool:
    """Whether the gap before word ``at`` is wider than a space."""
    return line.words[at].box.x0 - line.words[at - 1].box.x1 > WIDE_SPACE * line.size


def _cut_line(
    line: Line, edge: float, labels: LabelMatcher, above: Sequence[Line]
) -> tuple[tuple[Word, ...], tuple[Word, ...]] | None:
    """The words left and right of the edge; ``None`` for a line of full width."""
    left = tuple(word for word in line.words if word.box.x0 < edge - SAME_EDGE)
    right = line.words[len(left) :]
    if line.mark or any(word.box.x1 > edge for word in left):
        return None
    if not left:
        return (), right
    text = " ".join(word.text for word in left)
    is_label = labels.whole(text) is not None or labels.is_beginning(text)
    if not is_label and not (above and _completes(above, left, labels)):
        return None
    return (left, right) if not right or _is_wide(line, len(left)) else None


def _completes(above: Sequence[Line], words: Sequence[Word], labels: LabelMatcher) -> bool:
    """Whether ``words`` go on with the label that the lines above have begun."""
    text = " ".join([*(line.text for line in above), *(word.text for word in words)])
    begun = " ".join(line.text for line in above)
    if labels.whole(begun) is not None:
        return False
    return labels.whole(text) is not None or labels.is_beginning(text)

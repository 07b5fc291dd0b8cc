"""Label and value columns where no rules make them: told apart by the space between them.

A card without upright rules still sets its values at one left edge. That edge is where the text
after at least two labels begins; every line that keeps clear of it is cut there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractors.labels import LabelMatcher
from extractors.lines import words_to_line
from schemas.geometry import Box
from schemas.stages import Cell, Line, Word

LEAST_ROWS = 2
"""So many labels must have their values at one left edge."""

SAME_EDGE = 3.0
"""Values whose left edges differ by less than so many points stand in one column."""

WIDE_SPACE = 0.55
"""A gap wider than this share of the font size is more than a space between two words."""

LONGEST_LABEL = 4
"""A label is wrapped over at most so many lines."""

_Cut = tuple[tuple[Word, ...], tuple[Word, ...]]

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
    cuts = [_cut_line(line, edge) for line in lines]
    found: list[Line] = []
    values: list[Line] = []
    number = FIRST_ROW
    at = 0
    while at < len(lines):
        label = _count_label_lines(cuts, at, labels)
        cut = cuts[at]
        if label:
            found += values
            number += 1
            values = []
            for line, (left, right) in _zip_cuts(lines, cuts, at, label):
                found.append(_place(line, left, edge, number, 0))
                if right:
                    values.append(_place(line, right, edge, number, 1))
            at += label
        elif cut and not cut[0] and number > FIRST_ROW:
            values.append(_place(lines[at], cut[1], edge, number, 1))
            at += 1
        else:
            found += [*values, lines[at]]
            values = []
            at += 1
    return (*found, *values)


def _zip_cuts(
    lines: Sequence[Line], cuts: Sequence[_Cut | None], at: int, count: int
) -> list[tuple[Line, _Cut]]:
    """The next ``count`` lines with their cuts, which they have."""
    pairs = zip(lines[at : at + count], cuts[at : at + count], strict=True)
    return [(line, cut) for line, cut in pairs if cut]


def _count_label_lines(cuts: Sequence[_Cut | None], at: int, labels: LabelMatcher) -> int:
    """How many lines from ``at`` have a label on their left, 0 when there is none.

    The last line may be the beginning of a label that the page's end cuts.
    """
    text = ""
    begun = 0
    for count in range(1, LONGEST_LABEL + 1):
        cut = cuts[at + count - 1] if at + count <= len(cuts) else None
        if not cut or not cut[0]:
            return begun
        text = " ".join([text, *(word.text for word in cut[0])]).strip()
        if labels.whole(text) is not None:
            return count
        if labels.is_beginning(text):
            begun = count
    return begun


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


def _cut_line(line: Line, edge: float) -> _Cut | None:
    """The words left and right of the edge; ``None`` for a line of full width."""
    if not _is_open(line) or line.mark:
        return None
    left = tuple(word for word in line.words if word.box.x0 < edge - SAME_EDGE)
    right = line.words[len(left) :]
    if any(word.box.x1 > edge for word in left):
        return None
    if left and right and not _is_wide(line, len(left)):
        return None
    return left, right


def _place(line: Line, words: Sequence[Word], edge: float, row: int, column: int) -> Line:
    """Words of a line in a cell made here; a bullet among them is set apart."""
    left, right = (0.0, edge) if column == 0 else (edge, edge)
    cell = Cell(row, column, 2, Box(left, 0.0, right, 0.0))
    return replace(words_to_line(words, cell), shaded=line.shaded)

"""Label and value columns where no rules make them: told apart by the space between them.

A card without upright rules still sets its values at one left edge. That edge is where the text
after at least two labels begins; every line that keeps clear of it is cut there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

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

LONGEST_LABEL = 6
"""A label is wrapped over at most so many lines, those of its value between counted."""

GAP_SHARE = 1.15
"""A gap this many times as wide as the others parts two rows."""

_Cut = tuple[tuple[Word, ...], tuple[Word, ...]]

FIRST_ROW = 10_000
"""Rows made here are numbered from so high that they meet no row made by rules."""


@dataclass(frozen=True, slots=True)
class ColumnLayout:
    """How the cards of a document set labels and values.

    Attributes:
        edge: left edge of the values, in points; ``None`` when the cards do not show one.
        top_aligned: whether values begin on the first lines of their labels.
    """

    edge: float | None = None
    top_aligned: bool = True


def find_column_layout(cards: Sequence[Sequence[Line]], labels: LabelMatcher) -> ColumnLayout:
    """The layout that the lines of all cards show together."""
    edge = _find_value_edge([line for lines in cards for line in lines], labels)
    if edge is None:
        return ColumnLayout()
    aligned = True
    for lines in cards:
        cuts = [_cut_line(line, edge) for line in lines]
        aligned = aligned and _is_top_aligned(lines, cuts, _find_labels(lines, cuts, labels))
    return ColumnLayout(edge, aligned)


def split_columns(
    lines: Sequence[Line], labels: LabelMatcher, layout: ColumnLayout
) -> tuple[Line, ...]:
    """The lines of a card with label and value columns told apart.

    Lines of ruled two-column rows and of texts stay as they are. A cut line becomes two, in cells
    of a row with two columns. A label may stand beside the middle of its value: what stands above
    it then is told from the row before by the rule or the gap between.

    Args:
        lines: of one card.
        labels: of the language.
        layout: of the document's cards.
    """
    edge = _find_value_edge(lines, labels) or layout.edge
    if edge is None or not any(_is_open(line) for line in lines):
        return tuple(lines)
    cuts = [_cut_line(line, edge) for line in lines]
    blocks = _find_blocks(lines, cuts, labels, layout.top_aligned)
    found: list[Line] = []
    for number, block in enumerate(blocks, start=FIRST_ROW):
        if not block.is_row:
            found += lines[block.start : block.end]
            continue
        pairs = [(lines[at], cuts[at] or ((), ())) for at in range(block.start, block.end)]
        found += [_place(line, left, edge, number, 0) for line, (left, _) in pairs if left]
        found += [_place(line, right, edge, number, 1) for line, (_, right) in pairs if right]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Block:
    """Consecutive lines: a row of label and value, or other lines."""

    start: int
    end: int
    is_row: bool


def _find_labels(
    lines: Sequence[Line], cuts: Sequence[_Cut | None], labels: LabelMatcher
) -> list[tuple[int, int]]:
    """The lines that labels take, as half-open ranges."""
    ranges: list[tuple[int, int]] = []
    at = 0
    while at < len(lines):
        count = _count_label_lines(lines, cuts, at, labels)
        if count:
            ranges.append((at, at + count))
        at += count or 1
    return ranges


def _find_blocks(
    lines: Sequence[Line],
    cuts: Sequence[_Cut | None],
    labels: LabelMatcher,
    top_aligned: bool,
) -> list[_Block]:
    """Rows of label and value, and what stands between them."""
    label_ranges = _find_labels(lines, cuts, labels)
    in_bands = len({_band(lines[start]) for start, _ in label_ranges}) == len(label_ranges)
    if top_aligned and not in_bands:
        starts = [start for start, _ in label_ranges]
    else:
        starts = [_find_row_start(lines, cuts, at, label_ranges) for at in range(len(label_ranges))]
    blocks: list[_Block] = []
    done = 0
    for at, (start, (_, label_end)) in enumerate(zip(starts, label_ranges, strict=True)):
        if start > done:
            blocks.append(_Block(done, start, False))
        limit = starts[at + 1] if at + 1 < len(starts) else len(lines)
        end = label_end
        while end < limit and _is_value(cuts[end]):
            end += 1
        blocks.append(_Block(start, end, True))
        done = end
    blocks.append(_Block(done, len(lines), False))
    return blocks


def _is_top_aligned(
    lines: Sequence[Line], cuts: Sequence[_Cut | None], ranges: Sequence[tuple[int, int]]
) -> bool:
    """Whether values begin on the first line of their labels: no label has one only above it."""
    return not any(
        start > 0
        and not (cuts[start] or ((), ()))[1]
        and _is_value(cuts[start - 1])
        and lines[start - 1].page == lines[start].page
        for start, _ in ranges
    )


def _is_value(cut: _Cut | None) -> bool:
    return cut is not None and not cut[0] and bool(cut[1])


def _find_row_start(
    lines: Sequence[Line], cuts: Sequence[_Cut | None], at: int, ranges: Sequence[tuple[int, int]]
) -> int:
    """Where the row of label ``at`` begins: at the label, or at value lines above it."""
    label = ranges[at][0]
    least = ranges[at - 1][1] if at else 0
    first = label
    while (
        first > least and _is_value(cuts[first - 1]) and lines[first - 1].page == lines[label].page
    ):
        first -= 1
    if first == label:
        return label
    same_row = [i for i in range(first, label + 1) if _band(lines[i]) == _band(lines[label])]
    ruled = len(same_row) <= label - first or _has_rules(lines[label])
    if ruled or (
        first > 0 and lines[first - 1].page == lines[label].page and _parted(lines, first, label)
    ):
        return same_row[0]
    tops = [lines[i].box.top for i in range(max(first - 1, 0), label + 1)]
    gaps = [b - a for a, b in pairwise(tops)]
    widest = max(gaps)
    if first > least or widest > GAP_SHARE * min(gap for gap in gaps if gap > 0):
        return max(first - 1, 0) + gaps.index(widest) + 1
    return label


def _has_rules(line: Line) -> bool:
    """Whether level rules stand above a line on its page."""
    return line.band > 0 or (line.cell is not None and line.cell.row > 0)


def _parted(lines: Sequence[Line], first: int, label: int) -> bool:
    """Whether a rule parts the line before ``first`` from the label's row."""
    return _band(lines[first - 1]) != _band(lines[label])


def _band(line: Line) -> tuple[int, int, int]:
    """The rows that level rules make, on one page."""
    return (line.page, line.cell.row if line.cell else -1, line.band)


def _count_label_lines(
    lines: Sequence[Line], cuts: Sequence[_Cut | None], at: int, labels: LabelMatcher
) -> int:
    """How many lines from ``at`` a label on their left takes, 0 when there is none.

    Lines of the value may stand between its lines. The last line on a page may be the beginning of
    a label that the page's end cuts.
    """
    text = ""
    begun = 0
    for count in range(1, LONGEST_LABEL + 1):
        cut = cuts[at + count - 1] if at + count <= len(cuts) else None
        if cut is None or (count == 1 and not cut[0]):
            return begun
        if not cut[0]:
            continue
        text = " ".join([text, *(word.text for word in cut[0])]).strip()
        if labels.whole(text) is not None:
            return count
        after = at + count
        page_ends = after == len(lines) or lines[after].page != lines[at].page
        if page_ends and labels.is_beginning(text):
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
    if not _is_open(line):
        return None
    if line.mark:
        return ((), line.words) if line.mark.box.x0 >= edge - SAME_EDGE else None
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
    made = words_to_line(words, cell)
    return replace(made, mark=made.mark or (line.mark if column else None), shaded=line.shaded)

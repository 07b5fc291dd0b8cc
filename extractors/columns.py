"""Label and value columns where no rules make them: told apart by the space between them.

A card without upright rules still sets its values at one left edge. That edge is where the text
after at least two labels begins; every line that keeps clear of it is cut there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from math import nan

from extractors.label_rows import ROW_SPACE, Placed, centre_rows
from extractors.labels import LabelMatcher
from extractors.line_metrics import LineMetrics
from extractors.lines import words_to_line
from extractors.list_marks import mark_alike
from extractors.value_edge import NO_CUT, Cut, cut_line, find_value_edge, is_open
from schemas.geometry import Box, boxes_to_hull
from schemas.stages import Cell, Line, Word

LONGEST_LABEL = 8
"""A label is wrapped over at most so many lines, those of its value between counted."""

OVERLAP = 0.2
"""Lines of two rows never share so much of their height."""

LEVEL = 0.1
"""Words on one baseline differ by less than this share of their height."""

BODY_SHARE = 0.8
"""What is smaller than this share of a label is no line of a value but a raised sign."""

FIRST_ROW = 10_000
"""Rows made here are numbered from so high that they meet no row made by rules."""


@dataclass(frozen=True, slots=True)
class ColumnLayout:
    """How the cards of a document set labels and values.

    Attributes:
        edge: left edge of the values, in points; ``None`` when the cards do not show one.
        top_aligned: whether values begin on the first lines of their labels.
        row_gap: distance of two lines, in points, that only rows have; ``None`` where paragraphs of
            one value stand as far apart.
    """

    edge: float | None = None
    top_aligned: bool = True
    row_gap: float | None = None


class ColumnSplitter:
    """Tells the label and value columns of a document's cards apart."""

    def __init__(
        self, cards: Sequence[Sequence[Line]], labels: LabelMatcher, metrics: LineMetrics
    ) -> None:
        """Look at the lines of all cards together."""
        self._labels = labels
        self._metrics = metrics
        edge = find_value_edge([line for lines in cards for line in lines], labels)
        self.layout = ColumnLayout()
        if edge is not None:
            columns = [_Columns(lines, edge, labels) for lines in cards]
            top_aligned = self._is_top_aligned(columns)
            gap = _find_row_gap(columns) if top_aligned else None
            self.layout = ColumnLayout(edge, top_aligned, gap)

    def split(self, lines: Sequence[Line]) -> tuple[Line, ...]:
        """The lines of a card with label and value columns told apart.

        Lines of ruled two-column rows and of texts stay as they are. A cut line becomes two, in
        cells of a row with two columns, the label's before its value's.

        before: "Ansökningstid    Hösten" / "                 2026"
        after:  "Ansökningstid" | "Hösten" / "2026"
        """
        edge = find_value_edge(lines, self._labels) or self.layout.edge
        if edge is None or not any(is_open(line) for line in lines):
            return tuple(lines)
        columns = _Columns(lines, edge, self._labels)
        return tuple(mark_alike(list(_rows_to_lines(columns, self._find_owners(columns)))))

    def _is_top_aligned(self, cards: Sequence[_Columns]) -> bool:
        """Whether values begin on the first lines of their labels, not above them.

        A label that stands between two lines of a value settles it: a row that begins with its
        label's first line has nothing that reaches above it. So does a row between rules that
        begins with its value. So does a label that stands a little lower than a line of its value,
        where others stand level with theirs.
        """
        above = beside = 0
        drops = [_drop(card, start) for card in cards for start, _ in card.labels]
        if any(drop > OVERLAP for drop in drops) and any(abs(drop) < LEVEL for drop in drops):
            return False
        for card in cards:
            for start, end in card.labels:
                if _stands_between(card, start) or card.begins_with_value(start):
                    return False
                if card.is_value(start - 1) and self._is_one_text(card, start - 1, start):
                    above += 1
                elif card.has_value(start) and card.is_value(end):
                    beside += self._is_one_text(card, end - 1, end)
        return above <= beside

    def _is_one_text(self, card: _Columns, before: int, at: int) -> bool:
        """Whether two lines stand as near as the lines of one paragraph."""
        if not card.on_one_page(before, at):
            return False
        step = self._metrics.step(card.lines[before])
        return card.top(at) - card.top(before) < step + ROW_SPACE

    def _find_owners(self, columns: _Columns) -> dict[int, int]:
        """The label that owns each line of the value column, by their indices."""
        owners: dict[int, int] = {}
        for run in columns.runs():
            if self.layout.top_aligned:
                owners |= self._own_from_top(columns, run)
            else:
                owners |= self._own_from_middle(columns, run, owners)
        return owners

    def _own_from_top(self, columns: _Columns, run: range) -> dict[int, int]:
        owner = columns.label_before(run.start) if columns.continues(run) else None
        owners: dict[int, int] = {}
        values: list[int] = []
        for at in run:
            found = columns.label_at(at)
            if found is not None and found != owner:
                owner, values = found, []
            if columns.cuts[at] and owner is not None:
                owners[at] = owner
                values.append(at)
        below = columns.label_after(run)
        if below is not None:
            owners |= dict.fromkeys(_after_last_row(columns, values, self.layout.row_gap), below)
        return owners

    def _own_from_middle(
        self, columns: _Columns, run: range, before: Mapping[int, int]
    ) -> dict[int, int]:
        """Owners of the lines in ``run``, when those of the lines before it are known."""
        own = [n for n, (start, _) in enumerate(columns.labels) if start in run]
        above = None
        if columns.continues(run):
            above = before.get(run.start - 1, columns.label_before(run.start))
        below = columns.label_after(run)
        values = [at for at in run if (columns.cuts[at] or NO_CUT)[1]]
        if not own:
            owner = above if above is not None else below
            return {} if owner is None else dict.fromkeys(values, owner)
        found = centre_rows(
            [columns.place_value(at) for at in values],
            [columns.place_label(n) for n in own],
            self._metrics.step(columns.lines[run.start]),
            starts_open=above is not None,
            ends_open=below is not None,
            is_cut=columns.is_cut(run),
        )
        owners: dict[int, int] = {}
        bounds = (0, found.first, *found.ends, len(values))
        for owner, (start, end) in zip((above, *own, below), pairwise(bounds), strict=True):
            if owner is not None:
                owners |= dict.fromkeys(values[start:end], owner)
        return owners


class _Columns:
    """The lines of a card, cut at the edge of its value column."""

    def __init__(self, lines: Sequence[Line], edge: float, labels: LabelMatcher) -> None:
        self.lines = lines
        self.edge = edge
        self.cuts = [cut_line(line, edge, labels) for line in lines]
        self.labels = _find_labels(lines, self.cuts, labels)
        """The lines that labels take, as half-open ranges."""

        self._label_at = {
            at: n for n, (start, end) in enumerate(self.labels) for at in range(start, end)
        }

    def label_at(self, at: int) -> int | None:
        """The label that takes line ``at``."""
        return self._label_at.get(at)

    def opens_label(self, at: int) -> bool:
        """Whether a label begins on line ``at``."""
        number = self.label_at(at)
        return number is not None and self.labels[number][0] == at

    def label_before(self, at: int) -> int | None:
        """The last label above line ``at``."""
        return max((n for n, (start, _) in enumerate(self.labels) if start < at), default=None)

    def label_after(self, run: range) -> int | None:
        """The label that opens the next page when the lines of ``run`` end theirs."""
        after = run.stop
        if after >= len(self.lines) or self.on_one_page(run.stop - 1, after):
            return None
        return next((n for n, (start, _) in enumerate(self.labels) if start == after), None)

    def is_value(self, at: int) -> bool:
        """Whether line ``at`` stands in the value column alone."""
        return self.has_value(at) and not (self.cuts[at] or NO_CUT)[0]

    def has_value(self, at: int) -> bool:
        """Whether line ``at`` reaches into the value column."""
        return 0 <= at < len(self.cuts) and bool((self.cuts[at] or NO_CUT)[1])

    def on_one_page(self, a: int, b: int) -> bool:
        """Whether there are two such lines and they stand on one page."""
        ends = (0 <= a < len(self.lines), 0 <= b < len(self.lines))
        return all(ends) and self.lines[a].page == self.lines[b].page

    def top(self, at: int) -> float:
        """Upper edge of line ``at``, in points."""
        return self.lines[at].box.top

    def begins_with_value(self, start: int) -> bool:
        """Whether the label on line ``start`` has lines of its value above it in a row of rules.

        The row above must stand on the page too: what comes first on a page may go on a value.
        """
        first = start
        while self.is_value(first - 1) and _band(self.lines[first - 1]) == _band(self.lines[start]):
            first -= 1
        above = first - 1
        return (
            first < start
            and self.on_one_page(above, first)
            and _band(self.lines[above]) != _band(self.lines[first])
            and (self.label_at(above) is not None or self.is_value(above))
        )

    def continues(self, run: range) -> bool:
        """Whether the lines of ``run`` may go on with what the page before ends with."""
        before = run.start - 1
        return (
            before >= 0
            and not self.on_one_page(before, run.start)
            and (self.label_at(before) is not None or self.is_value(before))
        )

    def is_cut(self, run: range) -> bool:
        """Whether the next page begins with more of the value that ``run`` ends with."""
        return self.is_value(run.stop) and not self.on_one_page(run.stop - 1, run.stop)

    def runs(self) -> Iterator[range]:
        """Lines of labels and values that follow each other on one page."""
        keys = [
            (line.page, at in self._label_at or self.is_value(at))
            for at, line in enumerate(self.lines)
        ]
        for (_, in_rows), group in groupby(range(len(keys)), key=keys.__getitem__):
            indices = list(group)
            if in_rows:
                yield range(indices[0], indices[-1] + 1)

    def place_value(self, at: int) -> Placed:
        """Where the value part of line ``at`` stands."""
        _, right = self.cuts[at] or NO_CUT
        return Placed(boxes_to_hull(word.box for word in right), _band(self.lines[at]))

    def place_label(self, number: int) -> Placed:
        """Where a label stands."""
        start, end = self.labels[number]
        words = [word for at in range(start, end) for word in (self.cuts[at] or NO_CUT)[0]]
        page = self.lines[start].page
        box = boxes_to_hull(word.box for word in words if word.page == page)
        return Placed(box, _band(self.lines[start]))


def _rows_to_lines(columns: _Columns, owners: dict[int, int]) -> Iterator[Line]:
    """All lines in order, those of a row together: the label's part first."""
    values: dict[int, list[int]] = {}
    for at, owner in sorted(owners.items()):
        values.setdefault(owner, []).append(at)
    written: set[int] = set()
    for at, line in enumerate(columns.lines):
        number = owners.get(at, columns.label_at(at))
        if number is None:
            yield line
        elif number not in written:
            written.add(number)
            row, edge = FIRST_ROW + number, columns.edge
            for own in range(*columns.labels[number]):
                left, _ = columns.cuts[own] or NO_CUT
                if left:
                    yield _place(columns.lines[own], left, edge, row, 0)
            for own in values.get(number, ()):
                _, right = columns.cuts[own] or NO_CUT
                if right:
                    yield _place(columns.lines[own], right, edge, row, 1)


def _drop(card: _Columns, at: int) -> float:
    """How much lower the label's words on line ``at`` stand than its value's, by their height.

    Words of other sizes, bullets, and a label without a value on its line tell nothing: NaN.
    """
    left, right = card.cuts[at] or NO_CUT
    words = words_to_line(right, None).words if right else ()
    if not left or not words or left[0].size != words[0].size:
        return nan
    return (left[0].box.top - words[0].box.top) / left[0].box.height


def _stands_between(card: _Columns, at: int) -> bool:
    """Whether line ``at``, of a label, stands beside the gap between two lines of the values."""
    if not card.is_value(at - 1) or not card.on_one_page(at - 1, at):
        return False
    above, line = card.lines[at - 1], card.lines[at]
    return (
        above.size >= BODY_SHARE * line.size
        and above.box.bottom - line.box.top > OVERLAP * line.box.height
    )


def _find_row_gap(cards: Sequence[_Columns]) -> float | None:
    """The least distance between two rows, if no two lines of one value stand so far apart.

    Lines before a page's end are left out of account when the next page begins with a label: they
    may be that label's.
    """
    between: list[float] = []
    inside: list[float] = []
    for card in cards:
        for run in card.runs():
            sure = card.label_after(run) is None
            for before, at in pairwise(run):
                gap = card.top(at) - card.top(before)
                if card.opens_label(at):
                    between.append(gap)
                elif sure and card.is_value(at):
                    inside.append(gap)
    least = min(between, default=0.0) - ROW_SPACE / 2
    return least if between and all(gap < least for gap in inside) else None


def _after_last_row(
    columns: _Columns, values: Sequence[int], row_gap: float | None
) -> Sequence[int]:
    """The last of a label's lines: from the last rule on, or the last gap that only rows have."""
    for n in range(len(values) - 1, 0, -1):
        before, at = values[n - 1], values[n]
        wide = row_gap is not None and columns.top(at) - columns.top(before) >= row_gap
        if wide or _band(columns.lines[before]) != _band(columns.lines[at]):
            return values[n:]
    return ()


def _find_labels(
    lines: Sequence[Line], cuts: Sequence[Cut | None], labels: LabelMatcher
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


def _band(line: Line) -> tuple[int, int, int]:
    """The rows that level rules make, on one page."""
    return (line.page, line.cell.row if line.cell else -1, line.band)


def _count_label_lines(
    lines: Sequence[Line], cuts: Sequence[Cut | None], at: int, labels: LabelMatcher
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


def _place(line: Line, words: Sequence[Word], edge: float, row: int, column: int) -> Line:
    """Words of a line in a cell made here; a bullet among them is set apart."""
    left, right = (0.0, edge) if column == 0 else (edge, edge)
    cell = Cell(row, column, 2, Box(left, 0.0, right, 0.0))
    made = words_to_line(words, cell)
    return replace(made, mark=made.mark or (line.mark if column else None), shaded=line.shaded)

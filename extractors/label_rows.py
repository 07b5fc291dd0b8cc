"""Which lines of a value column belong to which label, where no rule says so.

A label stands beside the first line of its value or beside its middle. Beside the middle, a value
begins above its label: the rows are then cut so that every value is centred on its label, and
rather at a wide gap than between two lines of a paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import inf
from typing import NamedTuple

from schemas.geometry import Box, boxes_share_height

ROW_SPACE = 1.0
"""Rows stand further apart, by more than so many points, than the lines of one paragraph."""

OFF_CENTRE = 2.0
"""What a point costs by which a value is not centred on its label."""

CUT_PARAGRAPH = 1.5
"""What a cut between two lines of a paragraph costs, in line steps."""

EMPTY_VALUE = 0.75
"""What a label without a value costs, in line steps."""

NO_LABEL = 0.5
"""What lines cost that are left to the page before or after, in line steps."""


NO_OWNER = 50.0
"""What lines cost that belong to no label, or to another than the one they stand beside."""

BESIDE = 0.2
"""A line stands beside a label that it shares more than this part of its height with."""


class Placed(NamedTuple):
    """Where a line of a column, or a whole label, stands: its box and the rules above it."""

    box: Box
    band: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Owners:
    """Which label owns each line of a page's value column.

    Attributes:
        first: so many lines at the top belong to no label of the page.
        ends: for each label, the index after its last line.
    """

    first: int
    ends: tuple[int, ...]


def centre_rows(
    values: Sequence[Placed],
    labels: Sequence[Placed],
    step: float,
    starts_open: bool = False,
    ends_open: bool = False,
    is_cut: bool = False,
) -> Owners:
    """Cut the lines of a page's value column into rows that are centred on their labels.

    Args:
        values: from the top.
        labels: from the top, at least one.
        step: the usual distance of two lines of a paragraph, in points.
        starts_open: whether the first lines may belong to a label on the page before.
        ends_open: whether the last lines may belong to a label on the next page.
        is_cut: whether the last value goes on there, so that its middle does not show.

    before: values at 10, 22, 40, 52, 64 (points from the top), labels at 16 and 52
    after:  the first label owns 10 and 22, the second 40, 52 and 64
    """
    beside = [_find_beside(values, label) for label in labels]

    @cache
    def cheapest(label: int, start: int) -> tuple[float, tuple[int, ...]]:
        if label == len(labels):
            rest = len(values) - start
            if rest and not ends_open:
                return inf, ()
            return (NO_LABEL * step + _cut_cost(values, start, step) if rest else 0.0), ()
        options: list[tuple[float, tuple[int, ...]]] = []
        for end in range(start, len(values) + 1):
            own = _row_cost(values[start:end], labels[label], step)
            if own == inf:
                continue
            if is_cut and end == len(values) > start:
                own = min(own, NO_LABEL * step)
            own += NO_OWNER * step * sum(at not in range(start, end) for at in beside[label])
            later, ends = cheapest(label + 1, end)
            options.append((own + _cut_cost(values, start, step) + later, (end, *ends)))
        return min(options, default=(inf, ()))

    above = NO_LABEL if starts_open else NO_OWNER
    best: tuple[float, int, tuple[int, ...]] = (inf, 0, tuple(len(values) for _ in labels))
    for first in range(len(values) + 1):
        cost, ends = cheapest(0, first)
        total = cost + (above * step if first else 0.0)
        if total < best[0]:
            best = (total, first, ends)
    return Owners(best[1], best[2])


def _find_beside(values: Sequence[Placed], label: Placed) -> list[int]:
    """Indices of the lines that stand beside a label: another row cannot reach there."""
    return [
        at
        for at, value in enumerate(values)
        if boxes_share_height(value.box, label.box) > BESIDE and value.band == label.band
    ]


def _row_cost(values: Sequence[Placed], label: Placed, step: float) -> float:
    """How far a value is from being centred on its label; it never crosses a rule.

    A value that is lower than its label may also stand at the label's top.
    """
    if not values:
        return EMPTY_VALUE * step
    if len({label.band, *(value.band for value in values)}) > 1:
        return inf
    top, bottom = values[0].box.top, values[-1].box.bottom
    off = abs((top + bottom) / 2 - label.box.centre[1])
    if bottom - top < label.box.height:
        off = min(off, abs(top - label.box.top))
    return OFF_CENTRE * off


def _cut_cost(values: Sequence[Placed], at: int, step: float) -> float:
    """What it costs to end a row before line ``at``."""
    if not 0 < at < len(values) or values[at - 1].band != values[at].band:
        return 0.0
    gap = values[at].box.top - values[at - 1].box.top
    return CUT_PARAGRAPH * step if gap < step + ROW_SPACE else 0.0

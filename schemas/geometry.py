"""Boxes on a page and the few pure functions on them. Lengths are PDF points from the top left."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Box(NamedTuple):
    """An upright rectangle, in points, from the top left corner of the page as it is shown."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """Width in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height in points."""
        return self.bottom - self.top

    @property
    def centre(self) -> tuple[float, float]:
        """The middle point ``(x, y)``."""
        return ((self.x0 + self.x1) / 2, (self.top + self.bottom) / 2)


def boxes_to_hull(boxes: Iterable[Box]) -> Box:
    """The smallest box around ``boxes`` (at least one).

    >>> boxes_to_hull([Box(0, 0, 10, 10), Box(5, 8, 20, 12)])
    Box(x0=0, top=0, x1=20, bottom=12)
    """
    several = list(boxes)
    if len(several) == 1:
        return several[0]
    x0s, tops, x1s, bottoms = zip(*several, strict=True)
    return Box(min(x0s), min(tops), max(x1s), max(bottoms))


def join_boxes(a: Box, b: Box) -> Box:
    """The smallest box around two.

    >>> join_boxes(Box(0, 0, 10, 10), Box(5, 8, 20, 12))
    Box(x0=0, top=0, x1=20, bottom=12)
    """
    a_x0, a_top, a_x1, a_bottom = a
    b_x0, b_top, b_x1, b_bottom = b
    return Box(
        a_x0 if a_x0 <= b_x0 else b_x0,
        a_top if a_top <= b_top else b_top,
        a_x1 if a_x1 >= b_x1 else b_x1,
        a_bottom if a_bottom >= b_bottom else b_bottom,
    )


def box_contains_point(box: Box, x: float, y: float) -> bool:
    """Whether the point lies in ``box``, its edges included."""
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def boxes_share_height(a: Box, b: Box) -> float:
    """How much of the lower of two boxes stands beside the other, from 0.0 (nothing) to 1.0 (all).

    >>> boxes_share_height(Box(0, 0, 5, 10), Box(9, 5, 12, 25))
    0.5
    """
    _, a_top, _, a_bottom = a
    _, b_top, _, b_bottom = b
    shared = (a_bottom if a_bottom <= b_bottom else b_bottom) - (a_top if a_top >= b_top else b_top)
    lower = min(a_bottom - a_top, b_bottom - b_top)
    if lower <= 0:
        return float(a_top <= b.centre[1] <= a_bottom)
    return shared / lower if shared > 0 else 0.0

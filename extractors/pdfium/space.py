"""From PDF user space (y upwards, rotation not applied) to the page as it is shown."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.geometry import Box


@dataclass(frozen=True, slots=True)
class PageSpace:
    """The part of a page that is shown, in points of user space, and its turns clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @property
    def width(self) -> float:
        """Width of the page as shown, in points."""
        return self.top - self.bottom if self.turns % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """Height of the page as shown, in points."""
        return self.right - self.left if self.turns % 2 else self.top - self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of user space, measured from the top left corner of the page as shown.

        >>> PageSpace(0, 0, 600, 800, 1).point(100, 700)
        (700, 100)
        """
        if self.turns == 1:
            return (y - self.bottom, x - self.left)
        if self.turns == 2:
            return (self.right - x, y - self.bottom)
        if self.turns == 3:
            return (self.top - y, self.right - x)
        return (x - self.left, self.top - y)

    def direction(self, x: float, y: float) -> tuple[float, float]:
        """A direction of user space as it is shown: to the right, and downwards.

        >>> PageSpace(0, 0, 600, 800, 1).direction(0, 1)
        (1.0, 0.0)
        """
        ax, ay = self.point(0.0, 0.0)
        bx, by = self.point(x, y)
        return (bx - ax, by - ay)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A rectangle of user space by two opposite corners."""
        ax, ay = self.point(x0, y0)
        bx, by = self.point(x1, y1)
        return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))

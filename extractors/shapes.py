"""What a drawn rectangle is for a plan's page: a ruling line, a shaded row, or a drawn bullet."""

from __future__ import annotations

from schemas.geometry import Box

RULE_WIDTH = 2.0
"""A filled rectangle at most this thick, in points, is a ruling line."""

DOT_SIZES = (1.2, 9.0)
"""A drawn bullet is so wide and high, in points."""

LEAST_FILL = (20.0, 6.0)
"""A shaded row is at least so wide and high, in points."""

LARGEST_FILL = 0.5
"""A fill that covers more than this share of the page is its background."""


def is_rule(box: Box) -> bool:
    """Whether a filled or stroked shape is a ruling line: thin, and longer than it is thick."""
    return min(box.width, box.height) <= RULE_WIDTH < max(box.width, box.height)


def is_dot(box: Box) -> bool:
    """Whether a filled shape can be a bullet: small, and about as wide as high."""
    smallest, largest = DOT_SIZES
    sides = sorted((box.width, box.height))
    return smallest <= sides[0] and sides[1] <= largest and sides[1] <= 1.5 * sides[0]


def is_fill(box: Box, width: float, height: float) -> bool:
    """Whether a filled shape shades a row or a cell of a page of that size, in points."""
    wide, high = LEAST_FILL
    covers = box.width * box.height / (width * height) if width * height else 1.0
    return box.width >= wide and box.height >= high and covers <= LARGEST_FILL

from __future__ import annotations

import pytest

from extractors.shapes import is_dot, is_fill, is_rule
from schemas.geometry import Box

A4 = (595.0, 842.0)


def sized(width: float, height: float) -> Box:
    """A box of that size, in points."""
    return Box(100, 100, 100 + width, 100 + height)


@pytest.mark.parametrize(
    ("box", "rule", "dot", "fill"),
    [
        (sized(400, 0), True, False, False),
        (sized(0.6, 200), True, False, False),
        (sized(400, 2), True, False, False),
        (sized(400, 3), False, False, False),
        (sized(3, 3), False, True, False),
        (sized(4, 5), False, True, False),
        (sized(4, 8), False, False, False),
        (sized(1, 1), False, False, False),
        (sized(12, 12), False, False, False),
        (sized(400, 16), False, False, True),
        (sized(15, 16), False, False, False),
        (sized(595, 842), False, False, False),
    ],
    ids=[
        "stroked level line", "thin upright rectangle", "thick line", "too thick for a line",
        "disc", "oval", "too long for a disc", "speck", "too large for a disc",
        "shaded row", "too narrow to shade a row", "the page's background",
    ],
)  # fmt: skip
def test_what_a_drawn_shape_is(box: Box, rule: bool, dot: bool, fill: bool) -> None:
    assert (is_rule(box), is_dot(box), is_fill(box, *A4)) == (rule, dot, fill)


def test_a_page_without_size_has_no_shaded_rows() -> None:
    assert not is_fill(sized(400, 16), 0.0, 0.0)

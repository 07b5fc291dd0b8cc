from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.geometry import Box, box_contains_point, boxes_share_height, boxes_to_hull

numbers = st.integers(0, 800).map(float)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    x0, x1 = sorted(draw(st.tuples(numbers, numbers)))
    top, bottom = sorted(draw(st.tuples(numbers, numbers)))
    return Box(x0, top, x1, bottom)


def test_a_box_knows_its_width_height_and_middle() -> None:
    box = Box(10, 20, 40, 80)
    assert (box.width, box.height, box.centre) == (30, 60, (25, 50))


@given(st.lists(boxes(), min_size=1, max_size=6))
def test_a_hull_holds_every_box_and_touches_one_on_each_side(several: list[Box]) -> None:
    hull = boxes_to_hull(several)
    for box in several:
        assert box_contains_point(hull, box.x0, box.top)
        assert box_contains_point(hull, box.x1, box.bottom)
    assert hull.x0 in {b.x0 for b in several}
    assert hull.top in {b.top for b in several}
    assert hull.x1 in {b.x1 for b in several}
    assert hull.bottom in {b.bottom for b in several}


@pytest.mark.parametrize(
    ("x", "y", "inside"),
    [(5, 5, True), (0, 0, True), (10, 10, True), (10.1, 5, False), (5, -0.1, False)],
)
def test_a_box_contains_the_points_on_its_edges(x: float, y: float, inside: bool) -> None:
    assert box_contains_point(Box(0, 0, 10, 10), x, y) is inside


@pytest.mark.parametrize(
    ("a", "b", "share"),
    [
        (Box(0, 0, 5, 10), Box(9, 0, 12, 10), 1.0),
        (Box(0, 0, 5, 10), Box(9, 5, 12, 15), 0.5),
        (Box(0, 0, 5, 10), Box(9, 2, 12, 6), 1.0),
        (Box(0, 0, 5, 10), Box(9, 10, 12, 20), 0.0),
        (Box(0, 0, 5, 10), Box(9, 30, 12, 40), 0.0),
        (Box(0, 0, 5, 10), Box(9, 4, 12, 4), 1.0),
        (Box(0, 0, 5, 10), Box(9, 14, 12, 14), 0.0),
    ],
    ids=["beside", "half", "within", "touching", "apart", "flat beside", "flat apart"],
)
def test_how_much_of_their_height_boxes_share(a: Box, b: Box, share: float) -> None:
    assert boxes_share_height(a, b) == share


@given(boxes(), boxes())
def test_a_share_of_height_lies_between_nothing_and_all(a: Box, b: Box) -> None:
    assert 0.0 <= boxes_share_height(a, b) <= 1.0

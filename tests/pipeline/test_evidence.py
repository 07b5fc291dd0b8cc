"""Where values were read: of one value, of many, and of what has no place of its own."""

from __future__ import annotations

import pytest

from pipeline.evidence import PlaceIndex, find_nearest_places
from schemas.record import MeasureCard, Place
from tests.cards import a_card


@pytest.fixture
def card() -> MeasureCard:
    """The activities begin on page 2; the second goes on on page 3, and the title is on both."""
    return a_card(
        "1A1",
        evidence=[
            {"path": "/title", "page": 2},
            {"path": "/title", "page": 3},
            {"path": "/eligible_activities/intro", "page": 2},
            {"path": "/eligible_activities/items/0", "page": 2},
            {"path": "/eligible_activities/items/1", "page": 2},
            {"path": "/eligible_activities/items/1", "page": 3},
            {"path": "/eligible_activities/items/10", "page": 4},
        ],
    )


@pytest.mark.parametrize(
    ("path", "pages"),
    [
        ("/title", [2, 3]),
        ("/eligible_activities/items/1", [2, 3]),
        ("/eligible_activities/items", [2, 3, 4]),
        ("/eligible_activities/items/1/text", [2, 3]),
        ("/eligible_activities/items/9", [2, 3, 4]),
        ("/goal", []),
    ],
)
def test_the_nearest_places_of_a_value(card: MeasureCard, path: str, pages: list[int]) -> None:
    places = [Place(page=page) for page in pages]
    assert find_nearest_places(card, path) == places
    assert PlaceIndex(card).find_nearest(path) == places

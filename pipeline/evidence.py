"""Where the values of a card, or of the plan's own account, were read, as places of a finding."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.record import MeasureCard, Milestone, Place, Progress


def card_to_places(card: MeasureCard, *paths: str) -> list[Place]:
    """Where the values of a card at these JSON pointers, and inside them, were read; each once."""
    return record_to_places(card, *paths)


def record_to_places(record: MeasureCard | Milestone | Progress, *paths: str) -> list[Place]:
    """Where the values at these JSON pointers, and inside them, were read; each place once."""
    places: dict[Place, None] = {}
    for path in paths:
        inside = f"{path}/"
        for found in record.evidence:
            if found.path == path or found.path.startswith(inside):
                places[Place(page=found.page, bbox=found.bbox, line=found.line)] = None
    return list(places)


class PlaceIndex:
    """The places of all values of a card at once, for who asks for many of them."""

    def __init__(self, card: MeasureCard) -> None:
        """Sort the card's evidence by every value that it is of, or of a part of."""
        self._places: dict[str, dict[Place, None]] = {}
        for found in card.evidence:
            place = Place(page=found.page, bbox=found.bbox, line=found.line)
            for path in _list_wholes(found.path):
                self._places.setdefault(path, {})[place] = None

    def find_nearest(self, path: str) -> list[Place]:
        """Where the value at this JSON pointer was read, or else what it is a part of.

        before: path "/eligible_activities/items/2/text", evidence of "/eligible_activities/items/2"
        after:  the places of the item
        """
        return next((list(self._places[p]) for p in _list_wholes(path) if p in self._places), [])


def find_nearest_places(card: MeasureCard, path: str) -> list[Place]:
    """Where one value was read, or else what it is a part of; see ``PlaceIndex.find_nearest``."""
    return next(filter(None, (card_to_places(card, whole) for whole in _list_wholes(path))), [])


def _list_wholes(path: str) -> Iterator[str]:
    """A JSON pointer and those of what it is a part of, without the card itself.

    >>> list(_list_wholes("/eligible_activities/items/2"))
    ['/eligible_activities/items/2', '/eligible_activities/items', '/eligible_activities']
    """
    while path:
        yield path
        path = path.rpartition("/")[0]

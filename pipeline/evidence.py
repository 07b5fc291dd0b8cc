"""Where the values of a card, or of the plan's own account, were read, as places of a finding."""

from __future__ import annotations

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


def find_nearest_places(card: MeasureCard, path: str) -> list[Place]:
    """Where the value at this JSON pointer was read, or else what it is a part of.

    before: path "/eligible_activities/items/2/text", evidence of "/eligible_activities/items/2"
    after:  the places of the item
    """
    while path:
        if places := card_to_places(card, path):
            return places
        path = path.rpartition("/")[0]
    return []

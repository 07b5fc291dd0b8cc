"""The items of one list of a card through the versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from pipeline.diff.card_fields import ItemKind
from pipeline.diff.list_alignment import align_lists
from pipeline.history.places import Place, Places


@dataclass(frozen=True, slots=True)
class LiveItem:
    """An item in one version.

    Attributes:
        number: which item it is, from 1 and for good.
        place: among the items of all versions.
        value: as this version has it.
    """

    number: int
    place: Place
    value: JsonValue


class ItemLives:
    """Numbers the items of a list; one that was reworded or moved keeps its number.

    before: ["train staff", "buy boats"], then ["buy two boats"]
    after:  1 "train staff", 2 "buy boats"; then 2 "buy two boats"
    """

    def __init__(self, kind: ItemKind) -> None:
        """Take what makes two items the same."""
        self._kind = kind
        self._count = 0
        self._now: list[LiveItem] = []
        self._places = Places[int]()

    def advance(self, values: Sequence[JsonValue]) -> list[LiveItem]:
        """The items of the next version, in its order."""
        kind = self._kind
        old = [item.value for item in self._now]
        found = align_lists(old, values, kind.keys, kind.alike, lambda item: len(kind.text(item)))
        places = self._places.advance(found, len(values))
        before = {pair.new: self._now[pair.old].number for pair in found.pairs}
        items = []
        for at, value in enumerate(values):
            if at not in before:
                self._count += 1
            items.append(LiveItem(before.get(at, self._count), places[at], value))
        self._now = items
        return items

    def rank(self) -> dict[Place, int]:
        """The number of every place, from 0, when all versions are known."""
        return self._places.count()

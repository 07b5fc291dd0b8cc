"""Cards whose identity, and that of their list items, is known through any number of edits."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from itertools import count

from pydantic import JsonValue

from pipeline.diff.card_fields import card_to_values
from schemas.record import MeasureCard

TRACKED = (
    "eligible_activities.items",
    "conditions",
    "result_targets.items",
    "result_targets.notes",
    "support_rate.raised",
)
"""Lists whose items have an identity of their own; items of the others are what they say."""

_numbers = count(1)

Values = dict[str, JsonValue]


def new_identity() -> int:
    """A number that nothing else has."""
    return next(_numbers)


@dataclass(slots=True)
class Item:
    """A list item and which one it is; ``only_editorial`` until an edit touches its substance."""

    value: JsonValue
    identity: int = field(default_factory=new_identity)
    only_editorial: bool = True


@dataclass(slots=True)
class TrackedCard:
    """A card, which one it is, and what was done to it.

    Attributes:
        values: its record without evidence and without the lists in ``lists``.
        lists: its lists by path.
        identity: stays through every edit.
        parent: the card it was split off from.
        went_into: of a card merged, the one it is now part of.
        substantive: paths of values that an edit of substance touched.
    """

    values: Values
    lists: dict[str, list[Item]]
    identity: int = field(default_factory=new_identity)
    parent: int | None = None
    went_into: int | None = None
    substantive: set[str] = field(default_factory=set)

    @property
    def card_id(self) -> str:
        """The card's id now."""
        return str(self.values["card_id"])

    def read(self, path: str) -> JsonValue:
        """The value at a path such as "coordination.text"."""
        held: JsonValue = self.values
        for key in path.split("."):
            held = held.get(key) if isinstance(held, dict) else None
        return held

    def write(self, path: str, value: JsonValue) -> None:
        """Put a value at a path whose owner exists."""
        *owners, last = path.split(".")
        held = self.values
        for key in owners:
            inner = held[key]
            if not isinstance(inner, dict):
                raise KeyError(path)
            held = inner
        held[last] = value

    def texts(self) -> list[str]:
        """The words of its narrative and its items."""
        found = [self.read(key) for key in ("background", "goal")]
        items = [item.value for several in self.lists.values() for item in several]
        return [text for text in (*found, *items) if isinstance(text, str)]


def card_to_tracked(card: MeasureCard) -> TrackedCard:
    """A card whose items get identities."""
    values = copy.deepcopy(dict(card_to_values(card)))
    tracked = TrackedCard(values, {})
    for path in TRACKED:
        held = tracked.read(path)
        if isinstance(held, list):
            tracked.lists[path] = [Item(value) for value in held]
            tracked.write(path, [])
    return tracked


def tracked_to_card(tracked: TrackedCard) -> MeasureCard:
    """The record of a card as it is now, without evidence."""
    whole = copy.deepcopy(tracked)
    for path, items in whole.lists.items():
        whole.write(path, [item.value for item in items])
    return MeasureCard.model_validate({**whole.values, "evidence": []})

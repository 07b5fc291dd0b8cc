"""Changes before anyone said what they mean."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import JsonValue

from schemas.changes import ChangeKind, ChangeType


@dataclass(frozen=True, slots=True)
class Draft:
    """A change of a value, or of a whole card.

    Attributes:
        field: path of the value or list, such as "eligible_activities.items"; outside the cards
            after the part of the plan, such as "allocation.amount"; empty for a whole card.
        kind: how a value changed; ``None`` for a whole card.
        old: as the old version has it.
        new: as the new version has it.
        old_at: place in the old list.
        new_at: place in the new list.
        change: what became of the card.
    """

    field: str
    kind: ChangeKind | None
    old: JsonValue
    new: JsonValue
    old_at: int | None = None
    new_at: int | None = None
    change: ChangeType = "field_changed"

"""Applies changes to the cards of the old version, which gives those of the new one.

What a diff says is proved by this: nothing is missing in it, and nothing is too much.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from pydantic import JsonValue

from pipeline.diff.card_fields import card_to_values
from schemas.changes import Change, Diff
from schemas.record import Plan

Values = dict[str, JsonValue]

WHOLE = ("card_added", "card_split")
"""Changes whose new side is a whole card."""


def apply_changes(old: Plan, diff: Diff) -> list[Values]:
    """The new version's cards, made of the old ones and the diff alone.

    Objectives and implementation measures that were retitled are changes of the plan, not of its
    cards; their new titles are not looked up here.

    Args:
        old: the old version.
        diff: from it to the new one.

    Returns:
        The cards without evidence, as JSON, in the new order.
    """
    before = {card.card_id: card_to_values(card) for card in old.cards}
    cards: list[Values] = []
    for pair in diff.cards:
        if pair.card_id is None:
            continue
        changes = [change for change in diff.changes if change.card_id == pair.card_id]
        whole = next((c.new for c in changes if c.change in WHOLE), None)
        if pair.previous_card_id is None:
            cards.append(deepcopy(whole) if isinstance(whole, dict) else {})
            continue
        card = dict(deepcopy(before[pair.previous_card_id]))
        for change in changes:
            if change.change == "card_renumbered" and isinstance(change.new, dict):
                card.update(change.new)
        fields = [change for change in changes if change.change == "field_changed"]
        for field in dict.fromkeys(change.field for change in fields if change.field):
            _apply(card, field.split("."), [c for c in fields if c.field == field])
        cards.append(card)
    return cards


def _apply(values: Values, path: Sequence[str], changes: Sequence[Change]) -> None:
    """Apply the changes of one value or list."""
    key, *inside = path
    if inside:
        held = values[key]
        if isinstance(held, dict):
            _apply(held, inside, changes)
        return
    held = values[key]
    if isinstance(held, list) and all(change.kind != "value_changed" for change in changes):
        values[key] = apply_to_list(held, changes)
    else:
        values[key] = changes[-1].new


def apply_to_list(items: Sequence[JsonValue], changes: Sequence[Change]) -> list[JsonValue]:
    """The new list: what was removed, changed or moved leaves its place, the rest keep order."""
    gone = {change.old_at for change in changes if change.old_at is not None}
    put = {change.new_at: change.new for change in changes if change.new_at is not None}
    staying = [item for at, item in enumerate(items) if at not in gone]
    made: list[JsonValue] = []
    while staying or len(made) in put:
        made.append(put[len(made)] if len(made) in put else staying.pop(0))
    return made

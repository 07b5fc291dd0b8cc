"""What changed between two cards that continue each other, not graded yet."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import JsonValue

from pipeline.diff.card_fields import FIELDS, LISTS, CardValues, ItemKind, card_to_values
from pipeline.diff.drafts import Draft
from pipeline.diff.list_alignment import align_lists
from schemas.record import MeasureCard


def compare_cards(old: MeasureCard, new: MeasureCard) -> list[Draft]:
    """What changed in the fields of a card, in the record's order; its identity is not compared."""
    before, after = card_to_values(old), card_to_values(new)
    return [draft for field in FIELDS for draft in _compare(field, before, after)]


def _compare(field: str, before: CardValues, after: CardValues) -> Iterator[Draft]:
    """Compare one field, and the values inside it each on its own."""
    yield from compare_values(field, before[field], after[field])


def compare_values(field: str, old: JsonValue, new: JsonValue) -> Iterator[Draft]:
    """The changes of a value: of each value inside it, or as a whole where one side has none."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in old:
            yield from compare_values(f"{field}.{key}", old[key], new[key])
    elif isinstance(old, list) and isinstance(new, list):
        yield from compare_lists(field, old, new, LISTS[field])
    else:
        yield Draft(field, "value_changed", old, new)


def compare_lists(
    field: str, old: list[JsonValue], new: list[JsonValue], kind: ItemKind
) -> Iterator[Draft]:
    """The changes of a list's items: removed first, then in the new order."""
    found = align_lists(old, new, kind.keys, kind.alike, lambda item: len(kind.text(item)))
    for at in found.removed:
        yield Draft(field, "item_removed", old[at], None, old_at=at)
    drafts = [Draft(field, "item_added", None, new[at], new_at=at) for at in found.added]
    for pair in found.pairs:
        before, after = old[pair.old], new[pair.new]
        if before != after:
            drafts.append(Draft(field, "item_changed", before, after, pair.old, pair.new))
        if pair.moved:
            drafts.append(Draft(field, "item_moved", before, after, pair.old, pair.new))
    yield from sorted(drafts, key=lambda draft: draft.new_at or 0)

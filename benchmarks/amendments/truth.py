"""What a diff must tell of two plans whose cards and items are known."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from benchmarks.amendments.tracked import Item, TrackedCard
from schemas.changes import Change

FIELDS = (
    "title", "background", "goal", "target_group", "eligible_activities.intro",
    "support_rate.base_percent", "beneficiaries.text", "coordination.text", "call_timing.text",
    "start.text",
)  # fmt: skip
NAMES = ("beneficiaries.categories", "call_timing.rounds", "indicators.output", "indicators.result")


@dataclass(frozen=True, slots=True)
class Told:
    """What a change says, as far as it can be known beforehand."""

    change: str
    card_id: str
    previous_card_id: str | None = None
    field: str | None = None
    kind: str | None = None
    editorial: bool = False

    @property
    def label(self) -> str:
        """The row of the table that it counts in."""
        if self.change != "field_changed":
            return self.change
        return "editorial" if self.editorial and self.kind != "item_moved" else f"{self.kind}"


def change_to_told(change: Change) -> Told:
    """What a change of a diff says."""
    return Told(
        change.change, change.card_id, change.previous_card_id, change.field, change.kind,
        change.impact == "editorial",
    )  # fmt: skip


def expect_changes(
    old: Sequence[TrackedCard], new: Sequence[TrackedCard], gone: Sequence[TrackedCard]
) -> Counter[Told]:
    """Every change that must be told.

    Args:
        old: the cards before the amendment.
        new: the cards after it.
        gone: cards that were dropped, as they were when that happened.
    """
    before = {card.identity: card for card in old}
    after = {card.identity: card for card in new}
    went = {card.identity: card.went_into for card in gone}
    told: Counter[Told] = Counter()
    for card in new:
        if card.identity in before:
            told.update(_compare(before[card.identity], card))
        elif card.parent in before:
            parent = before[card.parent].card_id
            told[Told("card_split", card.card_id, parent)] += 1
        else:
            told[Told("card_added", card.card_id)] += 1
    for card in old:
        if card.identity in after:
            continue
        target = after.get(went.get(card.identity) or -1)
        if target:
            told[Told("card_merged", target.card_id, card.card_id)] += 1
        else:
            told[Told("card_removed", card.card_id)] += 1
    return told


def _compare(old: TrackedCard, new: TrackedCard) -> Iterator[Told]:
    previous = old.card_id if old.card_id != new.card_id else None
    if previous:
        yield Told("card_renumbered", new.card_id, previous)

    def told(field: str, kind: str, editorial: bool = False) -> Told:
        return Told("field_changed", new.card_id, previous, field, kind, editorial)

    for field in FIELDS:
        if old.read(field) != new.read(field):
            yield told(
                field, "value_changed", field in TEXT_FIELDS and field not in new.substantive
            )
    for field in NAMES:
        yield from (
            told(field, kind, kind == "item_moved")
            for kind in _compare_names(old.read(field), new.read(field))
        )
    for field in old.lists:
        for kind, editorial in _compare_items(old.lists[field], new.lists.get(field, [])):
            yield told(field, kind, editorial)


TEXT_FIELDS = frozenset(FIELDS) - {"support_rate.base_percent"}


def _compare_names(old: JsonValue, new: JsonValue) -> Iterator[str]:
    before = old if isinstance(old, list) else []
    after = new if isinstance(new, list) else []
    yield from ("item_removed" for item in before if item not in after)
    yield from ("item_added" for item in after if item not in before)
    places = [before.index(item) for item in after if item in before]
    yield from ["item_moved"] * (len(places) - _longest_increasing(places))


def _compare_items(old: Sequence[Item], new: Sequence[Item]) -> Iterator[tuple[str, bool]]:
    """Kinds of change, and whether each is only editorial."""
    before = {item.identity: (at, item) for at, item in enumerate(old)}
    after = {item.identity for item in new}
    yield from (("item_removed", False) for item in old if item.identity not in after)
    for item in new:
        if item.identity not in before:
            yield "item_added", False
        elif before[item.identity][1].value != item.value:
            yield "item_changed", item.only_editorial
    places = [before[item.identity][0] for item in new if item.identity in before]
    yield from [("item_moved", True)] * (len(places) - _longest_increasing(places))


def _longest_increasing(places: Sequence[int]) -> int:
    tails: list[int] = []
    for place in places:
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
    return len(tails)

"""Follows every card through the versions of its plan, also where pages could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pydantic import JsonValue

from pipeline.diff import find_stories
from pipeline.diff.card_fields import IDENTITY, card_to_values
from pipeline.diff.unreadable import find_gap
from schemas.history import Beginning, Ending
from schemas.record import MeasureCard, Plan

Values = dict[str, JsonValue]


@dataclass(slots=True)
class Snapshot:
    """A card in one version.

    Attributes:
        at: which version, from 0.
        card: as read; of a card that could not be read, as it was known before.
        values: what is known of it, which is not always what was read.
        read: whether it was read in this version.
        unknown: fields whose value here comes from another version.
        unsure: fields that may go on on pages that could not be read, in every version since
            ``values`` has them.
    """

    at: int
    card: MeasureCard
    values: Values
    read: bool = True
    unknown: set[str] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)

    @property
    def card_id(self) -> str:
        """What the card is called here."""
        return str(self.values["card_id"])


@dataclass(eq=False, slots=True)
class CardThread:
    """One card through the versions that have it, one snapshot each."""

    snapshots: list[Snapshot]
    begins: Beginning
    split_from: CardThread | None = None
    ends: Ending | None = None
    merged_into: CardThread | None = None

    @property
    def last(self) -> Snapshot:
        """The latest version that has it."""
        return self.snapshots[-1]

    def known_card(self) -> MeasureCard:
        """The card as it is known."""
        if not self.last.unknown:
            return self.last.card
        return MeasureCard.model_validate({**self.last.values, "evidence": self.last.card.evidence})


@dataclass(frozen=True, slots=True)
class Followed:
    """All cards, and which of them every version has, in its order."""

    threads: list[CardThread]
    order: list[list[CardThread]]


def follow_cards(plans: Sequence[Plan]) -> Followed:
    """Follow the cards from version to version.

    Each version is compared with what is known of the one before: a card or field on a page that
    could not be read is taken to be as it was.

    Args:
        plans: the versions in order.
    """
    threads: list[CardThread] = []
    order: list[list[CardThread]] = []
    for at in range(len(plans)):
        before = order[-1] if order else []
        follower = _Follower(plans, at, before)
        order.append(follower.follow())
        threads += [thread for thread in order[-1] if thread.snapshots[0].at == at]
    return Followed(threads, order)


class _Follower:
    """Takes the cards one version further."""

    def __init__(self, plans: Sequence[Plan], at: int, before: Sequence[CardThread]) -> None:
        self._at = at
        self._new = plans[at]
        known = {thread: thread.known_card() for thread in before}
        self._threads = {id(card): thread for thread, card in known.items()}
        self._old = plans[max(at - 1, 0)].model_copy(update={"cards": list(known.values())})
        self._before = before

    def follow(self) -> list[CardThread]:
        """The threads of this version in its order."""
        stories = find_stories(self._old, self._new)
        continued: dict[int, CardThread] = {}
        for story in stories:
            if story.fate == "kept" and story.old and story.new:
                thread = self._threads[id(story.old)]
                thread.snapshots.append(self._take(story.new, thread))
                continued[id(story.new)] = thread
        for story in stories:
            if story.fate in ("card_added", "card_split") and story.new:
                origin = self._threads[id(story.old)] if story.old else None
                begins = self._beginning(origin)
                if begins != "split":
                    origin = None
                thread = CardThread([self._begin(story.new)], begins, origin)
                continued[id(story.new)] = thread
        order = [continued[id(card)] for card in self._new.cards]
        for story in stories:
            if story.fate in ("card_removed", "card_merged") and story.old:
                thread = self._threads[id(story.old)]
                if self._new.plan.source.failed_pages:
                    thread.snapshots.append(self._carry(thread.last))
                    order.insert(self._find_place(thread, order), thread)
                elif story.new:
                    thread.ends, thread.merged_into = "merged", continued[id(story.new)]
                else:
                    thread.ends = "removed"
        return order

    def _beginning(self, origin: CardThread | None) -> Beginning:
        if self._at == 0:
            return "first"
        if self._old.plan.source.failed_pages:
            return "unknown"
        return "split" if origin else "added"

    def _begin(self, card: MeasureCard) -> Snapshot:
        values = dict(card_to_values(card))
        gap = bool(find_gap(self._new, card))
        return Snapshot(self._at, card, values, unsure=set(_fields(values)) if gap else set())

    def _take(self, card: MeasureCard, thread: CardThread) -> Snapshot:
        """The card as read, but for fields that may go on on a page that could not be read."""
        snapshot, last = self._begin(card), thread.last
        for name, value in snapshot.values.items():
            old = last.values[name]
            if name in snapshot.unsure or (self._is_partial and _lacks(name, value)):
                if value != old:
                    snapshot.values[name] = old
                    snapshot.unknown.add(name)
                snapshot.unsure -= {name} - last.unsure
            elif value != old:
                settle_value(thread, name, value)
        return snapshot

    @property
    def _is_partial(self) -> bool:
        return bool(self._new.plan.source.failed_pages)

    def _carry(self, last: Snapshot) -> Snapshot:
        """A card that may stand on a page that could not be read."""
        values = dict(last.values)
        return Snapshot(self._at, last.card, values, False, set(values), set(last.unsure))

    def _find_place(self, thread: CardThread, order: Sequence[CardThread]) -> int:
        """After the card that stood before it in the version before."""
        for earlier in reversed(self._before[: self._before.index(thread)]):
            if earlier in order:
                return order.index(earlier) + 1
        return 0


def settle_value(thread: CardThread, name: str, value: JsonValue) -> None:
    """Correct what is known of earlier versions by a value that was read whole.

    A value that may have been cut by a page that could not be read gives way to the whole one.
    What differed from the version before and could not be trusted is trusted now if it is the same.
    """
    for earlier in reversed(thread.snapshots):
        if name in earlier.unknown and earlier.read and _as_read(earlier, name) == value:
            earlier.unknown.discard(name)
        elif name in earlier.unsure:
            earlier.unknown.add(name)
        else:
            return
        earlier.values[name] = value


def _as_read(snapshot: Snapshot, name: str) -> JsonValue:
    return card_to_values(snapshot.card)[name]


def _fields(values: Values) -> Iterator[str]:
    return (name for name in values if name not in IDENTITY)


def _lacks(name: str, value: JsonValue) -> bool:
    """Whether a heading that may stand on a page that could not be read is missing."""
    if name not in ("specific_objective", "implementation_measure"):
        return False
    return value is None or (isinstance(value, dict) and None in value.values())

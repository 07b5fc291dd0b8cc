"""Random versions of a plan: a few cards, and what amendments do to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st
from pydantic import JsonValue

from pipeline.diff.card_fields import LISTS
from schemas.record import MeasureCard, Plan
from tests.cards import TOPICS, a_card, a_header, a_plan

WORDS = ("train", "staff", "boats", "rooms", "for families", "at night", "in ten towns", "again")
IDS = [f"{number}{letter}{at}" for number in (1, 2) for letter in "AB" for at in (1, 2, 3)]

sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
rounds = st.builds(
    lambda season, year: {"season": season, "year": year},
    st.sampled_from(["spring", "autumn"]),
    st.sampled_from([2027, 2028]),
)
raised = st.builds(
    lambda percent, text: {"percent": percent, "condition": text},
    st.sampled_from([90, 100]),
    sentences,
)
indicators = st.builds(
    lambda code, text: {"code": code, "text": text, "parent": None},
    st.sampled_from(["O.1.1", "O.1.2", "O.1.3"]),
    sentences,
)
some_sentences = st.lists(sentences, max_size=4)
optional = st.none() | sentences

FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "title": sentences,
    "background": optional,
    "goal": optional,
    "target_group": optional,
    "eligible_activities": st.none()
    | st.builds(lambda intro, items: {"intro": intro, "items": items}, optional, some_sentences),
    "conditions": some_sentences,
    "result_targets": st.none()
    | st.builds(lambda items, notes: {"items": items, "notes": notes}, some_sentences,
                some_sentences),
    "support_rate": st.builds(
        lambda base, more: {"base_percent": base, "raised": more},
        st.sampled_from([None, 75, 90]), st.lists(raised, max_size=2),
    ),
    "indicators": st.builds(
        lambda output, note: {"status": "listed", "output": output, "result": [], "note": note},
        st.lists(indicators, max_size=3), optional,
    ),
    "call_timing": st.builds(
        lambda text, several: {"status": "planned", "text": text, "rounds": several},
        optional, st.lists(rounds, max_size=3),
    ),
    "start": st.none() | st.builds(lambda text: {"label": "Start", "text": text}, optional),
    "implementation_measure": st.none()
    | st.builds(lambda title: {"code": "1A", "title": title}, optional),
}  # fmt: skip
"""Any field of a card anew."""


@st.composite
def versions(draw: st.DrawFn, most: int = 4) -> list[Plan]:
    """A plan and its amendments, named "v1", "v2", …"""
    cards = [a_card(card_id, topic) for card_id, topic in zip(IDS, TOPICS, strict=False)]
    plans = [name_version(draw(st.permutations(cards)), 1)]
    for number in range(2, draw(st.integers(2, most)) + 1):
        plans.append(name_version(draw(amended(plans[-1].cards)), number))
    return plans


def name_version(
    cards: Sequence[MeasureCard], number: int, failed_pages: Sequence[int] = ()
) -> Plan:
    """Version ``number`` of a plan."""
    header = a_header(failed_pages=failed_pages).model_copy(update={"version": f"v{number}"})
    return a_plan(cards, plan=header)


@st.composite
def amended(draw: st.DrawFn, cards: Sequence[MeasureCard]) -> list[MeasureCard]:
    """The cards of the next version: edited, renumbered, moved, removed, added, split."""
    after = list(cards)
    for _ in range(draw(st.integers(0, 5))):
        kind = draw(st.sampled_from(["edit", "edit", "list", "list", "number", "order", "set"]))
        if kind == "order":
            after = list(draw(st.permutations(after)))
        elif kind == "set":
            after = draw(added_or_removed(after))
        elif after:
            at = draw(st.integers(0, len(after) - 1))
            edits = {"edit": edited, "list": list_edited, "number": renumbered}
            after[at] = draw(edits[kind](after[at], [card.card_id for card in after]))
    return after


@st.composite
def edited(draw: st.DrawFn, card: MeasureCard, _: Sequence[str]) -> MeasureCard:
    name = draw(st.sampled_from(sorted(FIELDS)))
    return change(card, {name: draw(FIELDS[name])})


@st.composite
def list_edited(draw: st.DrawFn, card: MeasureCard, _: Sequence[str]) -> MeasureCard:
    """Items put into another order, repeated or dropped."""
    values = card.model_dump(mode="json")
    field, _, inner = draw(st.sampled_from(sorted(LISTS))).partition(".")
    held = values[field]
    items = held if isinstance(held, list) else held[inner] if held else []
    chosen = draw(st.lists(st.sampled_from(items), max_size=5)) if items else []
    if isinstance(held, list):
        return change(card, {field: chosen})
    return change(card, {field: {**held, inner: chosen}}) if held else card


@st.composite
def renumbered(draw: st.DrawFn, card: MeasureCard, taken: Sequence[str]) -> MeasureCard:
    free = [card_id for card_id in IDS if card_id not in taken]
    card_id = draw(st.sampled_from(free))
    return change(card, {"card_id": card_id, "code": card_id})


@st.composite
def added_or_removed(draw: st.DrawFn, cards: list[MeasureCard]) -> list[MeasureCard]:
    free = [card_id for card_id in IDS if card_id not in [card.card_id for card in cards]]
    if cards and draw(st.sampled_from(["remove", "add"])) == "remove":
        gone = draw(st.integers(0, len(cards) - 1))
        return cards[:gone] + cards[gone + 1 :]
    return [*cards, a_card(draw(st.sampled_from(free)), draw(st.sampled_from(sorted(TOPICS))))]


def change(card: MeasureCard, values: dict[str, JsonValue]) -> MeasureCard:
    return MeasureCard.model_validate({**card.model_dump(mode="json"), **values})

"""Edits of whole cards and their codes: new ones, copies, splits, mergers, other numbers."""

from __future__ import annotations

import copy

from benchmarks.amendments.draftsman import Draftsman
from benchmarks.amendments.field_edits import reword_text
from benchmarks.amendments.tracked import Item, TrackedCard, new_identity

LEAST_OF_SPLIT = 4
"""A card with fewer activities is not split."""


def add_card(draftsman: Draftsman) -> bool:
    """Put in a card that the plan did not have, under a code that is free."""
    if not draftsman.spare:
        return False
    card = draftsman.spare.pop()
    card.identity = new_identity()
    _set_code(card, draftsman.free_code(_stem(draftsman.pick())))
    draftsman.cards.insert(draftsman.rng.randint(0, len(draftsman.cards)), card)
    draftsman.touched.add(card.identity)
    return True


def copy_card(draftsman: Draftsman) -> bool:
    """Write a new card from another as a template: background and two activities are its."""
    card = _pick_untouched(draftsman)
    if card is None or len(card.lists.get("eligible_activities.items", [])) < LEAST_OF_SPLIT:
        return False
    made = copy.deepcopy(card)
    made.identity, made.parent = new_identity(), None
    made.values["title"] = draftsman.phrase(4, 7)
    made.values["goal"] = draftsman.phrase(12, 20)
    activities = made.lists["eligible_activities.items"][:2]
    own = [Item(draftsman.phrase(6, 14)) for _ in range(3)]
    made.lists["eligible_activities.items"] = [Item(item.value) for item in activities] + own
    made.lists["result_targets.items"] = [Item(draftsman.phrase(6, 14)) for _ in range(2)]
    _set_code(made, draftsman.free_code(_stem(card)))
    draftsman.cards.insert(draftsman.cards.index(card) + 1, made)
    draftsman.touched |= {card.identity, made.identity}
    return True


def remove_card(draftsman: Draftsman) -> bool:
    """Drop a card."""
    card = _pick_untouched(draftsman)
    if card is None or len(draftsman.cards) < 4:
        return False
    draftsman.cards.remove(card)
    return True


def renumber_card(draftsman: Draftsman) -> bool:
    """Give a card a code that is free, sometimes under another implementation measure."""
    card = _pick_untouched(draftsman)
    if card is None:
        return False
    stem = _stem(card) if draftsman.rng.random() < 0.5 else _stem(draftsman.pick())
    _set_code(card, draftsman.free_code(stem))
    draftsman.touched.add(card.identity)
    return True


def swap_codes(draftsman: Draftsman) -> bool:
    """Let two cards exchange their codes."""
    first = _pick_untouched(draftsman)
    if first is None:
        return False
    draftsman.touched.add(first.identity)
    second = _pick_untouched(draftsman)
    if second is None:
        draftsman.touched.discard(first.identity)
        return False
    codes = first.card_id, second.card_id
    _set_code(first, codes[1])
    _set_code(second, codes[0])
    draftsman.touched.add(second.identity)
    return True


def chain_codes(draftsman: Draftsman) -> bool:
    """Drop a card and let those after it move up: 2A3 becomes 2A2, 2A4 becomes 2A3."""
    first = _pick_untouched(draftsman)
    followers = [
        card
        for card in draftsman.cards
        if card is not first and card.values["code"] and card.identity not in draftsman.touched
    ]
    if first is None or len(followers) < 2 or len(draftsman.cards) < 5:
        return False
    draftsman.cards.remove(first)
    free = first.card_id
    for card in draftsman.rng.sample(followers, 2):
        before = card.card_id
        _set_code(card, free)
        draftsman.touched.add(card.identity)
        free = before
    return True


def split_card(draftsman: Draftsman) -> bool:
    """Move some of a card's activities and targets to a card of their own."""
    card, rng = _pick_untouched(draftsman), draftsman.rng
    if card is None:
        return False
    activities = card.lists.get("eligible_activities.items", [])
    if len(activities) < LEAST_OF_SPLIT:
        return False
    part = copy.deepcopy(card)
    part.identity, part.parent, part.substantive = new_identity(), card.identity, set()
    cut = rng.randint(2, len(activities) // 2)
    part.lists["eligible_activities.items"] = activities[-cut:]
    card.lists["eligible_activities.items"] = activities[:-cut]
    targets = card.lists.get("result_targets.items", [])
    if len(targets) > 1:
        part.lists["result_targets.items"] = targets[-1:]
        card.lists["result_targets.items"] = targets[:-1]
    part.values["title"] = draftsman.phrase(4, 7)
    if isinstance(part.values["goal"], str):
        part.values["goal"] = reword_text(draftsman, part.values["goal"])
    _set_code(part, draftsman.free_code(_stem(card)))
    draftsman.cards.insert(draftsman.cards.index(card) + 1, part)
    draftsman.touched |= {card.identity, part.identity}
    return True


def merge_cards(draftsman: Draftsman) -> bool:
    """Move all activities and targets of a card to another one, and drop it."""
    part = _pick_untouched(draftsman)
    if part is None or not part.lists.get("eligible_activities.items"):
        return False
    draftsman.touched.add(part.identity)
    whole = _pick_untouched(draftsman)
    if whole is None or not whole.lists.get("eligible_activities.items"):
        draftsman.touched.discard(part.identity)
        return False
    for path in ("eligible_activities.items", "result_targets.items"):
        if path in part.lists and path in whole.lists:
            whole.lists[path] += [Item(item.value) for item in part.lists[path]]
    background = whole.values["background"]
    if isinstance(background, str) and isinstance(part.values["background"], str):
        whole.values["background"] = f"{background} {part.values['background']}"
        whole.substantive.add("background")
    part.went_into = whole.identity
    draftsman.cards.remove(part)
    draftsman.touched.add(whole.identity)
    return True


def _pick_untouched(draftsman: Draftsman) -> TrackedCard | None:
    """A card with a code that nothing was done to as a whole."""
    found = [
        card
        for card in draftsman.cards
        if card.values["code"] and card.identity not in draftsman.touched
    ]
    return draftsman.rng.choice(found) if found else None


def _stem(card: TrackedCard) -> str:
    return card.card_id[:2] if card.values["code"] else f"{card.card_id[0]}A"


def _set_code(card: TrackedCard, code: str) -> None:
    card.values["card_id"] = card.values["code"] = code
    card.values["kind"] = "measure"
    for path, value in (
        ("specific_objective.number", int(code[0])),
        ("implementation_measure.code", code[:2]),
    ):
        if card.read(path.split(".")[0]) is not None:
            card.write(path, value)

"""Edits that amendments make: of values, list items, cards and their codes."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from pydantic import JsonValue

from benchmarks.amendments.tracked import Item, TrackedCard, new_identity
from pipeline.folding import fold_text

TEXTS = ("title", "background", "goal", "target_group", "coordination.text", "start.text")
LISTS = ("eligible_activities.items", "result_targets.items", "conditions")
CODES = ("indicators.output", "indicators.result")
SEASONS = ("winter", "spring", "summer", "autumn")
CATEGORIES = ("municipality", "ngo", "parish", "research", "company", "education", "foundation")
LEAST_OF_SPLIT = 4
"""A card with fewer activities is not split."""


@dataclass(slots=True)
class Draftsman:
    """A plan that is being amended.

    Attributes:
        rng: every choice comes from it.
        cards: the plan's cards in order.
        spare: cards of the same language that the plan does not have yet.
        words: texts of the language, for new wordings.
        touched: cards whose id or content as a whole was dealt with; they are left alone later.
    """

    rng: Random
    cards: list[TrackedCard]
    spare: list[TrackedCard]
    words: Sequence[str]
    touched: set[int]

    def pick(self) -> TrackedCard:
        """Any card."""
        return self.rng.choice(self.cards)

    def phrase(self, least: int, most: int) -> str:
        """A run of words from one of the texts."""
        words = self.rng.choice(self.words).split()
        length = min(self.rng.randint(least, most), len(words))
        start = self.rng.randint(0, len(words) - length)
        return " ".join(words[start : start + length])

    def free_code(self, stem: str) -> str:
        """A code under an implementation measure that no card has."""
        taken = {card.card_id for card in self.cards}
        return next(f"{stem}{n}" for n in range(1, 1000) if f"{stem}{n}" not in taken)


Edit = Callable[[Draftsman], bool]
"""Makes one edit, or returns false when the plan has no place for it."""


def reword(draftsman: Draftsman) -> bool:
    """Replace, drop or put in a few words of a text."""
    card, path = draftsman.pick(), draftsman.rng.choice(TEXTS)
    text = card.read(path)
    if not isinstance(text, str) or len(text.split()) < 4:
        return False
    card.write(path, _reworded(draftsman, text))
    card.substantive.add(path)
    return True


def _reworded(draftsman: Draftsman, text: str) -> str:
    """Other words in one place: at most a third of the text, and never only editorial."""
    rng, words = draftsman.rng, text.split()
    for _ in range(50):
        most = max(1, min(8, len(words) // 3))
        length = rng.randint(0, most)
        start = rng.randint(0, len(words) - length)
        put_in = draftsman.phrase(1, most) if rng.random() < 0.8 else ""
        made = " ".join([*words[:start], *put_in.split(), *words[start + length :]])
        if made and fold_text(made) != fold_text(text):
            return made
    return f"{text} {draftsman.phrase(1, 2)}"


def touch_up(draftsman: Draftsman) -> bool:
    """Change nothing but punctuation, dashes or letter case of a text."""
    card, path = draftsman.pick(), draftsman.rng.choice(TEXTS)
    text = card.read(path)
    if not isinstance(text, str):
        return False
    made = _touched_up(draftsman.rng, text)
    if made == text:
        return False
    card.write(path, made)
    return True


def _touched_up(rng: Random, text: str) -> str:
    ways: list[Callable[[str], str]] = [
        lambda t: t.replace("–", "-") if "–" in t else t.replace("-", "‑"),
        lambda t: t.replace(", ", " – ", 1),
        lambda t: t.rstrip(".") if t.endswith(".") else f"{t}.",
        lambda t: t[:1].swapcase() + t[1:],
        lambda t: t.replace(" ", "\N{NO-BREAK SPACE}", 1),
    ]
    return rng.choice(ways)(text)


def rewrite(draftsman: Draftsman) -> bool:
    """Write half of a background anew."""
    card = draftsman.pick()
    text = card.read("background")
    if not isinstance(text, str) or card.identity in draftsman.touched:
        return False
    words = text.split()
    kept = words[: len(words) // 2]
    card.write("background", " ".join([*kept, *draftsman.phrase(len(kept), len(words)).split()]))
    card.substantive.add("background")
    draftsman.touched.add(card.identity)  # what is also split or merged is nobody's edit any more
    return True


def add_item(draftsman: Draftsman) -> bool:
    """Put a new item into a list."""
    card, path = draftsman.pick(), draftsman.rng.choice(LISTS)
    if path not in card.lists:
        return False
    items = card.lists[path]
    text = draftsman.phrase(6, 14)
    if any(fold_text(str(item.value)) == fold_text(text) for item in items):
        return False
    items.insert(draftsman.rng.randint(0, len(items)), Item(text))
    return True


def remove_item(draftsman: Draftsman) -> bool:
    """Take an item out of a list."""
    card, path = draftsman.pick(), draftsman.rng.choice(LISTS)
    items = card.lists.get(path, [])
    if len(items) < 2:
        return False
    items.pop(draftsman.rng.randrange(len(items)))
    return True


def reword_item(draftsman: Draftsman) -> bool:
    """Reword an item."""
    card, path = draftsman.pick(), draftsman.rng.choice(LISTS)
    items = [item for item in card.lists.get(path, []) if len(str(item.value).split()) > 4]
    if not items:
        return False
    item = draftsman.rng.choice(items)
    if not item.only_editorial:
        return False  # reworded twice, it might be another item
    item.value = _reworded(draftsman, str(item.value))
    item.only_editorial = False
    return True


def touch_up_item(draftsman: Draftsman) -> bool:
    """Change nothing but punctuation, dashes or letter case of an item."""
    card, path = draftsman.pick(), draftsman.rng.choice(LISTS)
    items = card.lists.get(path, [])
    if not items:
        return False
    item = draftsman.rng.choice(items)
    made = _touched_up(draftsman.rng, str(item.value))
    if made == item.value:
        return False
    item.value = made
    return True


def move_item(draftsman: Draftsman) -> bool:
    """Put an item elsewhere in its list."""
    card, path = draftsman.pick(), draftsman.rng.choice(LISTS[:2])
    items = card.lists.get(path, [])
    if len(items) < 3:
        return False
    item = items.pop(draftsman.rng.randrange(len(items)))
    items.insert(draftsman.rng.randint(0, len(items)), item)
    return True


def change_rate(draftsman: Draftsman) -> bool:
    """Lower or raise the ordinary rate."""
    card = draftsman.pick()
    before = card.read("support_rate.base_percent")
    card.write(
        "support_rate.base_percent",
        draftsman.rng.choice([n for n in (50, 75, 90, 100) if n != before]),
    )
    return True


def change_raise(draftsman: Draftsman) -> bool:
    """Add, drop or reword a raised rate."""
    card = draftsman.pick()
    items = card.lists.get("support_rate.raised")
    if items is None:
        return False
    if not items:
        sentence = f"{draftsman.phrase(8, 12)} 90 %"
        items.append(Item({"percent": 90, "condition": sentence}))
    elif draftsman.rng.random() < 0.5:
        items.pop()
    else:
        item = items[0]
        if not isinstance(item.value, dict) or not item.only_editorial:
            return False
        longer = f"{item.value['condition']} {draftsman.phrase(3, 5)}"
        item.value = {**item.value, "condition": longer}
        item.only_editorial = False
    return True


def change_rounds(draftsman: Draftsman) -> bool:
    """Open or close a round."""
    card, rng = draftsman.pick(), draftsman.rng
    held = card.read("call_timing.rounds")
    rounds = list(held) if isinstance(held, list) else []
    if rounds and rng.random() < 0.5:
        rounds.pop(rng.randrange(len(rounds)))
    else:
        made: JsonValue = {"season": rng.choice(SEASONS), "year": rng.randint(2026, 2029)}
        if made in rounds:
            return False
        rounds.append(made)
    card.write("call_timing.rounds", rounds)
    return True


def change_categories(draftsman: Draftsman) -> bool:
    """Let someone apply, or no longer."""
    return _change_names(draftsman, "beneficiaries.categories", CATEGORIES)


def change_indicators(draftsman: Draftsman) -> bool:
    """Ask for another indicator, or for one fewer."""
    card, rng, path = draftsman.pick(), draftsman.rng, draftsman.rng.choice(CODES)
    held = card.read(path)
    found = list(held) if isinstance(held, list) else []
    if found and rng.random() < 0.5:
        found.pop(rng.randrange(len(found)))
    else:
        letter = "O" if path.endswith("output") else "R"
        code = f"{letter}.{rng.randint(1, 3)}.{rng.randint(10, 30)}"
        if any(isinstance(one, dict) and one["code"] == code for one in found):
            return False
        text = draftsman.phrase(4, 8)
        found.insert(rng.randint(0, len(found)), {"code": code, "text": text, "parent": None})
    card.write(path, found)
    return True


def _change_names(draftsman: Draftsman, path: str, names: Sequence[str]) -> bool:
    card, rng = draftsman.pick(), draftsman.rng
    held = card.read(path)
    found = list(held) if isinstance(held, list) else []
    if len(found) > 1 and rng.random() < 0.5:
        found.pop(rng.randrange(len(found)))
    else:
        left = [name for name in names if name not in found]
        if not left:
            return False
        found.append(rng.choice(left))
    card.write(path, found)
    return True


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
        part.values["goal"] = _reworded(draftsman, part.values["goal"])
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


EDITS: tuple[tuple[Edit, int], ...] = (
    (reword, 6), (rewrite, 1), (touch_up, 3), (add_item, 4), (remove_item, 3), (reword_item, 4),
    (touch_up_item, 2), (move_item, 3), (change_rate, 2), (change_raise, 2), (change_rounds, 3),
    (change_categories, 3), (change_indicators, 3), (add_card, 2), (copy_card, 1), (remove_card, 1),
    (renumber_card, 2), (swap_codes, 1), (chain_codes, 1), (split_card, 2), (merge_cards, 1),
)  # fmt: skip
"""Every edit and how often it comes."""


def amend(draftsman: Draftsman, edits: int) -> list[str]:
    """Make so many edits; their names."""
    makers, weights = zip(*EDITS, strict=True)
    done: list[str] = []
    for _ in range(edits * 20):
        if len(done) == edits:
            break
        (make,) = draftsman.rng.choices(makers, weights)
        if make(draftsman):
            done.append(make.__name__)
    return done

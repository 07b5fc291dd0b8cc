"""Edits inside a card: of texts, list items, rates, rounds, categories and indicators."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from pydantic import JsonValue

from benchmarks.amendments.draftsman import Draftsman
from benchmarks.amendments.tracked import Item
from pipeline.folding import fold_text

TEXTS = ("title", "background", "goal", "target_group", "coordination.text", "start.text")
LISTS = ("eligible_activities.items", "result_targets.items", "conditions")
CODES = ("indicators.output", "indicators.result")
SEASONS = ("winter", "spring", "summer", "autumn")
CATEGORIES = ("municipality", "ngo", "parish", "research", "company", "education", "foundation")


def reword(draftsman: Draftsman) -> bool:
    """Replace, drop or put in a few words of a text."""
    card, path = draftsman.pick(), draftsman.rng.choice(TEXTS)
    text = card.read(path)
    if not isinstance(text, str) or len(text.split()) < 4:
        return False
    card.write(path, reword_text(draftsman, text))
    card.substantive.add(path)
    return True


def reword_text(draftsman: Draftsman, text: str) -> str:
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
    item.value = reword_text(draftsman, str(item.value))
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

"""The values of a card that are compared, and what makes two items of a list the same one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pydantic import JsonValue

from pipeline.diff.list_alignment import REWORDED
from pipeline.diff.word_runs import compare_wordings
from pipeline.folding import fold_text
from schemas.record import MeasureCard

RELATED = 0.25
"""Sentences with less in common are about other things, though both name the same percent."""

CardValues = Mapping[str, JsonValue]
"""A card without its evidence, as JSON."""


@dataclass(frozen=True, slots=True)
class ItemKind:
    """How items of a list are told apart.

    Attributes:
        keys: what makes two items the same, the strictest first.
        alike: how alike two items are that are not the same, from 0 to 1.
        text: the words of an item.
    """

    keys: tuple[Callable[[JsonValue], str], ...]
    alike: Callable[[JsonValue, JsonValue], float]
    text: Callable[[JsonValue], str]


def _whole(item: JsonValue) -> str:
    return json.dumps(item, ensure_ascii=False, sort_keys=True)


def _text_of(key: str) -> Callable[[JsonValue], str]:
    def read(item: JsonValue) -> str:
        return str(item.get(key)) if isinstance(item, dict) else str(item)

    return read


def _folded(text: Callable[[JsonValue], str]) -> Callable[[JsonValue], str]:
    return lambda item: fold_text(text(item))


def _never(_: JsonValue, __: JsonValue) -> float:
    return 0.0


def _wordings(text: Callable[[JsonValue], str]) -> Callable[[JsonValue, JsonValue], float]:
    return lambda a, b: compare_wordings(text(a), text(b))


def _same_percent_or_wording(a: JsonValue, b: JsonValue) -> float:
    """Two raised rates: alike by their sentence, and worth pairing when the percent is the same."""
    wording = compare_wordings(CONDITION.text(a), CONDITION.text(b))
    same = isinstance(a, dict) and isinstance(b, dict) and a.get("percent") == b.get("percent")
    return max(wording, REWORDED + wording / 10) if same and wording > RELATED else wording


TEXT = ItemKind((_whole, _folded(str)), _wordings(str), str)
NAME = ItemKind((_whole,), _never, str)
INDICATOR = ItemKind((_whole, _text_of("code")), _never, _text_of("text"))
CONDITION = ItemKind(
    (_whole, _folded(_text_of("condition"))), _same_percent_or_wording, _text_of("condition")
)

LISTS: dict[str, ItemKind] = {
    "eligible_activities.items": TEXT,
    "conditions": TEXT,
    "result_targets.items": TEXT,
    "result_targets.notes": TEXT,
    "support_rate.raised": CONDITION,
    "beneficiaries.categories": NAME,
    "coordination.funds": NAME,
    "indicators.output": INDICATOR,
    "indicators.result": INDICATOR,
    "call_timing.rounds": NAME,
}
"""The lists of a card, by their path."""

IDENTITY = ("card_id", "kind", "code", "specific_objective", "implementation_measure")
"""What says which card of the plan it is; it changes as a whole, by renumbering."""

MARKS = ("evidence", "corrected")
"""What is said about a card's values."""

FIELDS = tuple(name for name in MeasureCard.model_fields if name not in (*IDENTITY, *MARKS))
"""The fields that are compared, in the record's order."""


def card_to_values(card: MeasureCard) -> CardValues:
    """A card as JSON, without what is said about its values."""
    return card.model_dump(mode="json", exclude=set(MARKS))

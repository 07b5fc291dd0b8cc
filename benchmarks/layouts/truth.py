"""What the extraction must find, and where the page leaves two readings open."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from benchmarks.layouts.content import PlanContent
from benchmarks.layouts.variation import LayoutVariation, Paragraphs
from samples.planbuild.truth import Record, card_records

_OWN_OR_BROKEN = re.compile(r"(?<=[a-zåäö])- ?(?=[a-zåäö])")


def expected_cards(content: PlanContent) -> list[Record]:
    """The cards in the contract's form, without evidence."""
    return card_records(content.plan)


def expected_header(content: PlanContent) -> Record:
    """What the plan says of itself."""
    rounds = content.plan.rounds
    return {
        "fund": content.plan.fund,
        "language": content.plan.language,
        "period": {"start": int(rounds[0][-4:]), "end": int(rounds[-1][-4:])},
    }


def fold_spaces(value: Any) -> Any:
    """The value with NFC texts and single spaces: all that is forgiven everywhere."""
    match value:
        case str():
            return " ".join(unicodedata.normalize("NFC", value).split())
        case list():
            return [fold_spaces(item) for item in value]
        case dict():
            return {key: fold_spaces(item) for key, item in value.items()}
    return value


def other_cards(content: PlanContent, variation: LayoutVariation) -> list[Record]:
    """The cards as they may be read as well, in the same order.

    Where items stand no further apart than lines, an item without a mark reads as the end of the
    one above it, when that one's last line is full.
    """
    cards = expected_cards(content)
    if variation.item_space:
        return cards
    for card, source in zip(cards, content.plan.cards, strict=True):
        activities = source.eligible_activities
        if activities and activities.unmarked:
            items: list[str] = []
            for at, item in enumerate(activities.items):
                if at in activities.unmarked and items:
                    items[-1] = f"{items[-1]} {item}"
                else:
                    items.append(item)
            card["eligible_activities"] = {"intro": activities.intro, "items": items}
    return cards


def fold_breaks(value: Any, variation: LayoutVariation) -> Any:
    """The value without hyphens inside words, where the page may break words.

    A hyphen at a line's end is the typesetter's or the word's own ("check-" / "lists"). Only what
    else the document writes can tell; a plan that writes the word once does not.
    """
    if not variation.hyphenate:
        return value
    match value:
        case str():
            return _OWN_OR_BROKEN.sub("", value)
        case list():
            return [fold_breaks(item, variation) for item in value]
        case dict():
            return {key: fold_breaks(item, variation) for key, item in value.items()}
    return value


def fold_open_readings(field: str, value: Any, variation: LayoutVariation) -> Any:
    """The value of a field without what this page leaves open.

    Without space or indent between paragraphs only a short last line shows where one ends. Where
    the last line is full, two conditions, or two notes, are one on the page: they compare joined.
    """
    if variation.paragraphs is Paragraphs.UNMARKED:
        if field == "conditions":
            return " ".join(value)
        if field == "result_targets" and value:
            return {**value, "notes": " ".join(value["notes"])}
    return value

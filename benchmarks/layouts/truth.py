"""What the extraction must find, and where the page leaves two readings open."""

from __future__ import annotations

import unicodedata
from typing import Any

from benchmarks.layouts.content import PlanContent
from benchmarks.layouts.variation import LayoutVariation, Paragraphs
from samples.planbuild.truth import Record, card_records


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

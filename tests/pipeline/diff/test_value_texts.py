"""Values of a change in full, in the words of a language or of the plan."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from pipeline.diff.card_fields import card_to_values
from pipeline.diff.value_texts import card_to_named_values, value_to_lines
from schemas.impact import find_sentences
from tests.cards import a_card

LONG = "A sentence that goes on, " * 20


@pytest.mark.parametrize(
    ("field", "value", "lines"),
    [
        ("goal", LONG, [(LONG, True)]),
        ("goal", "One.\nTwo.", [("One.", True), ("Two.", True)]),
        ("goal", None, []),
        ("support_rate.base_percent", 75, [("75 %", False)]),
        ("support_rate.raised", {"percent": 90, "condition": "If so."},
         [("90 %", False), ("If so.", True)]),
        ("indicators.output", {"code": "O.1.2", "text": "Number", "parent": None},
         [("O.1.2", False), ("Number", True)]),
        ("call_timing.rounds", {"season": "spring", "year": 2027}, [("spring 2027", False)]),
        ("beneficiaries.categories", "ngo", [("third-sector organisations (NGOs)", False)]),
        ("coordination.funds", ["BMVI", "ESF+"], [("BMVI", False), ("ESF+", False)]),
        ("amount", "1400000.00", [("1,400,000.00 EUR", False)]),
        ("open", False, [("closed", False)]),
        ("rows", {"kind": "measure", "code": "1A3", "label": "Boats", "cells": [{"open": True}]},
         [("1A3", False), ("Boats", True)]),
    ],
)  # fmt: skip
def test_a_value_in_full(field: str, value: JsonValue, lines: list[tuple[str, bool]]) -> None:
    found = value_to_lines(value, field, find_sentences("en"))
    assert [(line.text, line.of_plan) for line in found] == lines


def test_a_whole_card_has_its_values_under_their_names() -> None:
    card = a_card("1A1", conditions=["Only at night."])
    named = card_to_named_values(dict(card_to_values(card)), find_sentences("en"))
    told = {value.label: [line.text for line in value.lines] for value in named}
    assert told["title"] == [card.title]
    assert told["support rate"] == ["75 %"]
    assert told["conditions"] == ["Only at night."]
    assert told["eligible activities"] == [
        "train night staff", "furnish rooms for families", "translate the house rules",
    ]  # fmt: skip
    assert "target group" not in told

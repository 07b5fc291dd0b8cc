"""Values that people set, and what became of them in the next version."""

from __future__ import annotations

import datetime

import pytest
from pydantic import JsonValue

from pipeline.corrections.applying import Correction, correct_cards
from pipeline.corrections.entries import Override
from pipeline.corrections.restoring import restore_extracted
from schemas.record import FieldSource, MeasureCard
from tests.cards import a_card

TEXT = "0123456789abcdef"
"""Stands for the text that the support rate was read from."""

CARD = a_card("1A1")
SOURCES = [
    FieldSource(card_id="1A1", field="support_rate", fingerprint=TEXT),
    FieldSource(card_id="1A1", field="*", fingerprint="whole"),
    FieldSource(card_id="1A2", field="*", fingerprint="another"),
]
RATE = "/support_rate/base_percent"


def override(
    path: str = RATE, value: JsonValue = 90, *, card_id: str = "1A1", source: str = TEXT
) -> Override:
    return Override(
        plan_id="fi-amif-2027-2028",
        card_id=card_id,
        path=path,
        value=value,
        source=source,
        name="Anna Example",
        date=datetime.date(2026, 11, 24),
        reason="The rate stands in the heading",
    )


def correct(*overrides: Override, sources: list[FieldSource] | None = None) -> Correction:
    return correct_cards([CARD, a_card("1A2", "interpreters")], sources or SOURCES, overrides)


def messages(correction: Correction) -> list[str]:
    assert {finding.code for finding in correction.findings} <= {"correction-not-applied"}
    return [finding.message.split(";")[0] for finding in correction.findings]


def test_a_correction_that_applies() -> None:
    made = correct(override())
    card = made.cards[0]
    assert (made.findings, card.support_rate.base_percent) == ([], 90)
    (mark,) = card.corrected
    assert (mark.path, mark.extracted, mark.name, mark.date) == (
        RATE, "75", "Anna Example", "2026-11-24",
    )  # fmt: skip
    assert made.cards[1] == a_card("1A2", "interpreters")


def test_a_correction_is_stale_when_the_text_is_another_one() -> None:
    made = correct(override(source="text of the version before"))
    assert made.cards[0] == CARD
    assert messages(made) == [f"{RATE} was corrected, but the plan's text is another one now"]


def test_corrections_that_contradict_each_other_are_both_left_out() -> None:
    made = correct(override(value=90), override(value=100))
    assert made.cards[0] == CARD
    assert set(messages(made)) == {f"{RATE} is corrected twice, to different values"}


def test_the_same_correction_twice_is_no_conflict() -> None:
    made = correct(override(), override())
    assert (made.findings, made.cards[0].support_rate.base_percent) == ([], 90)
    assert [mark.extracted for mark in made.cards[0].corrected] == ["75"]


def test_a_value_and_what_holds_it_are_not_corrected_both() -> None:
    whole = override("/support_rate", {"base_percent": 80, "raised": []})
    made = correct(override(), whole)
    assert made.cards[0] == CARD
    assert messages(made) == [
        f"{RATE} is corrected, and so is /support_rate",
        f"/support_rate is corrected, and so is {RATE}",
    ]


def test_a_stale_correction_needs_no_word_when_there_is_a_new_one() -> None:
    made = correct(override(value=80, source="text of the version before"), override(value=90))
    assert (made.findings, made.cards[0].support_rate.base_percent) == ([], 90)


@pytest.mark.parametrize(
    ("path", "value", "why"),
    [
        ("/support_rate/percent", 90, "was corrected, but the card has no such value"),
        ("/support_rate/raised/3/percent", 90, "was corrected, but the card has no such value"),
        ("/support_rate", 90, f"cannot be 90: correct what it holds, {RATE}, /support_rate/raised"),
        (RATE, -1, "cannot be -1: support_rate.base_percent: "),
        ("/card_id", "1B1", "cannot be corrected: it says which card it is, or what was read"),
    ],
)
def test_a_path_or_value_that_no_card_can_have(path: str, value: JsonValue, why: str) -> None:
    source = TEXT if path.startswith("/support") else "whole"
    made = correct(override(path, value, source=source))
    assert made.cards[0] == CARD
    (message,) = messages(made)
    assert message.startswith(f"{path} {why}")


def test_a_card_that_is_gone() -> None:
    made = correct(override(card_id="9Z9", source="gone"))
    assert messages(made) == [f"{RATE} was corrected, but the plan has no such card now"]


def test_a_correction_follows_its_card_to_another_number() -> None:
    renumbered = [FieldSource(card_id="1A2", field="support_rate", fingerprint=TEXT)]
    made = correct(override(), sources=renumbered)
    assert made.findings == []
    assert [card.support_rate.base_percent for card in made.cards] == [75, 90]


def test_a_value_that_was_not_read_is_bound_to_the_whole_card() -> None:
    made = correct(override("/target_group", "Children.", source="whole"))
    assert made.cards[0].target_group == "Children."


def test_a_list_is_set_as_a_whole() -> None:
    path = "/beneficiaries/categories"
    made = correct(override(path, ["municipality", "ngo"], source="whole"))
    assert made.cards[0].beneficiaries.categories == ["municipality", "ngo"]


@pytest.mark.parametrize(
    ("path", "value"),
    [(RATE, 90), ("/goal", "Another aim."), ("/beneficiaries/categories", []), ("/start", None)],
)
def test_what_was_read_can_be_had_back(path: str, value: JsonValue) -> None:
    source = TEXT if path == RATE else "whole"
    made: MeasureCard = correct(override(path, value, source=source)).cards[0]
    assert made.corrected
    assert restore_extracted(made) == CARD

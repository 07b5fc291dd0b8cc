"""A card whose title is not printed is not in the record, and a finding says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.run import extract_plan
from pipeline.translating import translate
from schemas.record import Finding
from tests.drawing import Block, draw

ROWS: list[Block] = [
    ("Clerks type every name twice.",),
    ("Support", "75 %"),
    ("Possible beneficiaries", "The police."),
    ("Call timing", "Spring 2027"),
]
CARD: list[Block] = [("**Measure 1A2 Clean registers",), *ROWS]


def find(*pages: list[Block]) -> list[Finding]:
    plan = extract_plan(Path("drawn.pdf"), read=lambda *_: draw(*pages))
    assert [card.card_id for card in plan.cards] == ["1A2"]
    return [finding for finding in plan.findings if finding.code == "card-without-title"]


def test_rows_of_a_card_above_the_first_title_are_a_warning() -> None:
    (finding,) = find(ROWS, CARD)
    assert (finding.level, finding.card_id) == ("warning", None)
    assert finding.message == (
        'The rows from "Support" on page 1 to "Call timing" look like those of a card, '
        "but no title stands above them; they are not in the record"
    )
    assert {place.page for place in finding.evidence} == {1}
    assert translate(finding, "sv").message.startswith("Raderna från ”Support” på sida 1 till")


@pytest.mark.parametrize(
    "before",
    [
        ["# 1 Measure cards", "Each card says who may apply and what support is given."],
        ["# 1 Measure cards", "Support", "75 % of the costs.", "Call timing", "See the calls."],
    ],
    ids=["prose", "too few labels"],
)
def test_a_chapter_about_cards_is_none(before: list[Block]) -> None:
    assert find(before, CARD) == []


def test_a_plan_whose_cards_have_titles_has_none() -> None:
    assert find(CARD) == []

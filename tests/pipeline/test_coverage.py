"""The ledger accounts for every character between the first card and the last."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.run import extract_plan
from schemas.record import Coverage, Plan
from tests.drawing import draw

CARD = """\
Measure 1A1 Clean registers
Clerks type every name twice, and the second spelling wins.
The aim is one register in which each person stands once.
Support may be given to projects that:
• remove duplicates
• train clerks
Support
75 %
Possible beneficiaries
The police and Customs.
Call timing
Spring 2027
"""
HEADINGS = "Specific objective 1: Information\nImplementation measure 1A: Registers\n"


def count(text: str) -> int:
    """Characters of a text, white space left out."""
    return len("".join(text.split()))


def assert_adds_up(ledger: Coverage) -> None:
    parts = (ledger.field, ledger.label, ledger.heading, ledger.furniture, ledger.leftover)
    assert sum(parts) == ledger.characters
    assert min(parts) >= 0
    assert sum(count(left.text) for left in ledger.leftovers) == ledger.leftover


def test_every_character_of_a_card_is_counted_once(read_text: Callable[..., Plan]) -> None:
    ledger = read_text(CARD).coverage
    assert_adds_up(ledger)
    assert ledger.characters == count(CARD)
    assert ledger.label == count("Support Possible beneficiaries Call timing")
    assert ledger.furniture == len("••")
    assert ledger.field == ledger.characters - ledger.label - ledger.furniture
    assert ledger.heading == ledger.leftover == 0
    assert ledger.leftovers == []


def test_text_before_the_first_card_is_not_counted(read_text: Callable[..., Plan]) -> None:
    plan = read_text("1. Introduction\nIt was a dark and stormy night.\n" + HEADINGS + CARD)
    assert len(plan.objectives) == 1
    assert plan.coverage == read_text(CARD).coverage


def test_headings_between_cards_are_counted(read_text: Callable[..., Plan]) -> None:
    headings = HEADINGS.replace("1A", "2A").replace("1:", "2:")
    second = CARD.replace("1A1", "2A1")
    ledger = read_text(CARD + headings + second).coverage
    assert_adds_up(ledger)
    assert ledger.characters == count(CARD + headings + second)
    assert ledger.heading == count(headings)
    assert ledger.leftover == 0


def test_page_numbers_and_repeated_titles_are_furniture(read_text: Callable[..., Plan]) -> None:
    title, rest = CARD.split("\n", 1)
    cut = rest.index("Possible")
    text = f"{title}\n{rest[:cut]}\n12 / 40\n\n{title}\n{rest[cut:]}"
    plan = read_text(text)
    assert len(plan.cards) == 1
    assert_adds_up(plan.coverage)
    assert plan.coverage.characters == count(text)
    assert plan.coverage.furniture == count(title) + count("12 / 40") + len("••")
    assert plan.coverage.leftover == 0


def test_text_that_no_rule_takes_is_left_over(read_text: Callable[..., Plan]) -> None:
    text = CARD.replace("75 %", "75 % Buses run late.") + CARD.replace("1A1", "1A2").replace(
        "75 %", "75 % Ships do not."
    )
    ledger = read_text(text).coverage
    assert_adds_up(ledger)
    assert ledger.characters == count(text)
    assert [(left.text, left.line) for left in ledger.leftovers] == [
        ("Buses run late.", 8), ("Ships do not.", 20)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name", ["amif-2027-2028.sv.pdf", "isf-2027-2028.fi.pdf", "bmvi-2027-2028.en.pdf"]
)
def test_the_ledger_of_a_sample_adds_up(name: str, extracted: Callable[[str], Plan]) -> None:
    plan = extracted(name)
    assert_adds_up(plan.coverage)
    texts = sum(count(card.background or "") + count(card.goal or "") for card in plan.cards)
    assert plan.coverage.field > texts > 1000
    assert plan.coverage.label > 100
    assert plan.coverage.heading > 50
    assert plan.coverage.furniture > 20


def test_a_call_table_on_a_cards_page_is_no_leftover() -> None:
    caption = "Tabell 2: medel inom det specifika målet 1 Asyl"
    header = ("Åtgärder", "VÅREN\n2027", "HÖSTEN\n2027")
    card = [("Åtgärd 1A1 Prövning",), ("Understöd", "75 %"), ("Ansökningstid", "Våren 2027")]
    document = draw(
        [caption, header, ("1A1 Prövning", "x", "")],
        [header, ("Totalt", "500 €", ""), "Ett löst ord.", *card],
    )
    plan = extract_plan(Path("drawn.pdf"), read=lambda *_: document)
    assert [len(table.rows) for table in plan.funding.calls] == [2]
    assert [left.text for left in plan.coverage.leftovers] == ["Ett löst ord."]
    assert plan.coverage.furniture == count(" ".join(header))
    assert_adds_up(plan.coverage)


def test_a_card_that_was_not_found_is_left_over() -> None:
    rows = [("Understöd", "75 %"), ("Ansökningstid", "Våren 2027")]
    document = draw([("**Åtgärd 1A1 Prövning",), *rows, "# Bilaga"], ["# Åtgärd X", *rows])
    plan = extract_plan(Path("drawn.pdf"), read=lambda *_: document)
    assert [card.card_id for card in plan.cards] == ["1A1"]
    left = [left.text for left in plan.coverage.leftovers if left.page == 2]
    assert left == ["Understöd 75 %", "Ansökningstid Våren 2027"]
    assert_adds_up(plan.coverage)

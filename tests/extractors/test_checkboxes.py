"""Options whose box is not checked do not hold, and a finding tells them."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.lines import document_to_lines
from pipeline.run import extract_plan
from pipeline.translating import translate
from tests.drawing import Block, draw, line_texts


def split(*blocks: Block) -> tuple[list[str], list[str]]:
    """The texts of the lines that stay, and of the options that are not chosen."""
    lines = document_to_lines(draw(blocks))
    kept = [line for line in lines if line.role == "text"]
    return line_texts(kept), [line.text for line in lines if line.role == "unchecked"]


@pytest.mark.parametrize(
    ("cell", "kept", "unchecked"),
    [
        ("☒ 75 % ☐ 90 % ☐ 100 %", ["☒ 75 %"], ["☐ 90 %", "☐ 100 %"]),
        ("☐ 75 % ☑ 90 %\nOf the costs.", ["90 %", "Of the costs."], ["☐ 75 %"]),
        (
            "☒\tTowns\n☐\tParishes and\n\tother churches",
            ["☒ Towns"],
            ["☐ Parishes and", "other churches"],
        ),
    ],
    ids=["in a row", "the first one is not", "goes on below"],
)
def test_what_is_not_checked_is_set_aside(cell: str, kept: list[str], unchecked: list[str]) -> None:
    assert split(("Support", cell)) == (["Support", *kept], unchecked)


def test_empty_boxes_alone_are_bullets() -> None:
    assert split("☐ Towns\n☐ Parishes") == (["☐ Towns", "☐ Parishes"], [])


def test_an_option_that_is_not_chosen_is_no_value_and_a_note_tells_it() -> None:
    card: list[Block] = [
        "**Measure 1A2 Clean registers",
        "Clerks type every name twice.",
        ("Support", "☐ 60 % ☒ 75 %"),
        ("Possible beneficiaries", "☒ The police\n☐ Towns"),
        ("Call timing", "Spring 2027"),
    ]
    plan = extract_plan(Path("drawn.pdf"), read=lambda *_: draw(card))
    (found,) = plan.cards
    assert found.support_rate.base_percent == 75
    assert found.beneficiaries.text == "The police"
    (finding,) = (finding for finding in plan.findings if finding.code == "option-not-chosen")
    assert finding.message == (
        'Boxes on page 1 that are not checked, and not in the record: "☐ 60 %" and "☐ Towns"'
    )
    assert (finding.level, len(finding.evidence)) == ("note", 2)
    assert translate(finding, "sv").message == (
        "Rutor utan kryss på sida 1, inte lästa: ”☐ 60 %” och ”☐ Towns”"
    )

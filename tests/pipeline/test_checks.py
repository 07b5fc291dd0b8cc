"""What a person should know about an extraction is a finding, with its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.run import extract_plan
from schemas.record import Finding, Plan
from schemas.stages import Document, FailedPage
from tests.drawing import draw

CARD = """\
Measure {code} {title}
Clerks type every name twice, and the second spelling wins.
The aim is one register in which each person stands once.
Support
75 %{after_rate}
Possible beneficiaries
The police and Customs.
Coordination with other EU funding
N/A
Indicators that apply
O.1.1 Number of participants in training
Call timing
Spring 2027
"""


def card(code: str = "1A1", title: str = "Clean registers", after_rate: str = "") -> str:
    return CARD.format(code=code, title=title, after_rate=after_rate)


def rows(code: str = "1A1", *more: tuple[str, str]) -> list[str | tuple[str, ...]]:
    """A card as ruled rows of a page."""
    return [
        (f"**Measure {code} Clean registers",),
        ("Clerks type every name twice.",),
        ("Support", "75 %"),
        ("Possible beneficiaries", "The police."),
        *more,
        ("Call timing", "Spring 2027"),
    ]


def extract_drawn(document: Document) -> Plan:
    return extract_plan(Path("drawn.pdf"), read=lambda *_: document)


def findings(plan: Plan, code: str) -> list[Finding]:
    return [finding for finding in plan.findings if finding.code == code]


def test_a_clean_plan_has_no_finding(read_text: Callable[..., Plan]) -> None:
    plan = read_text(card() + card("1A2", "Fast answers"))
    assert [found.card_id for found in plan.cards] == ["1A1", "1A2"]
    assert plan.findings == []


def test_a_clean_drawn_plan_has_no_finding() -> None:
    plan = extract_drawn(draw(rows()))
    assert [found.card_id for found in plan.cards] == ["1A1"]
    assert plan.findings == []


def test_text_left_over_is_a_warning_with_its_place(read_text: Callable[..., Plan]) -> None:
    plan = read_text(card() + card("1A2", after_rate=" Buses run late."))
    (finding,) = findings(plan, "leftover-text")
    assert finding.level == "warning"
    assert "Buses run late." in finding.message
    assert [place.line for place in finding.evidence] == [18]
    assert plan.coverage.leftovers[0].text == "Buses run late."


def test_text_left_over_on_two_lines_points_to_both(read_text: Callable[..., Plan]) -> None:
    plan = read_text(card(after_rate=" Buses run late.\nNobody minds."))
    (finding,) = findings(plan, "leftover-text")
    assert [place.line for place in finding.evidence] == [5, 6]


def test_an_unknown_label_is_a_warning_of_its_card() -> None:
    plan = extract_drawn(draw(rows("1A1"), rows("1A2", ("Favourite colour", "A light blue"))))
    assert [found.card_id for found in plan.cards] == ["1A1", "1A2"]
    (finding,) = findings(plan, "unknown-label")
    assert (finding.level, finding.card_id) == ("warning", "1A2")
    assert "Favourite colour" in finding.message
    assert [place.page for place in finding.evidence] == [2]


def test_the_row_of_an_unknown_label_is_left_over() -> None:
    plan = extract_drawn(draw(rows("1A1", ("Favourite colour", "A light blue"))))
    text = " ".join(finding.message for finding in findings(plan, "leftover-text"))
    assert "Favourite colour" in text
    assert "A light blue" in text
    (found,) = plan.cards
    assert "blue" not in found.model_dump_json()


def test_two_cards_with_one_code_are_an_error(read_text: Callable[..., Plan]) -> None:
    plan = read_text(card() + card("1A2") + card(title="Fast boats"))
    assert [found.card_id for found in plan.cards] == ["1A1", "1A2", "1A1-2"]
    (finding,) = findings(plan, "duplicate-card")
    assert (finding.level, finding.card_id, finding.field) == ("error", "1A1-2", "code")
    assert '"Clean registers" and "Fast boats"' in finding.message
    assert [place.line for place in finding.evidence] == [1, 27]


def test_a_page_without_text_is_a_note() -> None:
    plan = extract_drawn(draw(rows("1A1"), [], rows("1A2")))
    assert len(plan.cards) == 2
    (finding,) = plan.findings
    assert (finding.code, finding.level) == ("page-without-text", "note")
    assert [place.page for place in finding.evidence] == [2]


EMPTY_CONTENT = {
    "nothing": b"",
    "a clip, as LibreOffice leaves it": b"0.1 w q 0 0 595 842 re W* n Q",
    "empty text": b"BT /F1 11 Tf 50 780 Td () Tj ET",
}


@pytest.mark.parametrize(
    "content",
    [pytest.param(content, id=name) for name, content in EMPTY_CONTENT.items()],
)
def test_a_blank_page_of_a_pdf_is_a_note(content: bytes, write_pdf: Callable[..., Path]) -> None:
    lines = card().splitlines()
    plan = extract_plan(write_pdf("plan.pdf", lines, content))
    assert [found.card_id for found in plan.cards] == ["1A1"]
    (finding,) = plan.findings
    assert (finding.code, finding.level) == ("page-without-text", "note")
    assert plan.plan.status == "complete"


def test_a_page_that_cannot_be_read_is_an_error_and_the_plan_partial() -> None:
    drawn = draw(rows("1A1"), rows("1A2"))
    document = Document(
        drawn.source, drawn.reader, drawn.pages[:1], (FailedPage(2, "damaged stream"),)
    )
    plan = extract_drawn(document)
    (finding,) = plan.findings
    assert (finding.code, finding.level) == ("page-without-text", "error")
    assert "damaged stream" in finding.message
    assert [place.page for place in finding.evidence] == [2]
    assert plan.plan.status == "partial"
    assert plan.plan.source.failed_pages == [2]


def test_a_text_has_no_pages_without_text(read_text: Callable[..., Plan]) -> None:
    plan = read_text(card() + "See above.\n\f\f" + card("1A2", "Fast answers"))
    assert len(plan.cards) == 2
    assert plan.findings == []


def test_a_value_that_ends_several_pages_of_a_text_is_no_running_foot(
    read_text: Callable[..., Plan],
) -> None:
    plan = read_text(card() + "\f" + card("1A2", "Fast answers"))
    assert [found.call_timing.text for found in plan.cards] == ["Spring 2027", "Spring 2027"]


def test_a_title_that_opens_several_pages_of_a_text_is_no_running_head(
    read_text: Callable[..., Plan],
) -> None:
    plan = read_text(card() + "See above.\n\f" + card("1A2"))
    assert [found.card_id for found in plan.cards] == ["1A1", "1A2"]


@pytest.mark.parametrize(
    "calls",
    ["Call timing Spring 2027", "Call timing\nSpring 2027"],
)
def test_a_card_whose_end_stands_in_the_next_card_is_repaired_and_noted(
    calls: str, read_text: Callable[..., Plan]
) -> None:
    tail = f"Indicators that apply\nO.1.1 Number of participants in training\n{calls}\n"
    first, second = (
        text.replace("Call timing\nSpring 2027", calls)
        for text in (card(), card("1A2", "Fast answers"))
    )
    title, rest = second.split("\n", 1)
    plan = read_text(f"{first.removesuffix(tail)}{title}\n{tail}{rest}")
    assert [[i.code for i in found.indicators.output] for found in plan.cards] == [["O.1.1"]] * 2
    assert [found.call_timing.text for found in plan.cards] == ["Spring 2027"] * 2
    assert [found.background for found in plan.cards] == [
        "Clerks type every name twice, and the second spelling wins."
    ] * 2
    (finding,) = plan.findings
    assert (finding.code, finding.level, finding.card_id) == ("text-order-repaired", "note", "1A1")
    moved = range(11, 11 + len(tail.splitlines()))
    assert [place.line for place in finding.evidence] == list(moved)

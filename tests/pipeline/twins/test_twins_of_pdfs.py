"""A plan typeset in two languages: no disagreement, and every planted one is found, alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.contradictions.manuscript import Manuscript, PrintedRow, plan_to_manuscript
from pipeline.twins import compare_twins
from samples.planbuild.source import Card
from schemas.record import Plan
from schemas.twins import TwinDifference
from tests.pipeline.twins.editions import REPORTLAB, extract_edition, load_edition

Edit = Callable[[Manuscript], Manuscript]
Told = tuple[str, str | None, str]
"""Kind, card and field of a disagreement."""

pytestmark = pytest.mark.skipif(not REPORTLAB.is_installed(), reason="the fonts are not installed")


@pytest.fixture(scope="module")
def swedish(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    path = tmp_path_factory.mktemp("twins") / "plan.sv.pdf"
    return extract_edition(plan_to_manuscript(load_edition("sv")), path)


@pytest.fixture
def compare(swedish: Plan, tmp_path: Path) -> Callable[[Edit], list[TwinDifference]]:
    """The disagreements with the Finnish edition after an edit."""

    def run(edit: Edit) -> list[TwinDifference]:
        finnish = edit(plan_to_manuscript(load_edition("fi")))
        return compare_twins(
            swedish, extract_edition(finnish, tmp_path / "plan.fi.pdf")
        ).differences

    return run


def on_card(card_id: str, **values: object) -> Edit:
    """Other values of a card; the tables stay as they are."""

    def edit(manuscript: Manuscript) -> Manuscript:
        cards = [
            Card.model_validate({**card.model_dump(), **values})
            if card.card_id == card_id
            else card
            for card in manuscript.plan.cards
        ]
        return replace(manuscript, plan=manuscript.plan.model_copy(update={"cards": cards}))

    return edit


def in_text(card_id: str, old: str, new: str) -> Edit:
    """Another wording somewhere in a card."""

    def edit(manuscript: Manuscript) -> Manuscript:
        (card,) = [card for card in manuscript.plan.cards if card.card_id == card_id]
        assert old in card.model_dump_json()
        values = replace_text(card.model_dump(), old, new)
        return on_card(card_id, **values)(manuscript)

    return edit


def replace_text(value: Any, old: str, new: str) -> Any:
    match value:
        case str():
            return value.replace(old, new)
        case list():
            return [replace_text(item, old, new) for item in value]
        case dict():
            return {key: replace_text(item, old, new) for key, item in value.items()}
    return value


def without_card(card_id: str) -> Edit:
    def edit(manuscript: Manuscript) -> Manuscript:
        cards = [card for card in manuscript.plan.cards if card.card_id != card_id]
        return replace(manuscript, plan=manuscript.plan.model_copy(update={"cards": cards}))

    return edit


def in_funding(name: str, amount: str) -> Edit:
    def edit(manuscript: Manuscript) -> Manuscript:
        row = replace(manuscript.funding.find(name), cells=(amount,))
        return replace(manuscript, funding=manuscript.funding.with_row(row))

    return edit


def in_calls(objective: int, name: str, change: Callable[[PrintedRow], PrintedRow | None]) -> Edit:
    def edit(manuscript: Manuscript) -> Manuscript:
        table = manuscript.calls[objective]
        row = change(table.find(name))
        return manuscript.with_calls(objective, table.with_row(row) if row else table.without(name))

    return edit


def without_calls(manuscript: Manuscript) -> Manuscript:
    return replace(manuscript, calls={1: manuscript.calls[1]})


def cell(at: int, text: str) -> Callable[[PrintedRow], PrintedRow]:
    return lambda row: replace(row, cells=(*row.cells[:at], text, *row.cells[at + 1 :]))


def items(*texts: str) -> dict[str, object]:
    intro = "Avustusta voidaan myöntää hankkeisiin, joissa esimerkiksi:"
    return {"intro": intro, "items": list(texts)}


CONDITION = "Avustusta voidaan korottaa 85 prosenttiin paikallisten viranomaisten toimissa."
ACTIVITIES = "eligible_activities.items"
NONE_PLANNED = "Ei suunniteltuja hakuja 2027–2028"
FUNDING, CALLS = "funding table", "call table of objective"

PLANTS: dict[str, tuple[Edit, Told]] = {
    "number": (in_text("1A1", "12 500", "12 600"), ("number", "1A1", "background")),
    "decimal": (in_text("1A1", "1,5 tuntia", "15 tuntia"), ("number", "1A1", "background")),
    "month": (in_text("1A1", "1.3.2026", "1.4.2026"), ("number", "1A1", "background")),
    "millions": (in_text("1A1", "1,2 milj", "1,3 milj"), ("number", "1A1", "background")),
    "code in a text": (in_text("1A1", "1A2", "1A3"), ("number", "1A1", "background")),
    "percentage": (in_text("1A1", "95 %", "85 %"), ("number", "1A1", "goal")),
    "age": (in_text("1A1", "12-vuot", "13-vuot"), ("number", "1A1", "target_group")),
    "condition": (in_text("1A1", "18 kuu", "24 kuu"), ("number", "1A1", "conditions")),
    "number in an item": (in_text("1A1", "koulutetaan 40", "koulutetaan 45"),
                          ("number", "1A1", ACTIVITIES)),
    "year in a target": (in_text("1A1", "2028 loppuun", "2029 loppuun"),
                         ("number", "1A1", "result_targets.items")),
    "day in a note": (in_text("1A1", "31. tammi", "30. tammi"),
                      ("number", "1A1", "result_targets.notes")),
    "age in a condition": (in_text("1A1", "18-vuot", "16-vuot"),
                           ("number", "1A1", "support_rate.raised")),
    "start": (in_text("1A1", "1.9.2027", "1.10.2027"), ("number", "1A1", "start.text")),
    "base rate": (on_card("1A2", support_rate={"base_percent": 70, "raised": []}),
                  ("rate", "1A2", "support_rate.base_percent")),
    "raised rate": (
        on_card("2A1", support_rate={"base_percent": 75,
                                     "raised": [{"percent": 85, "condition": CONDITION}]}),
        ("rate", "2A1", "support_rate.raised")),
    "no raised rate": (on_card("2A1", support_rate={"base_percent": 75, "raised": []}),
                       ("count", "2A1", "support_rate.raised")),
    "round": (on_card("1A2", call_timing={"status": "planned", "text": "Syksy 2027",
                                          "rounds": ["autumn 2027"]}),
              ("round", "1A2", "call_timing.rounds")),
    "no call": (on_card("1A2", call_timing={"status": "none_planned", "text": NONE_PLANNED,
                                            "rounds": []}),
                ("status", "1A2", "call_timing.status")),
    "an item less": (on_card("2A1", eligible_activities=items("koulutetaan 60 ohjaajaa")),
                     ("count", "2A1", ACTIVITIES)),
    "an item with a number less": (
        on_card("2A1", eligible_activities=items("kirjoitetaan tuntisuunnitelmia työpaikalla")),
        ("count", "2A1", ACTIVITIES)),
    "a target more": (
        on_card("1A2", result_targets={"items": [
            "rekisterissä on vähintään 250 tulkkia ja 30 kieltä", "tulkki vastaa 5 minuutissa"]}),
        ("count", "1A2", "result_targets.items")),
    "no condition": (on_card("1A1", conditions_before=[]), ("count", "1A1", "conditions")),
    "indicator": (in_text("1A1", "O.1.2", "O.1.3"), ("indicator", "1A1", "indicators.output")),
    "an indicator less": (on_card("2A1", indicators={"output": [
        "O.2.3 Tukea saaneiden osallistujien määrä"]}),
        ("indicator", "2A1", "indicators.result")),
    "no statement on indicators": (on_card("1A2", indicators={}),
                                   ("status", "1A2", "indicators.status")),
    "category": (in_text("2A1", "yritykset", "järjestöt"),
                 ("category", "2A1", "beneficiaries.categories")),
    "no coordination": (on_card("1A1", coordination={"status": "not_applicable", "text": "N/A"}),
                        ("status", "1A1", "coordination.status")),
    "fund": (in_text("1A1", "sosiaalirahasto plussasta (ESR+)", "aluekehitysrahastosta (EAKR)"),
             ("fund", "1A1", "coordination.funds")),
    "no target group": (on_card("1A1", target_group=None), ("presence", "1A1", "target_group")),
    "no start": (on_card("1A1", start=None), ("presence", "1A1", "start")),
    "another code": (on_card("1A2", code="1A4"), ("code", "1A2", "card_id")),
    "no card": (without_card("1A2"), ("card", "1A2", "card")),
    "allocation": (in_funding("1/0", "2 345 678,91 €"),
                   ("amount", None, f"{FUNDING}, objective 1, project (Projektunderstöd)")),
    "total": (in_funding("2", "1 250 001,50 €"), ("amount", None, f"{FUNDING}, objective 2")),
    "grand total": (in_funding("total", "3 995 679,41 €"), ("amount", None, f"{FUNDING}, total")),
    "amount of a call": (in_calls(1, "1A", cell(1, "800 000,60 €")),
                         ("amount", None, f"{CALLS} 1, 1A, autumn 2027")),
    "cross": (in_calls(1, "1A2", cell(0, "")), ("round", None, f"{CALLS} 1, 1A2, spring 2027")),
    "row": (in_calls(1, "1A2", lambda _: None), ("row", None, f"{CALLS} 1, 1A2")),
    "call table": (without_calls, ("row", None, f"{CALLS} 2")),
}  # fmt: skip
"""One disagreement of every kind, planted in the Finnish edition."""


def test_twins_do_not_disagree(compare: Callable[[Edit], list[TwinDifference]]) -> None:
    assert compare(lambda manuscript: manuscript) == []


@pytest.mark.parametrize("plant", PLANTS)
def test_a_planted_disagreement_is_found_alone(
    plant: str, compare: Callable[[Edit], list[TwinDifference]]
) -> None:
    edit, expected = PLANTS[plant]
    found = compare(edit)
    assert [(d.kind, d.card_id, d.field) for d in found] == [expected]
    (difference,) = found
    assert difference.evidence.first
    assert difference.evidence.second or difference.kind in ("card", "row")
    assert difference.message


def test_the_other_code_of_a_card_is_told(
    compare: Callable[[Edit], list[TwinDifference]],
) -> None:
    (found,) = compare(on_card("1A2", code="1A4"))
    assert (found.card_id, found.other_card_id) == ("1A2", "1A4")

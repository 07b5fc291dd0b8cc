"""Cards and call tables become one call per objective and round; nothing is invented."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from pipeline.calls import plan_to_calls, plans_to_calendar
from schemas.call_table import CALL_TABLE_SCHEMA, calls_to_table
from schemas.calls import PlannedCall
from schemas.calls_json import calls_json_schema, calls_schema_to_json, calls_to_json
from schemas.record import CallCell, CallRow, CallTable, Funding, MeasureCard, Plan, Round

SAMPLE = "amif-2027-2028.sv.pdf"
SCHEMA = Path(__file__).resolve().parents[3] / "schemas" / "calls.schema.json"

TEXT = """\
Measure 1A1 Clean registers
Clerks type every name twice, and the second spelling wins.
Support
75 %
Call timing
Autumn 2027
"""


@pytest.fixture
def plan(extracted: Callable[[str], Plan]) -> Plan:
    return extracted(SAMPLE)


def call_of(plan: Plan, objective: int | None, season: str, year: int) -> PlannedCall:
    (found,) = (
        call
        for call in plan_to_calls(plan)
        if (call.objective, call.season, call.year) == (objective, season, year)
    )
    return found


def with_table(plan: Plan, *rows: CallRow) -> Plan:
    """The plan with a single call table of objective 1, one round: autumn 2027."""
    autumn = Round(season="autumn", year=2027)
    table = CallTable(objective=1, table=2, rounds=[autumn], rows=list(rows))
    return plan.model_copy(update={"funding": Funding(allocations=[], calls=[table])})


def row(kind: str, code: str | None, *, is_open: bool, amount: str | None = None) -> CallRow:
    return CallRow.model_validate(
        {
            "kind": kind, "code": code, "label": kind,
            "cells": [CallCell(open=is_open, amount=amount)],
        }
    )  # fmt: skip


def test_a_call_has_what_the_article_names(plan: Plan) -> None:
    call = call_of(plan, 1, "autumn", 2027)
    assert (call.fund, call.geographical_area) == ("AMIF", "FI")
    assert call.objective_title == "Det gemensamma europeiska asylsystemet"
    assert (call.amount, call.amount_from) == ("3650000.00", "total")
    assert [one.code or one.card_id for one in call.opens] == [
        "1A", "1A1", "1A3", "1B", "1B1", "1-SA"
    ]  # fmt: skip
    assert call.applicants[:2] == ["authority.competent", "education"]
    assert call.applicant_names[0] == "behöriga myndigheter"


def test_a_season_is_never_made_into_a_date(plan: Plan) -> None:
    calls = list(plan_to_calls(plan))
    assert len(calls) > 5
    assert {(call.start_date, call.end_date) for call in calls} == {(None, None)}


def test_there_is_one_call_per_objective_and_round(plan: Plan) -> None:
    keys = [(call.objective, call.season, call.year) for call in plan_to_calls(plan)]
    assert len(keys) == len(set(keys))


def test_everything_that_opens_points_to_its_place(plan: Plan) -> None:
    for call in plan_to_calls(plan):
        assert call.opens
        assert all(one.places and all(p.bbox for p in one.places) for one in call.opens)
        assert call.places, "the total has a place"


def test_card_and_table_that_agree_are_said_by_both(plan: Plan) -> None:
    said = {one.card_id: one.said_by for one in call_of(plan, 1, "autumn", 2027).opens}
    assert said["1A1"] == "both"
    assert said[None] == "table", "an implementation measure has no card"


def first_card(plan: Plan) -> MeasureCard:
    return next(card for card in plan.cards if card.card_id == "1A1")


@pytest.mark.parametrize(
    ("is_open", "rounds", "expected"),
    [
        (True, [Round(season="autumn", year=2027)], ("both", False)),
        (False, [Round(season="autumn", year=2027)], ("card", True)),
        (True, [], ("table", True)),
    ],
)
def test_a_disagreement_is_marked(
    plan: Plan, is_open: bool, rounds: list[Round], expected: tuple[str, bool]
) -> None:
    card = first_card(plan)
    timing = card.call_timing.model_copy(update={"rounds": rounds})
    plan = plan.model_copy(update={"cards": [card.model_copy(update={"call_timing": timing})]})
    call = call_of(with_table(plan, row("measure", "1A1", is_open=is_open)), 1, "autumn", 2027)
    assert [(one.said_by, one.disputed) for one in call.opens] == [expected]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row("measure", "9Z9", is_open=True, amount="100.00")], ("100.00", "row")),
        ([row("measure", "9Z9", is_open=True, amount="100.00"),
          row("measure", "9Z8", is_open=True, amount="50.00")], (None, None)),
        ([row("measure", "9Z9", is_open=True, amount="100.00"),
          row("total", None, is_open=True, amount="120.00")], ("120.00", "total")),
        ([row("total", None, is_open=True, amount="100.00"),
          row("total", None, is_open=True, amount="90.00")], (None, None)),
    ],
    ids=["the only row", "rows are not added up", "the total as stated", "two totals"],
)  # fmt: skip
def test_the_amount_is_what_the_plan_states(
    plan: Plan, rows: list[CallRow], expected: tuple[str | None, str | None]
) -> None:
    call = call_of(with_table(plan.model_copy(update={"cards": []}), *rows), 1, "autumn", 2027)
    assert (call.amount, call.amount_from) == expected


def test_a_round_of_zeros_is_no_call(plan: Plan) -> None:
    closed = with_table(
        plan.model_copy(update={"cards": []}),
        row("measure", "9Z9", is_open=False),
        row("total", None, is_open=False, amount="0.00"),
    )
    assert list(plan_to_calls(closed)) == []


def test_a_cell_that_nothing_places_opens_nothing(plan: Plan) -> None:
    unknown = row("measure", "9Z9", is_open=True).model_copy(
        update={"cells": [CallCell(open=True, amount="5.00", placed="unknown")]}
    )
    assert list(plan_to_calls(with_table(plan.model_copy(update={"cards": []}), unknown))) == []


def test_a_card_alone_makes_a_call(read_text: Callable[..., Plan]) -> None:
    (call,) = plan_to_calls(read_text(TEXT))
    (opened,) = call.opens
    assert (call.season, call.year, call.objective, call.fund) == ("autumn", 2027, 1, None)
    assert (opened.card_id, opened.said_by, opened.disputed) == ("1A1", "card", False)
    assert [place.line for place in opened.places] == [6]


def test_calls_of_several_plans_stand_in_order_of_time(extracted: Callable[[str], Plan]) -> None:
    names = (SAMPLE, "isf-2027-2028.fi.pdf", "bmvi-2027-2028.en.pdf")
    calendar = plans_to_calendar(extracted(name) for name in names)
    assert [source.plan_id for source in calendar.sources] == [
        "fi-amif-2027-2028", "fi-isf-2027-2028", "fi-bmvi-2027-2028"
    ]  # fmt: skip
    seasons = ("winter", "spring", "summer", "autumn")
    times = [(call.year, seasons.index(call.season)) for call in calendar.calls]
    assert times == sorted(times)
    assert {call.fund for call in calendar.calls} == {"AMIF", "ISF", "BMVI"}


def test_the_document_is_as_its_schema_says(plan: Plan) -> None:
    document = json.loads(calls_to_json(plans_to_calendar([plan])))
    assert document["calls"]
    validator = jsonschema.Draft202012Validator(calls_json_schema())
    assert list(validator.iter_errors(document)) == []
    assert list(validator.iter_errors({**document, "calls": [{"season": "May"}]}))


def test_the_published_schema_is_that_of_the_code() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == calls_schema_to_json()


def test_the_table_says_in_a_row_what_the_document_says_of_a_call(plan: Plan) -> None:
    rows = calls_to_table(plans_to_calendar([plan])).to_pylist()
    (found,) = (r for r in rows if (r["objective"], r["season"], r["year"]) == (1, "autumn", 2027))
    assert str(found["amount"]) == "3650000.00"
    assert (found["base_percent_min"], found["base_percent_max"]) == (75, 90)
    assert (found["implementation_measures"], found["measures"]) == (
        "1A; 1B", "1A1; 1A3; 1B1; 1-SA"
    )  # fmt: skip
    assert found["disputed"] is None
    assert found["source_file"] == SAMPLE


def test_a_plan_without_calls_keeps_the_columns(plan: Plan) -> None:
    empty = plan.model_copy(update={"cards": [], "funding": Funding(allocations=[], calls=[])})
    table = calls_to_table(plans_to_calendar([empty]))
    assert table.num_rows == 0
    assert table.schema.equals(CALL_TABLE_SCHEMA, check_metadata=True)

"""Plans whose edits are known: every edit is told once, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from pipeline.diff import diff_plans
from pipeline.diff.applying import apply_changes
from pipeline.diff.card_fields import card_to_values
from schemas.changes import Change
from schemas.changes_json import diff_to_json
from schemas.record import Plan

PAIRS = [
    ("amif-2027-2028.sv.pdf", "amif-2027-2028_v2.sv.pdf"),
    ("amif-2025-2026.sv.pdf", "amif-2025-2026-amended.sv.pdf"),
]

every_pair = pytest.mark.parametrize(("old", "new"), PAIRS)


def load_edits(path: Path) -> set[tuple[str, str, str | None]]:
    edits = json.loads(path.with_suffix("").with_suffix(".sv.changes.json").read_text("utf-8"))
    return {(edit["change"], edit["card_id"], edit.get("field")) for edit in edits}


def to_edit(change: Change) -> tuple[str, str, str | None]:
    field = change.field.split(".")[0] if change.field else None
    return change.change, change.card_id, field


@every_pair
def test_every_edit_is_told_and_nothing_else(
    old: str, new: str, extracted: Callable[[str], Plan], plan_file: Callable[[str], Path]
) -> None:
    expected = load_edits(plan_file(new))
    assert len(expected) > 12
    changes = diff_plans(extracted(old), extracted(new)).changes
    assert {to_edit(change) for change in changes} == expected


@every_pair
def test_the_changes_lead_from_one_version_to_the_other(
    old: str, new: str, extracted: Callable[[str], Plan]
) -> None:
    before, after = extracted(old), extracted(new)
    made = apply_changes(before, diff_plans(before, after))
    assert made == [dict(card_to_values(card)) for card in after.cards]


@every_pair
def test_the_document_is_of_the_published_schema(
    old: str, new: str, extracted: Callable[[str], Plan], project: Path
) -> None:
    schema = json.loads((project / "schemas" / "diff.schema.json").read_text(encoding="utf-8"))
    document = json.loads(diff_to_json(diff_plans(extracted(old), extracted(new))))
    assert list(Draft202012Validator(schema).iter_errors(document)) == []


@every_pair
def test_every_change_points_to_its_places(
    old: str, new: str, extracted: Callable[[str], Plan]
) -> None:
    for change in diff_plans(extracted(old), extracted(new)).changes:
        assert change.evidence.old or change.old is None
        assert change.evidence.new or change.new is None


@pytest.mark.parametrize("name", [name for pair in PAIRS for name in pair])
def test_a_plan_does_not_differ_from_itself(name: str, extracted: Callable[[str], Plan]) -> None:
    diff = diff_plans(extracted(name), extracted(name))
    assert (diff.changes, diff.plan_changes, diff.unknown) == ([], [], [])


def test_money_and_calls_outside_the_cards(extracted: Callable[[str], Plan]) -> None:
    diff = diff_plans(extracted(PAIRS[0][0]), extracted(PAIRS[0][1]))
    told = {change.sentence["en"]: change.impact for change in diff.plan_changes}
    assert told["Call table of objective 1, 1B1, autumn 2028: the call is opened"] == "widens"
    falls = "the amount falls from 1,400,000.00 EUR to 1,000,000.00 EUR"
    assert told[f"Call table of objective 1, 1A, autumn 2027: {falls}"] == "restricts"
    assert told["Call table of objective 1: rows, one item removed: 1A3"] == "restricts"

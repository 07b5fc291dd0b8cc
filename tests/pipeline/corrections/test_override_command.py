"""``plancards override``: from a person's words to the next version of the store."""

from __future__ import annotations

import getpass
import json
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.corrections.entries import load_overrides
from schemas.errors import UsageError
from schemas.record import Plan

runner = CliRunner()
SAMPLES = Path(__file__).resolve().parents[3] / "samples"
FIRST, SECOND = SAMPLES / "amif-2027-2028.sv.pdf", SAMPLES / "amif-2027-2028_v2.sv.pdf"
PLAN_ID = "fi-amif-2027-2028"
RATE, TEXT = "/support_rate/base_percent", "/beneficiaries/text"


def call(*arguments: object, status: int = 0) -> str:
    """What the command says on standard error, or prints where it says nothing."""
    result = runner.invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == status, result.output
    return result.stderr or result.stdout


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A store with one plan."""
    call("run", FIRST, "--out", tmp_path / "out")
    return tmp_path / "out"


def override(out: Path, *arguments: object, status: int = 0) -> str:
    return call("override", *arguments, "--name", "Anna", "--out", out, status=status)


def load(out: Path, version: str) -> Plan:
    return Plan.model_validate_json((out / PLAN_ID / version / "plan.json").read_bytes())


def refusals(plan: Plan) -> list[str]:
    return [f.message for f in plan.findings if f.code == "correction-not-applied"]


def test_a_correction_applies_at_the_next_run_and_is_no_change_of_the_plan(out: Path) -> None:
    said = override(out, "2D1", RATE, "90", "--reason", "The heading says 90 %")
    assert f"{RATE} of card 2D1 corrected from the next run on\n" in said
    assert f"it was read as 75 and becomes 90; to see it, run {FIRST.name} into" in said
    before = load(out, "v1")
    call("run", FIRST, "--out", out)
    plan = load(out, "v2")
    card = next(card for card in plan.cards if card.card_id == "2D1")
    assert card.support_rate.base_percent == 90
    assert [(m.path, m.extracted, m.name, m.reason) for m in card.corrected] == [
        (RATE, "75", "Anna", "The heading says 90 %")
    ]
    assert load(out, "v1") == before
    assert json.loads((out / PLAN_ID / "v2" / "changes.json").read_text("utf-8"))["changes"] == []
    call("run", FIRST, "--out", out)
    assert not (out / PLAN_ID / "v3").exists(), "the same file with the same corrections"


def test_a_correction_survives_a_new_version_where_the_text_stayed(out: Path) -> None:
    override(out, "1B1", RATE, "90", "--reason", "A misprint")
    override(out, "2D1", TEXT, "Kommunerna.", "--reason", "The others are struck out")
    call("run", SECOND, "--out", out)
    plan = load(out, "v2")
    corrected = {card.card_id: [m.path for m in card.corrected] for card in plan.cards}
    assert {card_id: paths for card_id, paths in corrected.items() if paths} == {"1B1": [RATE]}
    (stale,) = refusals(plan)
    assert stale.startswith(f"{TEXT} was corrected, but the plan's text is another one now; Anna")
    changes = json.loads((out / PLAN_ID / "v2" / "changes.json").read_text("utf-8"))["changes"]
    assert not [c for c in changes if (c["card_id"], c["field"]) == ("1B1", "support_rate")]


def test_a_correction_follows_a_renumbered_card(out: Path) -> None:
    override(out, "2D2", RATE, "90", "--reason", "A misprint")
    call("run", SECOND, "--out", out)
    plan = load(out, "v2")
    assert [card.card_id for card in plan.cards if card.corrected] == ["2D4"]
    assert refusals(plan) == []


def test_corrections_that_contradict_each_other(out: Path) -> None:
    override(out, "2D1", RATE, "90", "--reason", "One reads it so")
    told = override(out, "2D1", RATE, "100", "--reason", "Another otherwise", status=2)
    assert f"{RATE} of card 2D1 was already corrected to 90 by Anna" in told
    told = override(
        out,
        "2D1",
        "/support_rate",
        '{"base_percent": 80, "raised": []}',
        "--reason",
        "As a whole",
        status=2,
    )
    assert f"{RATE} of card 2D1 was already corrected to 90 by Anna" in told
    file = out / "overrides.toml"
    entry = file.read_text("utf-8")
    file.write_text(
        f"{entry}\n{entry.replace('= 90', '= 100').replace('One', 'Two')}", encoding="utf-8"
    )
    call("run", FIRST, "--out", out)
    plan = load(out, "v2")
    assert not [card for card in plan.cards if card.corrected]
    assert all("is corrected twice, to different values" in told for told in refusals(plan))
    assert len(refusals(plan)) == 2


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["2D1", "/price", "9"], "/price was corrected, but the card has no such value"),
        (["2D1", "goal", "9"], "path 'goal': give a JSON pointer such as /goal"),
        (["2D1", "support_rate.base_percent", "9"], f"give a JSON pointer such as {RATE}"),
        (["2D1", "/support_rate", "9"], f"cannot be 9: correct what it holds, {RATE}, "),
        (["2D1", RATE, "much"], f'{RATE} cannot be "much": support_rate.base_percent: '),
        (["9Z9", RATE, "9"], "no card '9Z9' to correct; it has 1A1, "),
        (["2D1", RATE], "give a PATH and a VALUE, or a finding's code with --accept"),
        (["2D1", "--accept", "duplicate-card"], "no finding 'duplicate-card' on card 2D1; there"),
        (["-", RATE, "9"], "name the card whose value is to be corrected"),
    ],
)
def test_what_cannot_apply_is_not_written(out: Path, arguments: list[str], complaint: str) -> None:
    assert complaint in override(out, *arguments, "--reason", "Because", status=2)
    assert not (out / "overrides.toml").exists()


def test_a_correction_needs_a_reason(out: Path) -> None:
    assert "needs a --reason" in override(out, "2D1", RATE, "90", status=2)


def test_without_a_name_the_login_name_signs(out: Path) -> None:
    call("override", "2D1", RATE, "90", "--reason", "A misprint", "--plan", PLAN_ID, "--out", out)
    (entry,) = tomllib.loads((out / "overrides.toml").read_text("utf-8"))["override"]
    assert entry["name"] == getpass.getuser()


def test_an_accepted_finding_is_marked_and_fails_nothing(out: Path) -> None:
    found = load(out, "v1").findings[0]
    said = override(
        out, found.card_id or "-", "--accept", found.code, "--reason", "Settled in the call"
    )
    assert f"{found.code} accepted from the next run on" in said
    call("run", FIRST, "--out", out)
    again = next(f for f in load(out, "v2").findings if f.message == found.message)
    assert again.accepted is not None
    assert again.accepted.reason == "Settled in the call"
    shown = json.loads(call("check", PLAN_ID, "--format", "json", "--out", out))
    assert found.message not in [finding["message"] for finding in shown["findings"]]
    (off,) = [finding for finding in shown["off"] if finding["message"] == found.message]
    assert off["reason"].startswith("accepted by Anna (")


def test_an_acceptance_of_a_finding_that_is_gone_is_said(out: Path) -> None:
    found = load(out, "v1").findings[0]
    override(out, found.card_id or "-", "--accept", found.code, "--reason", "Settled")
    file = out / "overrides.toml"
    entry = tomllib.loads(file.read_text("utf-8"))["accept"][0]
    file.write_text(file.read_text("utf-8").replace(entry["source"], "0" * 16), encoding="utf-8")
    call("run", FIRST, "--out", out)
    (gone,) = refusals(load(out, "v2"))
    assert gone.startswith(f"{found.code} was accepted, but there is no such finding now; Anna")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[override]\n", "not valid TOML"),
        ("[[override]]\nplan_id = 'a'\n", "key override.0."),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "overrides.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=complaint):
        load_overrides(path)

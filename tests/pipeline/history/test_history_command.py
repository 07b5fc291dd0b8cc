"""``plancards history``: what it prints of a store, and how it refuses."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.history import plans_to_history_table
from pipeline.run import Options
from pipeline.targets import load_readings
from schemas.history_json import history_schema_to_json

SCHEMA = Path(__file__).resolve().parents[3] / "schemas" / "history.schema.json"

PLAN = """\
1. Introduction
Finland: implementation plan 2027–2028, Internal Security Fund.

Specific objective 1: Exchange of information
Implementation measure 1A: Registers that talk to each other
Measure 1A1 Clean registers
Clerks type every name twice, and the second spelling wins.
The aim is one register in which each person stands once.
Support
75 %
Possible beneficiaries
The police and Customs.
Call timing
Spring 2027, autumn 2028

Measure 1A2 Fast boats
Smugglers have faster boats than the coast guard, and know every island.
The aim is to be at any island in twenty minutes.
Support
75 %
Possible beneficiaries
The police.
Call timing
Spring 2027
"""
SECOND = PLAN.replace("Spring 2027, autumn 2028", "Autumn 2028").replace("75 %", "90 %", 1)
THIRD = SECOND.replace("Measure 1A2", "Measure 1A3")
PLAN_ID = "fi-isf-2027-2028"

runner = CliRunner(env={"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"})


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three versions in out/."""
    monkeypatch.chdir(tmp_path)
    for number, text in enumerate((PLAN, SECOND, THIRD), start=1):
        Path(f"plan{number}.txt").write_text(text, encoding="utf-8")
        assert runner.invoke(app, ["run", f"plan{number}.txt"]).exit_code == 0


def history(*arguments: str) -> str:
    result = runner.invoke(app, ["history", *arguments])
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_the_versions_in_order() -> None:
    title, header, *rows = history(PLAN_ID).splitlines()
    assert title == f"{PLAN_ID}: 3 version(s)"
    assert header.split()[-5:] == ["restricts", "widens", "neutral", "editorial", "unknown"]
    starts = [row.split() for row in rows if row.startswith("v")]
    assert [row[0] for row in starts] == ["v1", "v2", "v3"]
    assert starts[1][-5:] == ["2", "1", "0", "0", "0"], "a call fewer, in two fields; a higher rate"
    assert starts[2][-5:] == ["0", "0", "1", "0", "0"], "renumbered"


def test_the_values_of_a_card() -> None:
    shown = history(PLAN_ID, "1A1", "--out", "out")
    assert shown.startswith(f"1A1 Clean registers ({PLAN_ID})\n  called 1A1 in v1–v3\n")
    assert "\nsupport_rate.base_percent\n  v1   75 (line 10)\n  v2–  90 (line 10)\n" in shown
    assert "\ncall_timing.rounds\n  1. v1   spring 2027" in shown
    assert "\n  2. v1–  autumn 2028" in shown


@pytest.mark.parametrize("card_id", ["1A2", "1A3", "1A2@v2"])
def test_a_card_is_found_by_its_id_in_any_version(card_id: str) -> None:
    shown = history(PLAN_ID, card_id)
    assert shown.startswith(
        f"1A3 Fast boats ({PLAN_ID})\n  called 1A2 in v1–v2, 1A3 in v3\ncard_id\n"
    )


def test_one_field() -> None:
    shown = history(PLAN_ID, "1A1", "--field", "support_rate.base_percent").splitlines()
    assert shown[2:] == [
        "support_rate.base_percent", "  v1   75 (line 10)", "  v2–  90 (line 10)",
    ]  # fmt: skip


def test_one_field_of_all_cards() -> None:
    shown = history(PLAN_ID, "--field", "title")
    assert "  v1–  Clean registers" in shown
    assert "  v1–  Fast boats" in shown
    assert "goal" not in shown


def test_the_document_follows_its_schema() -> None:
    document = json.loads(history(PLAN_ID, "--format", "json"))
    Draft202012Validator(json.loads(history_schema_to_json())).validate(document)
    assert [entry["version"] for entry in document["versions"]] == ["v1", "v2", "v3"]
    assert [card["card_key"] for card in document["cards"]] == ["1A1", "1A3"]


def test_one_card_as_a_document() -> None:
    document = json.loads(history(PLAN_ID, "1A1", "--field", "goal", "--format", "json"))
    (card,) = document["cards"]
    assert [value["path"] for value in card["values"]] == ["/goal"]


def test_the_table_as_parquet() -> None:
    result = runner.invoke(app, ["history", PLAN_ID, "--format", "parquet"])
    table = pq.read_table(io.BytesIO(result.stdout_bytes))
    plans = [reading.plan for reading in load_readings(PLAN_ID, Path("out"), Options())]
    assert table.equals(plans_to_history_table(plans))
    assert table.schema.field("valid_to").metadata[b"description"]


def test_the_result_goes_to_a_file() -> None:
    shown = history(PLAN_ID, "1A1")
    assert history(PLAN_ID, "1A1", "--output", "history.txt") == ""
    assert Path("history.txt").read_text(encoding="utf-8") == shown


def test_what_steers_a_terminal_is_spelt_out() -> None:
    Path("plan4.txt").write_text(
        THIRD.replace("Fast boats", "Fast \x1b[31mboats"), encoding="utf-8"
    )
    assert runner.invoke(app, ["run", "plan4.txt"]).exit_code == 0
    assert "\x1b" not in history(PLAN_ID, "1A3") + history(PLAN_ID)


def test_a_version_that_another_build_has_stored_is_read_again() -> None:
    path = Path(f"out/{PLAN_ID}/v2/plan.json")
    stored = json.loads(path.read_text(encoding="utf-8"))
    stored["plan"]["extractor"]["build"] = "another"
    stored["cards"][0]["title"] = "As another build read it"
    path.write_text(json.dumps(stored), encoding="utf-8")
    options = ("--password", "none", "--time-limit", "20", "--memory-limit", "500")
    assert "  v1–  Clean registers" in history(PLAN_ID, "1A1", "--field", "title", *options)
    path.with_name("source.txt").unlink()
    result = runner.invoke(app, ["history", PLAN_ID, "1A1", "--field", "title"])
    assert "  v2   As another build read it" in result.stdout
    assert "plancards: fi-isf-2027-2028@v2: its source was not kept" in result.stderr


def test_another_card_of_the_same_id_is_named() -> None:
    text = THIRD.replace("Measure 1A1 Clean", "Measure 1B1 Clean").replace("1A3 Fast", "1A1 Fast")
    Path("plan4.txt").write_text(text, encoding="utf-8")
    assert runner.invoke(app, ["run", "plan4.txt"]).exit_code == 0
    result = runner.invoke(app, ["history", PLAN_ID, "1A1"])
    assert result.stdout.startswith("1A1 Fast boats")
    assert result.stderr.startswith("plancards: another card was called so too: 1B1")


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["nothing"], 3, f"nothing: no such plan in out/ (it holds {PLAN_ID})"),
        ([f"{PLAN_ID}@v1"], 3, "no such plan"),
        ([PLAN_ID, "9Z9"], 3, "no card 9Z9 in any version; its cards are 1A1, 1A3"),
        ([PLAN_ID, "1A3@v1"], 3, "no card 1A3 in version v1"),
        ([PLAN_ID, "1A1", "--field", "gaol"], 2, "unknown field 'gaol': use one of"),
        ([PLAN_ID, "--format", "xml"], 2, "unknown format 'xml': use one of json, parquet, table"),
        ([PLAN_ID, "--out", "nowhere"], 3, "no such plan in nowhere/ (it holds nothing)"),
    ],
)
def test_refusals(arguments: list[str], status: int, message: str) -> None:
    result = runner.invoke(app, ["history", *arguments])
    assert (result.exit_code, result.stdout) == (status, "")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


def test_the_published_schema_is_the_models() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == history_schema_to_json()
    assert runner.invoke(app, ["schema", "history"]).stdout == history_schema_to_json()


def test_a_correction_is_told_beside_and_no_change_of_the_plan() -> None:
    rate, signed = "/support_rate/base_percent", ["--reason", "A misprint", "--name", "Anna"]
    for words in (["override", "1A3", rate, "80", *signed], ["run", "plan3.txt"]):
        assert runner.invoke(app, words).exit_code == 0
    result = runner.invoke(app, ["history", PLAN_ID, "1A3", "--field", "support_rate"])
    assert "support_rate.base_percent\n  v1–  75 (line " in result.stdout
    assert f"1A3 in v4: {rate} was read as 75 and is corrected to 80 by Anna (" in result.stderr
    other = runner.invoke(app, ["history", PLAN_ID, "1A3", "--field", "goal"])
    assert "corrected" not in other.output

"""``plancards check``: the findings on a plan in several forms, and what a project switches off."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from schemas.explanations import load_explanations
from schemas.record import FindingCode

runner = CliRunner()

PLAN = """\
Finland: implementation plan 2027–2028, Internal Security Fund.
Specific objective 1: Exchange of information
Implementation measure 1A: Registers that talk to each other
Measure 1A1 Clean registers
Clerks type every name twice, and the second spelling wins.
The aim is one register in which each person stands once.
Support
{rate}
Possible beneficiaries
The police and Customs.
Coordination with other EU funding
N/A
Indicators that apply
O.1.2 Number of expert meetings
Call timing
Spring 2027
"""
CLEAN = PLAN.format(rate="75 %")
TOO_HIGH = PLAN.format(rate="80 %")
ODD = PLAN.format(rate="75 % Buses run late.")
GAP = CLEAN.replace("1A1", "1A2")


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(text: str, name: str = "plan.txt") -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def check(*arguments: str, status: int = 0) -> str:
    """What the command prints on standard output."""
    result = runner.invoke(app, ["check", *arguments])
    assert result.exit_code == status, result.output
    return result.stdout


def test_a_clean_plan() -> None:
    assert check(write(CLEAN)) == ("plan.txt (fi-isf-2027-2028): 0 errors, 0 warnings, 0 notes\n")


def test_a_table_of_findings() -> None:
    first, head, row, *_ = check(write(TOO_HIGH)).splitlines()
    assert first.endswith("1 errors, 0 warnings, 0 notes")
    assert head.split() == ["level", "code", "card", "place", "message"]
    assert row.split()[:5] == ["error", "rate-not-allowed", "1A1", "line", "8"]
    assert "80 %" in row


@pytest.mark.parametrize(
    ("text", "level", "status"),
    [
        (TOO_HIGH, "error", 1), (TOO_HIGH, "note", 1), (ODD, "error", 0), (ODD, "warning", 1),
        (GAP, "warning", 0), (GAP, "note", 1), (CLEAN, "note", 0),
    ],
)  # fmt: skip
def test_findings_of_a_level_fail(text: str, level: str, status: int) -> None:
    check(write(text), "--fail-on", level, status=status)


def test_json() -> None:
    document = json.loads(check(write(TOO_HIGH), "--format", "json"))
    assert (document["plan_id"], document["file"]) == ("fi-isf-2027-2028", "plan.txt")
    (finding,) = document["findings"]
    assert (finding["code"], finding["evidence"]) == ("rate-not-allowed", [{"line": 8}])
    assert document["off"] == []


def test_sarif() -> None:
    log = json.loads(check(write(TOO_HIGH), "--format", "sarif"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    (result,) = run["results"]
    assert (result["ruleId"], result["level"]) == ("rate-not-allowed", "error")
    assert result["ruleId"] in {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    (location,) = result["locations"]
    assert location["physicalLocation"]["region"] == {"startLine": 8}
    assert location["logicalLocations"] == [{"fullyQualifiedName": "1A1"}]


def test_sarif_of_a_pdf_names_pages(samples: Path) -> None:
    log = json.loads(check(str(samples / "isf-2027-2028.fi.pdf"), "--format", "sarif"))
    locations = [place for result in log["runs"][0]["results"] for place in result["locations"]]
    assert locations
    assert all(place["properties"]["page"] for place in locations)


def test_junit() -> None:
    suite = ElementTree.fromstring(check(write(TOO_HIGH), "--format", "junit"))
    assert suite.attrib["failures"] == "1"
    failed = [case.attrib["name"] for case in suite if case.find("failure") is not None]
    assert failed == ["rate-not-allowed"]
    assert len(suite) == int(suite.attrib["tests"])


def test_notes_do_not_fail_a_junit_test() -> None:
    suite = ElementTree.fromstring(check(write(GAP), "--format", "junit"))
    assert suite.attrib["failures"] == "0"
    assert "1A1" in (suite.findtext("testcase/system-out") or "")


SWITCH = """
[[off]]
code = "rate-not-allowed"
card_id = "1A1"
contains = "80 %"
reason = "agreed with the Commission"
"""


def test_what_is_switched_off_is_told_with_its_reason_and_does_not_fail() -> None:
    write(SWITCH, "plancards.toml")
    shown = check(write(TOO_HIGH), "--fail-on", "note")
    assert "0 errors" in shown
    assert "off: rate-not-allowed: Card 1A1" in shown
    assert "because agreed with the Commission" in shown
    document = json.loads(check("plan.txt", "--format", "json"))
    assert document["findings"] == []
    assert document["off"][0]["reason"] == "agreed with the Commission"
    log = json.loads(check("plan.txt", "--format", "sarif"))
    suppression = log["runs"][0]["results"][0]["suppressions"]
    assert suppression == [{"kind": "external", "justification": "agreed with the Commission"}]
    suite = ElementTree.fromstring(check("plan.txt", "--format", "junit"))
    assert (suite.attrib["failures"], suite.attrib["skipped"]) == ("0", "1")


@pytest.mark.parametrize(("a", "b"), [('"1A1"', '"1A2"'), ("80 %", "90 %")])
def test_a_switch_covers_only_what_it_says(a: str, b: str) -> None:
    write(SWITCH.replace(a, b), "other.toml")
    check(write(TOO_HIGH), "--fail-on", "error", "--config", "other.toml", status=1)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[off]]\ncode = "rate-not-allowed"\n', "off.0.reason"),
        ('[[off]]\ncode = "rates"\nreason = "x"\n', "off.0.code"),
        ("[[off]\n", "not valid TOML"),
    ],
)
def test_a_wrong_project_file_is_named(text: str, told: str) -> None:
    write(text, "plancards.toml")
    result = runner.invoke(app, ["check", write(CLEAN)])
    assert result.exit_code == 2
    assert told in result.stderr
    assert "plancards.toml" in result.stderr


def test_stored_plans_are_checked_by_their_id() -> None:
    for text in (TOO_HIGH, CLEAN):
        assert runner.invoke(app, ["run", write(text)]).exit_code == 0
    Path("plan.txt").unlink()
    assert "0 errors" in check("fi-isf-2027-2028")
    assert "1 errors" in check("fi-isf-2027-2028@v1")
    assert "1 errors" in check("out/fi-isf-2027-2028/v1/plan.json")


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["fi-isf-2027-2028@v9"], 3, "no version v9 in out/; there are v1"),
        (["fi-isf-2030-2031"], 3, "it holds fi-isf-2027-2028"),
        (["missing.pdf"], 3, "missing.pdf"),
        (["bad.json"], 3, "no plan document"),
        ([], 2, "name a PLAN"),
        (["plan.txt", "--fail-on", "always"], 2, "error, warning, note"),
        (["plan.txt", "--format", "xml"], 2, "json, junit, sarif, table"),
        (["--explain", "nothing"], 2, "call-rounds-differ"),
        (["plan.txt", "--config", "none.toml"], 2, "none.toml"),
    ],
)
def test_what_cannot_be_done_is_one_line(arguments: list[str], status: int, told: str) -> None:
    write("{}", "bad.json")
    runner.invoke(app, ["run", write(CLEAN)])
    result = runner.invoke(app, ["check", *arguments])
    assert result.exit_code == status
    (line,) = result.stderr.splitlines()
    assert told in line
    assert result.stdout == ""


def test_a_code_is_explained() -> None:
    shown = check("--explain", "title-differs")
    assert shown.startswith("title-differs: A card or chapter")
    assert "Why: " in shown
    assert "What to do: " in shown


def test_every_code_is_explained() -> None:
    assert set(get_args(FindingCode)) <= set(load_explanations())

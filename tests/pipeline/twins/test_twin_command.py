"""``plancards diff --twin``: what it prints, and how it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from pipeline.cli import app
from schemas.twins_json import twins_schema_to_json

SCHEMA = Path(__file__).resolve().parents[3] / "schemas" / "twins.schema.json"

ENGLISH = """\
1. Introduction
Finland: implementation plan 2027–2028, Internal Security Fund.

Specific objective 1: Exchange of information
Implementation measure 1A: Registers that talk to each other
Measure 1A1 Clean registers
Clerks typed 1,200 names twice, and the second spelling won.
The aim is one register by 1 March 2028.
Support
75 %
Possible beneficiaries
The police and Customs.
Call timing
Spring 2027, autumn 2028

Measure 1A2 Fast boats
Smugglers have faster boats than the coast guard.
The aim is to be at any island in 20 minutes.
Support
75 %
Possible beneficiaries
The police.
Call timing
Spring 2027
"""
FINNISH = """\
1. Johdanto
Suomi: toimeenpanosuunnitelma 2027–2028, sisäisen turvallisuuden rahasto.

Erityistavoite 1: Tietojenvaihto
Täytäntöönpanotoimi 1A: Rekisterit, jotka puhuvat toisilleen
Toimi 1A1 Siistit rekisterit
Virkailijat kirjoittivat 1 200 nimeä kahdesti, ja jälkimmäinen kirjoitusasu voitti.
Tavoitteena on yksi rekisteri 1.3.2028 mennessä.
Avustus
75 %
Mahdolliset avustuksensaajat
Poliisi ja Tulli.
Hakuaika
Kevät 2027, syksy 2028

Toimi 1A2 Nopeat veneet
Salakuljettajilla on nopeammat veneet kuin rannikkovartiostolla.
Tavoitteena on olla millä tahansa saarella 20 minuutissa.
Avustus
75 %
Mahdolliset avustuksensaajat
Poliisi.
Hakuaika
Kevät 2027
"""
WRONG = FINNISH.replace("75 %", "80 %", 1).replace("20 minuutissa", "25 minuutissa")

runner = CliRunner(env={"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"})


@pytest.fixture(autouse=True)
def editions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in (("en", ENGLISH), ("fi", FINNISH), ("wrong", WRONG)):
        Path(f"{name}.txt").write_text(text, encoding="utf-8")


def compare(*arguments: str, status: int = 0) -> str:
    result = runner.invoke(app, ["diff", "--twin", *arguments])
    assert result.exit_code == status, result.stderr
    return result.stdout


def test_twins_that_agree() -> None:
    shown = compare("en.txt", "fi.txt", "--exit-code")
    assert shown == "en.txt (en) and fi.txt (fi): 0 disagreement(s)\n"


def test_every_disagreement_is_shown_with_both_places() -> None:
    assert compare("en.txt", "wrong.txt", "--exit-code", status=1) == (
        "en.txt (en) and wrong.txt (fi): 2 disagreement(s)\n"
        "\n"
        "1A1\n"
        "  support_rate.base_percent: 75 in the first edition, 80 in the second "
        "(en line 10; fi line 10)\n"
        "\n"
        "1A2\n"
        "  numbers in goal: only the first edition has 20; only the second edition has 25 "
        "(en line 18; fi line 18)\n"
    )


def test_disagreements_without_exit_code() -> None:
    assert "2 disagreement(s)" in compare("en.txt", "wrong.txt")


def test_one_card() -> None:
    shown = compare("en.txt", "wrong.txt", "--card", "1A2")
    assert "1 disagreement(s)" in shown
    assert "1A1" not in shown


def test_the_document_follows_its_schema() -> None:
    document = json.loads(compare("en.txt", "wrong.txt", "--format", "json"))
    Draft202012Validator(json.loads(twins_schema_to_json())).validate(document)
    assert [(d["kind"], d["first"], d["second"]) for d in document["differences"]] == [
        ("rate", 75, 80), ("number", ["20"], ["25"]),
    ]  # fmt: skip
    assert [pair["differences"] for pair in document["cards"]] == [1, 1]


def test_the_result_goes_to_a_file() -> None:
    assert compare("en.txt", "fi.txt", "--output", "twins.txt") == ""
    assert Path("twins.txt").read_text(encoding="utf-8").endswith("0 disagreement(s)\n")


def test_stored_editions() -> None:
    for name in ("en.txt", "fi.txt"):
        assert runner.invoke(app, ["run", name]).exit_code == 0
    plans = sorted(path.parent.name for path in Path("out").glob("*/v1"))
    assert len(plans) == 2
    assert "0 disagreement(s)" in compare(*plans)


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["fi.txt", "wrong.txt"], 2, "both plans are in one language (fi)"),
        (["en.txt"], 2, "name NEW"),
        (["en.txt", "fi.txt", "--only", "widens"], 2, "--twin has no impacts"),
        (["en.txt", "fi.txt", "--for", "ngo"], 2, "--twin has no impacts"),
        (["en.txt", "fi.txt", "--say", "sv"], 2, "--twin has no impacts"),
        (["en.txt", "fi.txt", "--format", "parquet"], 2, "unknown format 'parquet' of twins"),
        (["en.txt", "nothing.txt"], 3, "nothing.txt"),
    ],
)
def test_refusals(arguments: list[str], status: int, message: str) -> None:
    result = runner.invoke(app, ["diff", "--twin", *arguments])
    assert (result.exit_code, result.stdout) == (status, "")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


def test_another_plan_is_told() -> None:
    other = ENGLISH.replace("2027–2028", "2029–2030")
    Path("other.txt").write_text(other, encoding="utf-8")
    result = runner.invoke(app, ["diff", "--twin", "other.txt", "fi.txt"])
    assert result.exit_code == 2
    assert "another period (2029–2030 in other.txt, 2027–2028 in fi.txt)" in result.stderr


def test_the_published_schema_is_the_models() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == twins_schema_to_json()
    assert runner.invoke(app, ["schema", "twins"]).stdout == twins_schema_to_json()

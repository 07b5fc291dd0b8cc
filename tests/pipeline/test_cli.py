"""The command: what it prints where, how it ends, and how it refuses."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import typer
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from pipeline import __version__
from pipeline.cli import app

COMMANDS = sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]

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
Coordination with other EU funding
N/A
Indicators that apply
O.1.2 Number of expert meetings
Call timing
Spring 2027, autumn 2028
"""
AMENDED = PLAN.replace("Spring 2027, autumn 2028", "Autumn 2028")
OTHER = PLAN.replace("Internal Security Fund", "Border Management and Visa Instrument").replace(
    "Clean registers", "Fast boats"
)
WITH_LEFTOVER = PLAN.replace("75 %\n", "75 % Buses run late.\n")

runner = CliRunner(env={"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"})


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, text: str = PLAN) -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def stored() -> list[str]:
    """The versions below out/."""
    return sorted(str(path.parent.relative_to("out")) for path in Path("out").glob("*/*/plan.json"))


def run_process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The installed command in a process of its own, its streams piped."""
    return subprocess.run(
        [Path(sys.executable).with_name("plancards"), *arguments],
        capture_output=True, text=True, encoding="utf-8", check=False,
        env={**os.environ, **environment},
    )  # fmt: skip


def extract(*arguments: str) -> dict[str, Any]:
    """The document that ``plancards extract`` prints."""
    result = runner.invoke(app, ["extract", *arguments])
    assert result.exit_code == 0, result.stderr
    document: dict[str, Any] = json.loads(result.stdout)
    return document


# Help


def test_help_names_every_command() -> None:
    result = runner.invoke(app, ["--help"])
    assert result.exit_code == 0
    assert {"extract", "run", "schema"} <= set(COMMANDS)
    for command in COMMANDS:
        assert re.search(rf"\b{command}\b  +\w", result.stdout)


def test_help_of_every_command_shows_an_example() -> None:
    for command in COMMANDS:
        result = runner.invoke(app, [command, "--help"])
        assert result.exit_code == 0
        assert f"Example: plancards {command}" in result.stdout


def test_no_command_shows_the_help() -> None:
    result = runner.invoke(app, [])
    assert result.exit_code == 2
    assert "Usage: plancards" in result.output


def test_version_is_printed() -> None:
    result = runner.invoke(app, ["--version"])
    assert (result.exit_code, result.stdout) == (0, f"plancards {__version__}\n")


def test_shell_completion_is_offered() -> None:
    assert "--install-completion" in runner.invoke(app, ["--help"]).stdout
    completed = run_process(
        _PLANCARDS_COMPLETE="complete_bash", COMP_WORDS="plancards ext", COMP_CWORD="1"
    )
    assert completed.stdout.split() == ["extract"]


# schema and extract


def test_schema_prints_a_valid_schema() -> None:
    result = runner.invoke(app, ["schema"])
    assert result.exit_code == 0
    schema = json.loads(result.stdout)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)
    assert "MeasureCard" in schema["$defs"]


@pytest.mark.parametrize("sample", ["bmvi-2027-2028.en.pdf", None])
def test_extract_prints_a_document_of_the_schema_and_nothing_else(
    sample: str | None, samples: Path
) -> None:
    path = str(samples / sample) if sample else write("plan.txt")
    process = run_process("extract", path)
    assert process.returncode == 0
    document = json.loads(process.stdout)
    schema = json.loads(run_process("schema").stdout)
    errors = list(Draft202012Validator(schema).iter_errors(document))
    assert errors == []
    assert len(document["cards"]) >= 1
    assert document["plan"]["source"]["file"] == Path(path).name


def test_a_document_with_a_strange_key_is_not_of_the_schema() -> None:
    schema = json.loads(runner.invoke(app, ["schema"]).stdout)
    document = extract(write("plan.txt"))
    assert Draft202012Validator(schema).is_valid(document)
    document["cards"][0]["colour"] = "blue"
    assert not Draft202012Validator(schema).is_valid(document)


def test_extract_prints_utf8_whatever_the_locale() -> None:
    text = PLAN.replace("Clean registers", "Café registers – now")
    process = subprocess.run(
        [Path(sys.executable).with_name("plancards"), "extract", write("plan.txt", text)],
        capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert "Café registers – now" in process.stdout.decode("utf-8")


def test_extract_says_findings_on_standard_error() -> None:
    result = runner.invoke(app, ["extract", write("plan.txt", WITH_LEFTOVER)])
    assert result.exit_code == 0
    assert [finding["code"] for finding in json.loads(result.stdout)["findings"]] == [
        "leftover-text"
    ]
    (line,) = result.stderr.splitlines()
    assert line.startswith("warning: leftover-text")
    assert "Buses run late." in line


def test_extract_stores_nothing() -> None:
    extract(write("plan.txt"))
    assert [path.name for path in Path().iterdir()] == ["plan.txt"]


def test_fund_and_language_can_be_said() -> None:
    header = extract(write("plan.txt"), "--fund", "amif", "--language", "en")["plan"]
    assert (header["fund"], header["language"]) == ("AMIF", "en")
    assert header["plan_id"] == "fi-amif-2027-2028"
    assert header["decided_by"]["fund"] == "option --fund"
    assert header["decided_by"]["language"] == "option --language"


def test_a_reader_can_be_said(samples: Path) -> None:
    assert extract(write("plan.txt"), "--reader", "text")["plan"]["extractor"]["reader"] == "text"
    document = extract(str(samples / "bmvi-2027-2028.en.pdf"), "--reader", "pdfplumber")
    assert document["plan"]["extractor"]["reader"] == "pdfplumber"


def test_a_locked_plan_is_read_with_its_password(write_pdf: Callable[..., Path]) -> None:
    open_file = extract(str(write_pdf("open.pdf", PLAN.replace("–", "-").splitlines())))
    path = write_pdf("locked.pdf", PLAN.replace("–", "-").splitlines(), password="sesame")
    locked = extract(str(path), "--password", "sesame")
    assert [card["card_id"] for card in locked["cards"]] == ["1A1"]
    assert locked["cards"] == open_file["cards"]


# run


def test_run_stores_a_version_and_says_where() -> None:
    result = runner.invoke(app, ["run", write("plan.txt")])
    assert result.exit_code == 0
    assert result.stderr == ""
    assert stored() == ["fi-isf-2027-2028/v1"]
    assert "out/fi-isf-2027-2028/v1" in result.stdout
    assert re.search(r"1A1 .*75 % .*Clean registers", result.stdout)
    assert "spring 2027" in result.stdout
    assert "autumn 2028" in result.stdout


def test_run_takes_several_plans() -> None:
    result = runner.invoke(app, ["run", write("a.txt"), write("b.txt", OTHER), "--out", "out"])
    assert result.exit_code == 0
    assert stored() == ["fi-bmvi-2027-2028/v1", "fi-isf-2027-2028/v1"]
    assert "Clean registers" in result.stdout
    assert "Fast boats" in result.stdout


def test_run_numbers_an_amended_plan_on() -> None:
    assert runner.invoke(app, ["run", write("a.txt"), write("b.txt", AMENDED)]).exit_code == 0
    assert stored() == ["fi-isf-2027-2028/v1", "fi-isf-2027-2028/v2"]


def test_run_says_what_changed_since_the_version_before() -> None:
    result = runner.invoke(app, ["run", write("a.txt"), write("b.txt", AMENDED)])
    assert re.search(r"since v1: restricts [12], widens 0, neutral 0, editorial 0", result.stdout)
    assert Path("out/fi-isf-2027-2028/v2/changes.json").exists()


def test_run_says_that_a_plan_does_not_say_what_it_is() -> None:
    result = runner.invoke(app, ["run", write("a.txt", PLAN.replace("2027–2028", "now"))])
    assert result.exit_code == 0
    (line,) = result.stderr.splitlines()
    assert line.startswith("note: fi-isf-")
    assert "does not say its period" in line
    assert "--plan-id" in line


def test_the_samples_are_stored_with_the_changes_of_the_amended_one(samples: Path) -> None:
    paths = sorted(map(str, samples.glob("*.pdf")))
    assert runner.invoke(app, ["run", *paths]).exit_code == 0
    (path,) = Path("out").glob("*/*/changes.json")
    assert path.parent == Path("out/fi-amif-2027-2028/v2")
    diff = json.loads(path.read_text(encoding="utf-8"))
    assert diff["old"]["source"]["file"] == "amif-2027-2028.sv.pdf"
    assert diff["new"]["source"]["file"] == "amif-2027-2028_v2.sv.pdf"
    assert len(diff["changes"]) >= 15


def test_run_again_changes_nothing_and_says_known() -> None:
    assert "stored" in runner.invoke(app, ["run", write("a.txt")]).stdout
    before = {path: path.stat().st_mtime_ns for path in Path("out").rglob("*")}
    result = runner.invoke(app, ["run", "a.txt", "a.txt"])
    assert result.exit_code == 0
    assert result.stdout.count("known") == 2
    assert {path: path.stat().st_mtime_ns for path in Path("out").rglob("*")} == before
    assert len(before) > 10


def test_out_and_version_can_be_said() -> None:
    result = runner.invoke(
        app, ["run", write("plan.txt"), "--out", "deep/er", "--version", "2027-01"]
    )
    assert result.exit_code == 0
    assert Path("deep/er/fi-isf-2027-2028/2027-01/plan.json").exists()
    assert not Path("out").exists()


def test_the_plan_can_be_said() -> None:
    runner.invoke(app, ["run", write("a.txt")])
    result = runner.invoke(
        app, ["run", write("b.txt", OTHER), "--plan-id", "fi-isf-2027-2028", "--version", "b"]
    )
    assert result.exit_code == 0
    assert stored() == ["fi-isf-2027-2028/b", "fi-isf-2027-2028/v1"]


def test_a_version_found_late_can_be_put_between_two() -> None:
    later = PLAN.replace("75 %", "80 %")
    for name, text in (("a.txt", PLAN), ("c.txt", later)):
        runner.invoke(app, ["run", write(name, text)])
    result = runner.invoke(app, ["run", write("b.txt", AMENDED), "--supersedes", "v1"])
    assert result.exit_code == 0
    versions = json.loads(Path("out/catalog.json").read_text(encoding="utf-8"))["versions"]
    assert [(v["version"], v["supersedes"]) for v in versions] == [
        ("v1", None), ("v3", "v1"), ("v2", "v1")
    ]  # fmt: skip
    shown = runner.invoke(app, ["check", "fi-isf-2027-2028", "--format", "json"])
    assert json.loads(shown.stdout)["version"] == "v2", "the latest is the last in this order"


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--supersedes", "v7", "no version 'v7' to supersede; it has v1"),
        ("--plan-id", "Not a name", "plan id 'Not a name'"),
        ("--version", "not/a/name", "version 'not/a/name'"),
    ],
)
def test_names_that_cannot_be_are_refused(option: str, value: str, said: str) -> None:
    runner.invoke(app, ["run", write("a.txt")])
    result = runner.invoke(app, ["run", write("b.txt", AMENDED), option, value])
    assert result.exit_code == 2
    assert_one_line(result.stderr, said)
    assert stored() == ["fi-isf-2027-2028/v1"]


def test_a_run_that_another_one_holds_up_says_so() -> None:
    from pipeline.store.locking import hold_lock

    with hold_lock(Path("out"), 0):
        result = runner.invoke(app, ["run", write("a.txt"), "--wait", "0.1"])
    assert result.exit_code == 3
    assert_one_line(result.stderr, "another run is writing to out/", "--out")
    assert stored() == []


def test_run_passes_its_options_on() -> None:
    result = runner.invoke(
        app,
        ["run", write("plan.txt"), "--fund", "BMVI", "--language", "en", "--reader", "text"],
    )
    assert result.exit_code == 0
    assert stored() == ["fi-bmvi-2027-2028/v1"]


def test_run_reads_a_locked_plan(write_pdf: Callable[..., Path]) -> None:
    path = write_pdf("locked.pdf", PLAN.replace("–", "-").splitlines(), password="sesame")
    assert runner.invoke(app, ["run", str(path), "--password", "sesame"]).exit_code == 0
    assert len(stored()) == 1


def test_one_of_several_plans_that_fails_leaves_the_others() -> None:
    result = runner.invoke(app, ["run", write("a.txt"), "missing.pdf", write("b.txt", OTHER)])
    assert result.exit_code == 4
    assert stored() == ["fi-bmvi-2027-2028/v1", "fi-isf-2027-2028/v1"]
    (line,) = result.stderr.splitlines()
    assert "missing.pdf" in line


def test_all_of_several_plans_that_fail() -> None:
    result = runner.invoke(app, ["run", "one.pdf", "two.pdf"])
    assert result.exit_code == 3
    assert [line.split(":")[1].strip() for line in result.stderr.splitlines()] == [
        "one.pdf", "two.pdf"
    ]  # fmt: skip
    assert not Path("out").exists()


@pytest.mark.parametrize("option", ["--version", "--supersedes"])
def test_what_is_said_of_a_version_is_for_one_plan(option: str) -> None:
    result = runner.invoke(app, ["run", write("a.txt"), write("b.txt", AMENDED), option, "spring"])
    assert result.exit_code == 2
    assert_one_line(result.stderr, option)
    assert not Path("out").exists()


def test_a_version_name_that_is_taken_is_refused() -> None:
    assert runner.invoke(app, ["run", write("a.txt"), "--version", "spring"]).exit_code == 0
    result = runner.invoke(app, ["run", write("b.txt", AMENDED), "--version", "spring"])
    assert result.exit_code == 2
    assert_one_line(result.stderr, "spring")
    assert stored() == ["fi-isf-2027-2028/spring"]


def test_a_folder_that_cannot_be_written_is_named() -> None:
    write("plan.txt")
    result = runner.invoke(app, ["run", "plan.txt", "--out", "plan.txt/out"])
    assert result.exit_code == 3
    assert_one_line(result.stderr, "plan.txt/out", "--out")


def test_no_bar_and_no_colour_when_piped(samples: Path) -> None:
    process = run_process("run", str(samples / "bmvi-2027-2028.en.pdf"), COLUMNS="100")
    assert process.returncode == 0
    assert process.stderr == ""
    assert "\x1b" not in process.stdout
    assert "\r" not in process.stdout
    assert "out/fi-bmvi-2027-2028/v1" in process.stdout


@pytest.mark.parametrize("title", ["Clean [registers] now", "Clean registers [/b]"])
def test_square_brackets_in_a_title_are_shown(title: str) -> None:
    result = runner.invoke(app, ["run", write("p.txt", PLAN.replace("Clean registers", title))])
    assert stored() == ["fi-isf-2027-2028/v1"]
    assert result.exit_code == 0
    assert title in result.stdout


# Refusals: each one line that says where and what to do


def assert_one_line(stderr: str, *parts: str) -> None:
    (line,) = stderr.splitlines()
    assert line.startswith("plancards: ")
    assert "Traceback" not in line
    for part in parts:
        assert part in line


def refuse(arguments: Sequence[str], status: int, *parts: str) -> None:
    """Both commands refuse with one line and leave nothing behind."""
    for command in ("extract", "run"):
        result = runner.invoke(app, [command, *arguments])
        assert isinstance(result.exception, SystemExit), result.exception
        assert result.exit_code == status
        assert result.stdout == ""
        assert_one_line(result.stderr, *parts)
        assert not Path("out").exists()


BAD_FILES = [
    ("letter.pdf", b"Dear Sir or Madam,", "give the plan's PDF"),
    ("image.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "give the plan's PDF"),
    ("empty.pdf", b"", "fetch it again"),
    ("blank.txt", b" \n\n", "fetch it again"),
    ("cut.pdf", b"%PDF-1.4\n1 0 obj\n<< /Type /Cat", "fetch it again"),
    ("novel.txt", b"It was a dark and stormy night.\n", "--language"),
    ("letters.txt", "Åtgärd".encode("utf-16-le"), "text"),
]


@pytest.mark.parametrize(("name", "data", "advice"), BAD_FILES, ids=[row[0] for row in BAD_FILES])
def test_a_file_that_is_no_plan_is_refused(name: str, data: bytes, advice: str) -> None:
    Path(name).write_bytes(data)
    refuse([name], 3, name, advice)


def test_a_missing_file_is_refused() -> None:
    refuse(["nowhere.pdf"], 3, "nowhere.pdf", "check the name")


def test_a_folder_is_refused() -> None:
    Path("plans.pdf").mkdir()
    refuse(["plans.pdf"], 3, "plans.pdf", "folder")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_a_file_without_permission_is_refused() -> None:
    Path(write("secret.txt")).chmod(0)
    refuse(["secret.txt"], 3, "secret.txt", "permission")


def test_a_locked_pdf_is_refused_without_its_password(write_pdf: Callable[..., Path]) -> None:
    path = write_pdf("locked.pdf", ["Measure 1A1"], password="sesame")
    refuse([str(path)], 3, "locked.pdf", "--password")


def test_a_locked_pdf_is_refused_with_a_wrong_password(write_pdf: Callable[..., Path]) -> None:
    path = write_pdf("locked.pdf", ["Measure 1A1"], password="sesame")
    refuse([str(path), "--password", "open"], 3, "locked.pdf", "password", "wrong")


@pytest.mark.parametrize(
    "name",
    [
        "encrypted-locked__qpdf__c-r3.pdf",
        "encrypted-locked__pdfium__encrypted.pdf",
        "gen-encrypted__enc_aes256_user.pdf",
    ],
)
def test_other_kinds_of_locks_are_refused(name: str, shared: Path) -> None:
    path = str(shared / "hostile" / "files" / name)
    refuse([path], 3, name, "--password")
    refuse([path, "--password", "not this"], 3, name, "wrong")


def test_a_scan_is_refused(write_pdf: Callable[..., Path]) -> None:
    refuse([str(write_pdf("scan.pdf", [], []))], 3, "scan.pdf", "OCR")


def test_a_pdf_without_cards_is_refused(write_pdf: Callable[..., Path]) -> None:
    path = write_pdf("letter.pdf", ["It was a dark and stormy night."])
    refuse([str(path)], 3, "letter.pdf", "no measure card", "--language")


def test_a_plan_without_cards_is_refused_in_a_given_language(
    write_pdf: Callable[..., Path],
) -> None:
    path = write_pdf("letter.pdf", ["It was a dark and stormy night."])
    refuse([str(path), "--language", "fi"], 3, "letter.pdf", "no measure card", "Finnish")


@pytest.mark.parametrize(
    ("option", "value", "known"),
    [
        ("--language", "de", "en, fi, sv"),
        ("--fund", "ESF", "AMIF, BMVI, ISF"),
        ("--reader", "magic", "pdfplumber"),
    ],
)
def test_an_unknown_value_of_an_option_is_refused(option: str, value: str, known: str) -> None:
    refuse([write("plan.txt"), option, value], 2, option.removeprefix("--"), value, known)


def test_a_reader_of_other_files_is_refused() -> None:
    refuse([write("plan.txt"), "--reader", "pdfplumber"], 2, "plan.txt", "pdfplumber")


@pytest.mark.parametrize("arguments", [["extract"], ["run"], ["run", "a.txt", "--nope"], ["nope"]])
def test_wrong_usage_is_explained(arguments: list[str]) -> None:
    result = runner.invoke(app, arguments)
    assert result.exit_code == 2
    assert "--help" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_rate_above_a_hundred_percent_does_not_end_in_a_traceback() -> None:
    text = PLAN.replace("75 %", "175 %")
    result = runner.invoke(app, ["extract", write("plan.txt", text)])
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_a_needless_password_does_no_harm(shared: Path) -> None:
    open_for_all = shared / "hostile" / "files" / "gen-encrypted__enc_aes128_nouser.pdf"
    result = runner.invoke(app, ["extract", str(open_for_all), "--password", "sesame"])
    assert "password" not in result.stderr

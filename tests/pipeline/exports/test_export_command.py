"""plancards export: which versions go where, and what is said when something is missing."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from icalendar import Calendar
from typer.testing import CliRunner, Result

from pipeline.cli import app
from schemas.publication import PUBLICATION


def export(store: Path, out: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["export", *arguments, "--store", str(store), "--out", str(out)])


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def versions_of(rows: list[dict[str, str]]) -> set[str]:
    return {f"{row['plan_id']}@{row['version']}" for row in rows}


def test_the_timetable_is_of_the_current_versions(store: Path, tmp_path: Path) -> None:
    result = export(store, tmp_path, "--form", "calls")
    assert result.exit_code == 0
    rows = rows_of(tmp_path / "calls.csv")
    assert versions_of(rows) == {
        "fi-amif-2027-2028@v2", "fi-bmvi-2027-2028@v1", "fi-isf-2027-2028@v1"
    }  # fmt: skip
    document = json.loads((tmp_path / "calls.json").read_text(encoding="utf-8"))
    events = Calendar.from_ical((tmp_path / "calls.ics").read_bytes()).walk("VEVENT")
    assert len(rows) == len(document["calls"]) == len(events)


@pytest.mark.parametrize(
    ("target", "form", "expected"),
    [
        ("fi-amif-2027-2028", "calls", {"fi-amif-2027-2028@v2"}),
        ("fi-amif-2027-2028@v1", "calls", {"fi-amif-2027-2028@v1"}),
    ],
)
def test_a_plan_or_version_can_be_named(
    store: Path, tmp_path: Path, target: str, form: str, expected: set[str]
) -> None:
    assert export(store, tmp_path, target, "--form", form).exit_code == 0
    assert versions_of(rows_of(tmp_path / "calls.csv")) == expected


def test_a_package_is_of_all_versions(store: Path, tmp_path: Path) -> None:
    assert export(store, tmp_path, "--form", "package", "--csv").exit_code == 0
    assert len(rows_of(tmp_path / "tables" / "versions.csv")) == 4


def test_the_same_store_gives_the_same_bytes(store: Path, tmp_path: Path) -> None:
    for form in ("calls", "dcat", "package", "workbook"):
        for name in ("a", "b"):
            result = export(store, tmp_path / form / name, "--form", form, "--csv")
            assert result.exit_code == 0, result.output
        first, second = (
            {p.relative_to(root): p.read_bytes() for p in root.rglob("*") if p.is_file()}
            for root in (tmp_path / form / "a", tmp_path / form / "b")
        )
        assert first == second != {}, form


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["--form", "spreadsheet"], 2, "unknown format 'spreadsheet': use one of calls, dcat"),
        (["fi-none-2027-2028"], 3, "fi-none-2027-2028: no such file, and no stored plan"),
        (["fi-amif-2027-2028@v9"], 3, "no version v9"),
    ],
)
def test_what_cannot_be_exported_is_said_in_a_line(
    store: Path, tmp_path: Path, arguments: list[str], status: int, said: str
) -> None:
    result = export(store, tmp_path, *arguments)
    assert result.exit_code == status
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_an_empty_store_says_so(tmp_path: Path) -> None:
    result = export(tmp_path / "nothing", tmp_path, "--form", "calls")
    assert (result.exit_code, len(result.stderr.splitlines())) == (3, 1)
    assert "no plan is stored there" in result.stderr


def test_a_folder_that_cannot_be_made_is_named(store: Path, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("", encoding="utf-8")
    result = export(store, taken / "in", "--form", "calls")
    assert result.exit_code == 3
    assert str(taken / "in") in result.stderr.replace("\n", "")


def test_a_wrong_publication_file_stops_a_run_before_anything_is_stored(
    samples: Path, tmp_path: Path
) -> None:
    (tmp_path / PUBLICATION).write_text('licence = "free"', encoding="utf-8")
    plan = samples / "bmvi-2027-2028.en.pdf"
    result = CliRunner().invoke(app, ["run", str(plan), "--out", str(tmp_path)])
    assert result.exit_code == 2
    assert f"{tmp_path / PUBLICATION}: key licence" in result.stderr
    assert not (tmp_path / "fi-bmvi-2027-2028").exists()
    assert not (tmp_path / "catalog.json").exists()

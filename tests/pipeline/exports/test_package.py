"""The Data Package of a whole store: frictionless reads every CSV, its types and its keys."""

from __future__ import annotations

import json
from pathlib import Path

import frictionless
import pandas as pd
import pytest

from pipeline.exports import load_export, write_export
from pipeline.exports.forms import find_form


@pytest.fixture(scope="module")
def folder(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    form = find_form("package")
    out = tmp_path_factory.mktemp("package")
    write_export(load_export(None, store, form, with_csv=True), form, out)
    return out


def errors_of(folder: Path) -> list[str]:
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.errors == []
    return [f"{task.name}: {error.message}" for task in report.tasks for error in task.errors]


def test_frictionless_finds_nothing(folder: Path) -> None:
    assert errors_of(folder) == []


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        ("activities", '"1A1"', '"9Z9"', "not found in the lookup table"),
        ("cards", '"fi-isf-2027-2028","v1"', '"fi-isf-2027-2028","v7"', "lookup table"),
        ("cards", '"1A3"', '"1A1"', "primary key"),
        ("support_rates", ",75,", ",many,", "type is"),
    ],
)
def test_frictionless_finds_what_is_broken(
    folder: Path, tmp_path: Path, table: str, old: str, new: str, said: str
) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            copy = tmp_path / path.relative_to(folder)
            copy.parent.mkdir(exist_ok=True)
            copy.write_bytes(path.read_bytes())
    broken = tmp_path / "tables" / f"{table}.csv"
    text = broken.read_text(encoding="utf-8")
    assert old in text
    broken.write_text(text.replace(old, new), encoding="utf-8")
    assert any(said.lower() in error.lower() for error in errors_of(tmp_path))


def test_csv_and_parquet_hold_the_same_rows(folder: Path) -> None:
    names = sorted(path.stem for path in (folder / "tables").glob("*.parquet"))
    assert {"call_calendar", "versions", "cards", "changes"} <= set(names)
    for name in names:
        parquet = pd.read_parquet(folder / "tables" / f"{name}.parquet")
        csv = pd.read_csv(folder / "tables" / f"{name}.csv")
        assert list(csv.columns) == list(parquet.columns)
        assert len(csv) == len(parquet), name
    cards = pd.read_parquet(folder / "tables" / "cards.parquet")
    again = pd.read_csv(folder / "tables" / "cards.csv")
    assert again["goal"].fillna("").tolist() == cards["goal"].fillna("").tolist()


def test_the_descriptor_says_where_the_data_is_from(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert (package["name"], package["title"]) == ("plans", "Plans of the funds")
    assert [one["name"] for one in package["licenses"]] == ["CC-BY-4.0"]
    assert package["sources"][1] == {
        "title": "amif-2027-2028_v2.sv.pdf", "version": "fi-amif-2027-2028@v2"
    }  # fmt: skip
    described = {one["path"] for one in package["resources"]}
    assert described == {
        path.relative_to(folder).as_posix() for path in (folder / "tables").iterdir()
    }


def test_changes_of_every_version_are_in_one_table(folder: Path) -> None:
    changes = pd.read_parquet(folder / "tables" / "changes.parquet")
    assert set(changes["version"]) == {"v2"}
    assert {"sentence_en", "sentence_sv", "sentence_fi", "impact"} <= set(changes.columns)

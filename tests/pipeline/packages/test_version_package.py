"""The datapackage.json of a version: frictionless finds nothing, and the keys hold."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import frictionless
import pyarrow.parquet as pq
import pytest

from pipeline.store import Store
from schemas.publication import PUBLICATION
from schemas.record import Plan
from schemas.table_keys import PRIMARY_KEYS

FIRST = "amif-2027-2028.sv.pdf"
SECOND = "amif-2027-2028_v2.sv.pdf"
PUBLISHED = """\
licence = "CC-BY-4.0"

[publisher]
name = "Ministry of Examples"
address = "https://ministry.example.org"
"""


@pytest.fixture(scope="module")
def folder(
    extracted: Callable[[str], Plan], samples: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A second version, so that there are changes too."""
    root = tmp_path_factory.mktemp("out")
    (root / PUBLICATION).write_text(PUBLISHED, encoding="utf-8")
    store = Store(root)
    return [store.add(extracted(name), samples / name).folder for name in (FIRST, SECOND)][1]


def errors_of(folder: Path) -> list[str]:
    report = frictionless.validate(str(folder / "datapackage.json"))
    return [error.message for task in report.tasks for error in task.errors] + [
        error.message for error in report.errors
    ]


def test_frictionless_finds_nothing(folder: Path) -> None:
    assert errors_of(folder) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("calls.csv", b",2027,", b",soon,", "soon"),
        ("cards.parquet", b"PAR1", b"PAR2", "hash"),
        ("plan.json", b"AMIF", b"AMIG", "hash"),
    ],
)
def test_frictionless_finds_a_changed_file(
    folder: Path, tmp_path: Path, name: str, old: bytes, new: bytes, said: str
) -> None:
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    changed = (tmp_path / name).read_bytes().replace(old, new)
    (tmp_path / name).write_bytes(changed)
    assert any(said in error for error in errors_of(tmp_path))


def test_only_tables_that_a_validator_can_open_say_so(folder: Path) -> None:
    """The profile of version 2 allows no other type than "table"."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert {one["path"]: one.get("type") for one in package["resources"] if "type" in one} == {
        "calls.csv": "table"
    }


def test_licence_publisher_and_source_are_said(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["licenses"] == [
        {
            "name": "CC-BY-4.0",
            "path": "https://creativecommons.org/licenses/by/4.0/",
            "title": "Creative Commons Attribution 4.0 International",
        }
    ]
    assert package["contributors"] == [
        {
            "title": "Ministry of Examples",
            "path": "https://ministry.example.org",
            "roles": ["publisher"],
        }
    ]
    assert package["sources"] == [{"title": SECOND, "path": "source.pdf"}]
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"


def test_what_no_one_said_is_left_out(
    extracted: Callable[[str], Plan], samples: Path, tmp_path: Path
) -> None:
    folder = Store(tmp_path).add(extracted(FIRST), samples / FIRST).folder
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert {"licenses", "contributors"} & set(package) == set()


def test_every_key_is_claimed_and_holds_in_duckdb(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    schemas = {one["name"]: one["schema"] for one in package["resources"] if "schema" in one}
    claimed = {name.rpartition("-")[0] for name, one in schemas.items() if "primaryKey" in one}
    assert claimed == {*PRIMARY_KEYS, "calls"} - {"call_calendar"}
    paths = {one["name"]: folder / one["path"] for one in package["resources"]}
    connection = duckdb.connect()
    for name, schema in schemas.items():
        rows = f"'{paths[name]}'"
        if key := schema.get("primaryKey"):
            twice = f"SELECT 1 FROM {rows} GROUP BY {', '.join(key)} HAVING count(*) > 1"
            assert connection.execute(twice).fetchall() == []
        for foreign in schema.get("foreignKeys", []):
            other = f"'{paths[foreign['reference']['resource']]}'"
            using = ", ".join(foreign["fields"])
            missing = f"SELECT * FROM {rows} ANTI JOIN {other} USING ({using})"
            assert connection.execute(missing).fetchall() == [], (name, foreign)


def test_a_version_is_a_row(folder: Path) -> None:
    (row,) = pq.read_table(folder / "versions.parquet").to_pylist()
    assert (row["plan_id"], row["version"]) == ("fi-amif-2027-2028", "v2")
    assert (row["supersedes"], row["sequence"]) == ("v1", 2)
    assert (row["fund"], row["country"], row["language"]) == ("AMIF", "FI", "sv")
    assert (row["period_start"], row["period_end"], row["file"]) == (2027, 2028, SECOND)

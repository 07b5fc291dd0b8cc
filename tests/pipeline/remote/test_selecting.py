"""A command fetches what it reads of a store, and no more: the rest may be gone."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path

import pytest
import regex
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.remote.manifest import (
    MANIFEST,
    Manifest,
    file_to_entry,
    json_to_manifest,
    manifest_to_json,
)
from pipeline.remote.objects import open_objects
from pipeline.remote.selecting import (
    Selection,
    select_feed,
    select_for_writing,
    select_versions,
)
from pipeline.store import readings
from schemas.publication import PUBLICATION

PLAN_ID = "fi-amif-2027-2028"
PATHS = frozenset(
    {
        "catalog.json",
        "changes/000000000001.fi-amif-2027-2028@v1.0c3f81d2a94b.jsonl",
        "changes/000000000002.fi-isf-2027-2028@v1.1d3f81d2a94b.jsonl",
        "changes/000000000003.fi-amif-2027-2028@v2.2e3f81d2a94b.jsonl",
        "changes/000000000030.fi-isf-2027-2028@v2.3f3f81d2a94b.jsonl",
        "fi-amif-2027-2028/history.parquet",
        "fi-amif-2027-2028/v1/cards.parquet",
        "fi-amif-2027-2028/v1/plan.json",
        "fi-amif-2027-2028/v1/source.pdf",
        "fi-amif-2027-2028/v2/plan.json",
        "fi-isf-2027-2028/v1/plan.json",
        "overrides.toml",
    }
)


@pytest.mark.parametrize(
    ("selection", "chosen"),
    [
        (select_versions(f"{PLAN_ID}@v1"), ["*amif*/v1/plan.json"]),
        (select_versions(f"{PLAN_ID}@v1", f"{PLAN_ID}@v2"), ["*amif*/v?/plan.json"]),
        (select_versions(PLAN_ID), ["*amif*/v?/plan.json"]),
        (select_versions(None), ["*/v?/plan.json"]),
        (select_versions(f"{PLAN_ID}@v9"), ["*amif*/v?/plan.json"]),  # an error says v1 and v2
        (select_versions("fi-bmvi-2027-2028"), ["*/v?/plan.json"]),  # and which plans there are
        (select_versions(__file__), []),
        (select_versions(PLAN_ID, files=("source.pdf",)), ["*amif*/v?/[ps][lo]*"]),
        (select_versions(f"{PLAN_ID}@v1", files=None), ["*amif*/v1/*"]),
        (select_feed(0, None), ["changes/*"]),
        (select_feed(0, PLAN_ID), ["changes/*01.*", "changes/*03.*", "changes/*30.*"]),
        (select_feed(1, None), ["changes/*02.*", "changes/*03.*", "changes/*30.*"]),
        (select_feed(10, None), ["changes/*03.*", "changes/*30.*"]),
        (select_feed(99, None), ["changes/*30.*"]),  # which tells that there is no 99
        (select_for_writing(rereads=True), ["*.json", "*.toml", "changes/*", "*/history.parquet"]),
    ],
)
def test_what_is_chosen(selection: Selection, chosen: list[str]) -> None:
    expected = {path for path in PATHS if any(fnmatch(path, pattern) for pattern in chosen)}
    assert selection.choose(PATHS) == expected


SAID = b'[publisher]\nname = "Anna"\n'


def call(*arguments: str) -> str:
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(scope="module")
def plans(samples: Path) -> list[str]:
    return [str(samples / f"amif-2027-2028{name}.sv.pdf") for name in ("", "_v2")]


@pytest.fixture(scope="module")
def folder(plans: list[str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store of two versions in a folder."""
    out = tmp_path_factory.mktemp("folder")
    call("run", *plans, "--out", str(out))
    (out / PUBLICATION).write_bytes(SAID)
    return str(out)


@pytest.fixture
def stored(plans: list[str], s3: str) -> str:
    """The same store in a bucket."""
    call("run", *plans, "--out", s3)
    open_objects(s3).add(PUBLICATION, SAID)
    return s3


def keep_only(url: str, *patterns: str) -> None:
    """Delete all objects but the manifest and those of files that are named so."""
    objects = open_objects(url)
    for path, entry in list_entries(url):
        if not any(fnmatch(path, pattern) for pattern in patterns):
            objects.storage.delete(entry)


def list_entries(url: str) -> Iterable[tuple[str, str]]:
    found = open_objects(url).read(MANIFEST)
    assert found
    manifest = json_to_manifest(found.data, url)
    return [(path, entry.object) for path, entry in manifest.files.items()]


@pytest.mark.parametrize(
    ("command", "needs"),
    [
        (["diff", f"{PLAN_ID}@v1", f"{PLAN_ID}@v2"], ["*/v?/plan.json"]),
        (["check", f"{PLAN_ID}@v2"], ["*/v2/plan.json"]),
        (["show", "2B1", "--plan", f"{PLAN_ID}@v1"], ["*/v1/plan.json"]),
        (["show", "2B1"], ["*/plan.json"]),
        (["history", PLAN_ID, "2B1"], ["*/plan.json"]),
        (["feed", "--since", "1"], ["changes/*02.*"]),
        (["feed"], ["changes/*"]),
    ],
)
def test_a_command_fetches_what_it_reads(
    stored: str, folder: str, command: list[str], needs: list[str]
) -> None:
    keep_only(stored, *needs)
    assert call(*command, "--out", stored) == call(*command, "--out", folder)


@pytest.mark.parametrize(
    ("form", "needs"),
    [
        ("calls", ["*/plan.json"]),
        ("workbook", ["*/plan.json", "*/changes.parquet"]),
        ("package", ["*/plan.json", "*/changes.parquet"]),
        ("dcat", ["*/v?/*"]),
    ],
)
def test_an_export_fetches_what_its_form_reads(
    stored: str, folder: str, tmp_path: Path, form: str, needs: list[str]
) -> None:
    keep_only(stored, *needs)
    for store, out in ((stored, "remote"), (folder, "local")):
        call("export", "--form", form, "--store", store, "--out", str(tmp_path / out))
    assert_same_files(tmp_path / "remote", tmp_path / "local")


def test_a_site_is_made_of_documents_and_sources(stored: str, folder: str, tmp_path: Path) -> None:
    keep_only(stored, "*/plan.json", "*/source.pdf")
    for store, out in ((stored, "remote"), (folder, "local")):
        call("report", PLAN_ID, "--store", store, "--out", str(tmp_path / out))
    assert_same_files(tmp_path / "remote", tmp_path / "local")


def assert_same_files(made: Path, expected: Path) -> None:
    names = {path.relative_to(expected) for path in expected.rglob("*") if path.is_file()}
    assert names == {path.relative_to(made) for path in made.rglob("*") if path.is_file()}
    for name in names:
        assert (made / name).read_bytes() == (expected / name).read_bytes(), name


def test_a_version_is_added_without_fetching_tables_or_sources(stored: str, samples: Path) -> None:
    keep_only(stored, "catalog.json", "changes/*", "*/history.parquet", "*/v?/*.json")
    said = call("run", str(samples / "isf-2027-2028.fi.pdf"), "--out", stored)
    assert "fi-isf-2027-2028/v1" in said


def test_a_version_of_another_build_is_read_again_from_its_source(
    stored: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = call("history", PLAN_ID, "2B1", "--out", stored)
    monkeypatch.setattr(readings, "find_build", lambda: "another")
    keep_only(stored, "*/plan.json", "*/source.pdf")
    assert call("history", PLAN_ID, "2B1", "--out", stored) == history

    keep_only(stored, "*/plan.json")
    result = CliRunner().invoke(app, ["history", PLAN_ID, "--out", stored])
    assert result.exit_code == 3
    assert regex.search(r"/source\.[0-9a-f]{16}\.pdf: is missing", result.output)


def test_a_document_that_cannot_be_read_is_named_by_the_store(s3: str) -> None:
    objects = open_objects(s3)
    path = f"{PLAN_ID}/v1/plan.json"
    entry = file_to_entry(path, b"{}")
    objects.add(entry.object, b"{}")
    objects.add(MANIFEST, manifest_to_json(Manifest(files={path: entry})))
    for command in (["history", PLAN_ID], ["check", PLAN_ID]):
        result = CliRunner().invoke(app, [*command, "--out", s3])
        assert result.exit_code == 3
        assert f"{s3}/{path}: cannot be read as a plan document" in result.output

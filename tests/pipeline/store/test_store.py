"""Versions in a folder: whole or not at all, never changed, the same from the same input."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.store import Store
from pipeline.store.catalog import CATALOG
from pipeline.store.history_file import HISTORY
from pipeline.store.locking import LOCK
from pipeline.store.naming import Naming
from pipeline.write import NewVersion, write_version
from schemas.errors import InputError, StoreError, UsageError
from schemas.record import Plan
from schemas.record_json import plan_to_json
from tests.pipeline.store.conftest import AMIF
from tests.pipeline.store.editions import Edition, files_of, make_edition

TABLES = {
    "versions", "cards", "activities", "result_targets", "indicators", "beneficiaries",
    "calls", "support_rates", "funding", "milestones", "progress", "findings", "evidence",
    "corrections",
}  # fmt: skip
FILES = {f"{table}.parquet" for table in TABLES} | {
    "source.pdf", "plan.json", "cards.jsonl", "datapackage.json",
    "calls.csv", "calls.json", "calls.ics",
}  # fmt: skip
CHANGES = {"changes.json", "changes.parquet"}
"""What a version has beside, if there is one before it."""


FED = 2
"""Files of the feed, one for each of two versions."""


def times_of(root: Path) -> dict[str, int]:
    """Time of the last change of every file and folder below ``root``."""
    return {
        str(path.relative_to(root)): path.stat().st_mtime_ns
        for path in [root, *sorted(root.rglob("*"))]
    }


def catalog_of(root: Path) -> list[dict[str, Any]]:
    versions: list[dict[str, Any]] = json.loads((root / "catalog.json").read_text())["versions"]
    return versions


def names_in_catalog(root: Path) -> list[tuple[str, str]]:
    return [(entry["plan_id"], entry["version"]) for entry in catalog_of(root)]


def test_a_version_is_a_folder_with_every_output(plan: Edition, tmp_path: Path) -> None:
    stored = Store(tmp_path / "out").add(*plan)
    assert stored.new
    assert stored.folder == tmp_path / "out" / "fi-amif-2027-2028" / "v1"
    assert {path.name for path in stored.folder.iterdir()} == FILES
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "catalog.json", "changes", "fi-amif-2027-2028", LOCK
    }  # fmt: skip


def test_plan_json_is_the_document_with_its_settled_name(plan: Edition, tmp_path: Path) -> None:
    stored = Store(tmp_path).add(*plan)
    text = (stored.folder / "plan.json").read_text(encoding="utf-8")
    assert text == plan_to_json(stored.plan)
    assert stored.plan.plan.version == "v1"
    assert stored.plan.cards == plan.plan.cards


def test_cards_jsonl_has_one_card_per_line(plan: Edition, tmp_path: Path) -> None:
    folder = Store(tmp_path).add(*plan).folder
    document = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    lines = (folder / "cards.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(plan.plan.cards) > 5
    keys = {"plan_id": "fi-amif-2027-2028", "version": "v1"}
    assert [json.loads(line) for line in lines] == [{**keys, **card} for card in document["cards"]]


def test_the_data_package_describes_every_other_file(plan: Edition, tmp_path: Path) -> None:
    folder = Store(tmp_path).add(*plan).folder
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    described = {resource["path"]: resource for resource in package["resources"]}
    assert set(described) == FILES - {"datapackage.json"}
    for name, resource in described.items():
        data = (folder / name).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
    fields = described["support_rates.parquet"]["schema"]["fields"]
    assert {field["name"]: field["type"] for field in fields} == {
        "plan_id": "string", "version": "string", "card_id": "string", "position": "integer",
        "raised": "boolean", "percent": "integer", "condition": "string",
    }  # fmt: skip


def test_the_catalog_names_every_version(plan: Edition, other: Edition, tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add(*plan)
    store.add(*other)
    first, second = catalog_of(tmp_path)
    assert (first["plan_id"], first["version"]) == ("fi-amif-2027-2028", "v1")
    assert (first["fund"], first["language"], first["status"]) == ("AMIF", "sv", "complete")
    assert (first["file"], first["sha256"]) == (AMIF, plan.header.source.sha256)
    assert (first["cards"], first["findings"]) == (len(plan.plan.cards), len(plan.plan.findings))
    assert (second["plan_id"], second["fund"]) == ("fi-isf-2027-2028", "ISF")


def test_another_file_of_the_same_plan_is_the_next_version(
    plan: Edition, amended: Edition, tmp_path: Path
) -> None:
    store = Store(tmp_path)
    first, second = store.add(*plan), store.add(*amended)
    assert (first.plan.plan.version, second.plan.plan.version) == ("v1", "v2")
    assert first.folder.parent == second.folder.parent
    assert names_in_catalog(tmp_path) == [
        ("fi-amif-2027-2028", "v1"), ("fi-amif-2027-2028", "v2")
    ]  # fmt: skip


def test_versions_are_numbered_on_and_listed_as_stored(plan: Edition, tmp_path: Path) -> None:
    store = Store(tmp_path / "out")
    store.add(*make_edition(plan, 9, tmp_path), Naming("v9"))
    store.add(*make_edition(plan, 10, tmp_path))
    store.add(*make_edition(plan, 11, tmp_path))
    versions = [version for _, version in names_in_catalog(tmp_path / "out")]
    assert versions == ["v9", "v10", "v11"]


def test_a_version_can_be_given_a_name(plan: Edition, amended: Edition, tmp_path: Path) -> None:
    store = Store(tmp_path)
    named = store.add(*plan, Naming("2027-01_draft.1"))
    assert named.folder.name == named.plan.plan.version == "2027-01_draft.1"
    assert store.add(*amended).plan.plan.version == "v1"


@pytest.mark.parametrize("version", [None, "another-name"])
def test_the_same_file_again_changes_no_byte(
    version: str | None, plan: Edition, amended: Edition, tmp_path: Path
) -> None:
    store = Store(tmp_path)
    store.add(*plan)
    store.add(*amended)
    files, times = files_of(tmp_path), times_of(tmp_path)
    again = Store(tmp_path).add(*plan, Naming(version))
    assert not again.new
    assert again.folder.name == again.plan.plan.version == "v1"
    assert files_of(tmp_path) == files
    assert times_of(tmp_path) == times
    assert len(files) == 2 * len(FILES) + len(CHANGES) + len({HISTORY, CATALOG}) + FED


def test_the_same_input_gives_the_same_bytes_in_two_stores(
    plan: Edition, amended: Edition, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        store = Store(tmp_path / name)
        store.add(*plan)
        store.add(*amended)
    files = files_of(tmp_path / "one")
    assert files == files_of(tmp_path / "two")
    assert len(files) == 2 * len(FILES) + len(CHANGES) + len({HISTORY, CATALOG}) + FED


@pytest.mark.parametrize(
    "version",
    ["", ".", "..", "a/b", "../up", "a\\b", ".hidden", "-v1", "one two", "v1\n", "å", "x" * 101],
)
def test_a_version_that_is_no_file_name_is_refused(
    version: str, plan: Edition, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="version"):
        Store(tmp_path / "out").add(*plan, Naming(version))
    assert not (tmp_path / "out").exists()


def test_a_version_made_of_another_file_is_not_overwritten(
    plan: Edition, amended: Edition, tmp_path: Path
) -> None:
    store = Store(tmp_path)
    store.add(*plan, Naming("spring"))
    files = files_of(tmp_path)
    with pytest.raises(UsageError, match="'spring'"):
        store.add(*amended, Naming("spring"))
    assert files_of(tmp_path) == files


class Interrupted(BaseException):
    """Such as Ctrl-C."""


def write_and_fail(error: BaseException) -> Callable[[NewVersion, Path], None]:
    def write(version: NewVersion, folder: Path) -> None:
        write_version(version, folder)
        raise error

    return write


@pytest.mark.parametrize(
    ("error", "seen"),
    [(OSError(28, "No space left on device"), StoreError), (Interrupted(), Interrupted)],
)
def test_a_writer_that_fails_midway_leaves_no_file(
    error: BaseException, seen: type[BaseException], plan: Edition, amended: Edition, tmp_path: Path
) -> None:
    Store(tmp_path).add(*plan)
    files = files_of(tmp_path)
    with pytest.raises(seen):
        Store(tmp_path, write=write_and_fail(error)).add(*amended)
    assert files_of(tmp_path) == files
    assert {path.name for path in (tmp_path / "fi-amif-2027-2028").iterdir()} == {"v1", HISTORY}
    assert Store(tmp_path).add(*amended).plan.plan.version == "v2"


def test_a_first_version_that_fails_leaves_no_folder(plan: Edition, tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        Store(tmp_path, write=write_and_fail(OSError(28, "No space left on device"))).add(*plan)
    assert [path.name for path in tmp_path.iterdir()] == [LOCK]


def test_what_a_killed_run_left_is_no_version(plan: Edition, tmp_path: Path) -> None:
    left = tmp_path / ".plancards-killed"
    left.mkdir()
    (left / "plan.json").write_text("{", encoding="utf-8")
    assert Store(tmp_path).add(*plan).plan.plan.version == "v1"
    assert names_in_catalog(tmp_path) == [("fi-amif-2027-2028", "v1")]
    assert not left.exists()


def test_a_folder_that_cannot_be_made_is_named(plan: Edition, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    root = tmp_path / "file" / "out"
    with pytest.raises(StoreError) as caught:
        Store(root).add(*plan)
    assert str(root) in str(caught.value)
    assert "--out" in str(caught.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_named(plan: Edition, tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(StoreError, match="permission"):
            Store(tmp_path).add(*plan)
        assert list(tmp_path.iterdir()) == []
    finally:
        tmp_path.chmod(0o755)


def test_a_lost_catalog_is_made_again(plan: Edition, amended: Edition, tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add(*plan)
    store.add(*amended)
    catalog = (tmp_path / "catalog.json").read_bytes()
    (tmp_path / "catalog.json").unlink()
    assert not store.add(*plan).new
    assert (tmp_path / "catalog.json").read_bytes() == catalog


def test_a_version_missing_from_the_catalog_is_put_back(
    plan: Edition, amended: Edition, tmp_path: Path
) -> None:
    store = Store(tmp_path)
    store.add(*plan)
    before = (tmp_path / "catalog.json").read_bytes()
    store.add(*amended)
    (tmp_path / "catalog.json").write_bytes(before)
    assert not store.add(*amended).new
    assert [version for _, version in names_in_catalog(tmp_path)] == ["v1", "v2"]


def test_a_version_whose_folder_is_gone_leaves_the_catalog(
    plan: Edition, other: Edition, tmp_path: Path
) -> None:
    store = Store(tmp_path)
    gone = store.add(*plan).folder
    for path in gone.iterdir():
        path.unlink()
    gone.rmdir()
    store.add(*other)
    assert names_in_catalog(tmp_path) == [("fi-isf-2027-2028", "v1")]


def test_a_damaged_catalog_is_made_again(plan: Edition, tmp_path: Path) -> None:
    (tmp_path / "catalog.json").write_bytes(b"\xff\xfe\xff")
    Store(tmp_path).add(*plan)
    assert names_in_catalog(tmp_path) == [("fi-amif-2027-2028", "v1")]


def test_a_catalog_that_cannot_be_written_is_named(plan: Edition, tmp_path: Path) -> None:
    Store(tmp_path).add(*plan)
    (tmp_path / "catalog.json").unlink()
    (tmp_path / "catalog.json").mkdir()
    with pytest.raises(StoreError, match="cannot be written"):
        Store(tmp_path).add(*plan)


def test_a_damaged_version_is_named(plan: Edition, amended: Edition, tmp_path: Path) -> None:
    damaged = Store(tmp_path).add(*plan).folder / "plan.json"
    damaged.write_text('{"cards": []}', encoding="utf-8")
    with pytest.raises(StoreError) as caught:
        Store(tmp_path).add(*amended)
    assert str(damaged) in str(caught.value)


def test_a_folder_of_another_name_than_its_document_is_named(
    plan: Edition, amended: Edition, tmp_path: Path
) -> None:
    folder = Store(tmp_path).add(*plan).folder
    folder.rename(folder.with_name("copy"))
    with pytest.raises(StoreError, match=r"copy/plan.json: holds fi-amif-2027-2028@v1"):
        Store(tmp_path).add(*amended)


# The source


def test_the_source_is_kept_byte_for_byte(plan: Edition, tmp_path: Path) -> None:
    stored = Store(tmp_path).add(*plan)
    kept = stored.folder / "source.pdf"
    assert kept.read_bytes() == plan.file.read_bytes()
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == stored.plan.plan.source.sha256


def test_a_text_is_kept_as_text(read_text: Callable[..., Plan], tmp_path: Path) -> None:
    plan = read_text("Measure 1A1 Registers\nNames.\nSupport\n75 %\nCall timing\nSpring 2027\n")
    folder = Store(tmp_path / "out").add(plan, tmp_path / "dump.txt").folder
    assert (folder / "source.txt").read_bytes() == (tmp_path / "dump.txt").read_bytes()


@pytest.mark.parametrize(("data", "said"), [(b"%PDF-1.7 other", "changed"), (None, "read again")])
def test_a_file_that_changed_since_it_was_read_is_not_stored(
    data: bytes | None, said: str, plan: Edition, tmp_path: Path
) -> None:
    file = tmp_path / "plan.pdf"
    if data:
        file.write_bytes(data)
    with pytest.raises(InputError, match=said):
        Store(tmp_path / "out").add(plan.plan, file)
    assert not (tmp_path / "out").exists()


def test_the_sources_of_all_versions_are_listed(
    plan: Edition, amended: Edition, tmp_path: Path
) -> None:
    store = Store(tmp_path / "out")
    assert store.list_sources() == set()
    store.add(*plan)
    store.add(*amended)
    assert store.list_sources() == {edition[0].plan.source.sha256 for edition in (plan, amended)}

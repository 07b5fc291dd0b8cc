"""What must hold of a store at any moment, and what a disturbed run must have left as it was."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq

from pipeline.store.feed import FEED, read_feed
from pipeline.store.transaction import PREFIX
from schemas.feed import Event

PACKAGE = "datapackage.json"


def hash_files(root: Path) -> dict[str, str]:
    """Hash of every file that is in place, by its path below ``root``."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not _is_hidden(path.relative_to(root))
    }


def list_leftovers(root: Path) -> list[str]:
    """Folders of runs that did not come to their end."""
    return sorted(path.name for path in root.glob(f"{PREFIX}*"))


def find_faults(root: Path, before: dict[str, str]) -> list[str]:
    """What is wrong with a store whose run was disturbed; nothing, if it is whole.

    Args:
        root: the store.
        before: its files before the run, as ``hash_files`` tells them.
    """
    return [
        *_find_broken_versions(root),
        *_find_changed(root, before),
        *_find_uncatalogued(root),
        *_find_broken_histories(root),
        *_find_broken_feed(root),
    ]


def list_versions(root: Path) -> list[str]:
    """The versions that the folders show, such as "fi-amif-2027-2028/v1"."""
    folders = (path for path in root.glob("*/*") if path.is_dir())
    shown = (path.relative_to(root) for path in folders)
    return sorted(path.as_posix() for path in shown if not _is_hidden(path))


def _find_broken_versions(root: Path) -> Iterator[str]:
    """Versions with a file that is missing, or other than its data package says."""
    for name in list_versions(root):
        package = root / name / PACKAGE
        if not package.is_file():
            yield f"{name}: no {PACKAGE}"
            continue
        resources = json.loads(package.read_text(encoding="utf-8"))["resources"]
        for resource in resources:
            path = root / name / resource["path"]
            data = path.read_bytes() if path.is_file() else None
            if data is None or f"sha256:{hashlib.sha256(data).hexdigest()}" != resource["hash"]:
                yield f"{name}: {path.name} is not as its data package says"


def _find_changed(root: Path, before: dict[str, str]) -> Iterator[str]:
    """Files of versions, and of the feed, that were there before and are not as they were."""
    now = hash_files(root)
    for path, digest in before.items():
        stays = path.count("/") == 2 or path.startswith(f"{FEED}/")
        if stays and now.get(path) != digest:
            yield f"{path}: is not as it was"


def _find_uncatalogued(root: Path) -> Iterator[str]:
    """Versions that the catalog lists and the folder does not have."""
    path = root / "catalog.json"
    if path.exists():
        entries = json.loads(path.read_text(encoding="utf-8"))["versions"]
        listed = {f"{entry['plan_id']}/{entry['version']}" for entry in entries}
        for name in sorted(listed - set(list_versions(root))):
            yield f"{name}: in the catalog, but not there"


def _find_broken_histories(root: Path) -> Iterator[str]:
    """Histories that cannot be read, or tell of versions that are not there."""
    for path in sorted(root.glob("*/history.parquet")):
        plan_id = path.parent.name
        for version in sorted(set(pq.read_table(path)["valid_from"].to_pylist())):
            if f"{plan_id}/{version}" not in list_versions(root):
                yield f"{plan_id}/{version}: in the history, but not there"


def _find_broken_feed(root: Path) -> Iterator[str]:
    """Events that are not numbered on, or that tell of versions that are not there."""
    there = list_versions(root)
    for expected, line in enumerate(read_feed(root), start=1):
        event = Event.model_validate_json(line)
        if event.seq != expected:
            yield f"event {event.seq}: stands where {expected} should"
        name = f"{event.data.plan_id}/{event.data.version}"
        if name not in there:
            yield f"{name}: in the feed, but not there"


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)

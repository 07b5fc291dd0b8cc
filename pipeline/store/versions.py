"""The versions that are in a folder, by their plan documents."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.store.file_state import FileState, find_file_state
from pipeline.store.order import order_versions
from schemas.errors import StoreError
from schemas.record import Plan, PlanHeader

STORED_DOCUMENT = "plan.json"

KNOWN_VERSIONS = 20_000
"""So many versions are remembered, for runs that store many plans."""


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """A whole version, known by its header.

    Attributes:
        folder: where it is.
        header: of its plan document.
        cards: how many it has.
        findings: how many it has.
    """

    folder: Path
    header: PlanHeader
    cards: int
    findings: int

    @property
    def version(self) -> str:
        """Its name."""
        return self.header.version

    @property
    def sequence(self) -> int | None:
        """1-based order of storing; ``None`` in stores older than the key."""
        return self.header.sequence

    @property
    def supersedes(self) -> str | None:
        """The version it follows."""
        return self.header.supersedes


class _Outline(BaseModel):
    """As much of a plan document as finding it takes; cards are counted, not looked at."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    plan: PlanHeader
    cards: list[object]
    findings: list[object]


def read_versions(root: Path) -> list[StoredVersion]:
    """Every version in the store, by plan and in order, whether or not the catalog names it.

    Raises:
        StoreError: a plan document cannot be read; the message names it.
    """
    return group_versions(list_versions(root))


def list_versions(root: Path) -> Iterator[StoredVersion]:
    """Every version in the store, in no order that means anything.

    Raises:
        StoreError: a plan document cannot be read; the message names it.
    """
    return (version for folder in _list_folders(str(root)) for version in _read_folder(folder))


def read_plan_versions(folder: Path) -> list[StoredVersion]:
    """The versions of one plan in order, the oldest first.

    Raises:
        StoreError: a plan document cannot be read; the message names it.
    """
    return order_versions(_read_folder(str(folder)))


def list_plan_ids(root: Path) -> list[str]:
    """The plans that have a version in the store."""
    folders = _list_folders(str(root))
    return [os.path.basename(folder) for folder in folders if any(_find_documents(folder))]


def group_versions(versions: Iterable[StoredVersion]) -> list[StoredVersion]:
    """Versions of several plans by plan, those of each in their order."""
    plans: dict[str, list[StoredVersion]] = defaultdict(list)
    for version in versions:
        plans[version.header.plan_id].append(version)
    return [version for plan_id in sorted(plans) for version in order_versions(plans[plan_id])]


def load_version(version: StoredVersion) -> Plan:
    """The whole plan document of a version.

    Raises:
        StoreError: it cannot be read.
    """
    path = version.folder / STORED_DOCUMENT
    try:
        return Plan.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise _damaged(path, error) from error


# A store may hold thousands of versions, and for every one that is added all are listed: the disk
# is asked as little as it can be, and paths are texts until something is read.


def _list_folders(folder: str) -> list[str]:
    """Folders in a folder, without hidden ones: these are not in place yet."""
    try:
        with os.scandir(folder) as entries:
            return sorted(e.path for e in entries if e.is_dir() and not e.name.startswith("."))
    except (FileNotFoundError, NotADirectoryError):
        return []


def _read_folder(folder: str) -> Iterator[StoredVersion]:
    """The versions of one plan."""
    return (_read_outline(path, state) for path, state in _find_documents(folder))


def _find_documents(folder: str) -> Iterator[tuple[str, FileState]]:
    """The plan documents of one plan's versions; a folder without one is no version."""
    for inner in _list_folders(folder):
        path = os.path.join(inner, STORED_DOCUMENT)
        try:
            state = find_file_state(path)
        except OSError as error:
            raise _damaged(Path(path), error) from error
        if state:
            yield path, state


@lru_cache(maxsize=KNOWN_VERSIONS)
def _read_outline(name: str, state: FileState) -> StoredVersion:
    """A version whose document is in this state; a version is never changed, so it is read once."""
    path = Path(name)
    try:
        outline = _Outline.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise _damaged(path, error) from error
    header = outline.plan
    if (header.plan_id, header.version) != (path.parts[-3], path.parts[-2]):
        raise StoreError(
            f"{path}: holds {header.plan_id}@{header.version}, which the names of its folders do "
            "not say; name them so, or move the folder away"
        )
    return StoredVersion(path.parent, header, len(outline.cards), len(outline.findings))


def _damaged(path: Path, error: OSError | ValidationError) -> StoreError:
    return StoreError(
        f"{path}: cannot be read as a plan document; move the folder away ({_to_reason(error)})"
    )


def _to_reason(error: OSError | ValidationError) -> str:
    """The first thing that is wrong, in a few words."""
    if isinstance(error, OSError):
        return error.strerror or str(error)
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    return f"{key}: {first['msg']}" if key else first["msg"]

"""Stored versions, handed on to other programs in forms that these know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.exports.forms import FormModule
from pipeline.store.versions import StoredVersion, group_versions, load_version, read_versions
from pipeline.targets import list_versions
from pipeline.whole_file import write_whole
from schemas.errors import InputError, StoreError
from schemas.publication import Publication, load_publication
from schemas.record import Plan


@dataclass(frozen=True, slots=True)
class ExportedVersion:
    """A stored version.

    Attributes:
        plan: its document.
        folder: where its files are.
    """

    plan: Plan
    folder: Path


@dataclass(frozen=True, slots=True)
class Export:
    """What is handed on.

    Attributes:
        store: the folder that the versions are stored in.
        versions: by plan, those of each in their order.
        publication: who publishes them, and under which licence.
        with_csv: whether tables are wanted as CSV too.
    """

    store: Path
    versions: tuple[ExportedVersion, ...]
    publication: Publication
    with_csv: bool = False

    @property
    def plans(self) -> list[Plan]:
        """The versions' documents."""
        return [version.plan for version in self.versions]


def load_export(target: str | None, store: Path, form: FormModule, *, with_csv: bool) -> Export:
    """The versions that a form is made of.

    Args:
        target: PLAN_ID, or PLAN_ID@VERSION; every plan of the store when ``None``.
        store: folder of the store.
        form: some forms have every version of a plan, some only the current one.
        with_csv: whether tables are wanted as CSV too.

    Raises:
        InputError: nothing of that name is stored.
        UsageError: the store's publication.toml is wrong.
        StoreError: a stored document cannot be read.
    """
    stored = _find_versions(target, store, current_only=form.CURRENT_ONLY)
    versions = tuple(ExportedVersion(load_version(one), one.folder) for one in stored)
    return Export(store, versions, load_publication(store), with_csv)


def write_export(export: Export, form: FormModule, folder: Path) -> list[Path]:
    """Write the form's files into a folder, each whole or not at all; what else is there stays.

    Returns:
        The files, in the order they were written: what describes others comes after them.

    Raises:
        StoreError: a file cannot be written.
    """
    written = []
    for name, data in form.render(export):
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"{path.parent}: cannot be made ({error.strerror}); choose another --out"
            ) from error
        write_whole(path, data)
        written.append(path)
    return written


def _find_versions(target: str | None, store: Path, *, current_only: bool) -> list[StoredVersion]:
    if target is None:
        found = group_versions(read_versions(store))
        if not found:
            raise InputError(f"{store}: no plan is stored there; run one, or name it with --store")
        return list(_list_current(found)) if current_only else found
    plan_id, _, version = target.partition("@")
    found = list_versions(plan_id, version or None, store)
    if version:
        return [one for one in found if one.version == version]
    return found[-1:] if current_only else found


def _list_current(versions: list[StoredVersion]) -> Iterator[StoredVersion]:
    """The last version of every plan."""
    last = {version.header.plan_id: version for version in versions}
    yield from last.values()

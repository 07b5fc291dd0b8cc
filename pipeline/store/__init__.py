"""Versions of plans in a folder: each appears whole or not at all, none is ever changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.store.catalog import CATALOG, versions_to_catalog
from pipeline.store.kept_source import load_source
from pipeline.store.locking import hold_lock
from pipeline.store.naming import BEFORE_ALL, Naming, settle_names
from pipeline.store.readings import Reading, Reread, read_as_now
from pipeline.store.transaction import open_transaction, remove_leftovers
from pipeline.store.version_diff import diff_readings
from pipeline.store.versions import StoredVersion, group_versions, load_version, read_versions
from pipeline.write import NewVersion, write_version
from schemas.changes import Diff
from schemas.errors import StoreError, UsageError
from schemas.record import Plan, PlanHeader

WAIT_SECONDS = 10.0
"""So long a run waits for another one that is writing."""

Write = Callable[[NewVersion, Path], None]

DECIDED = Naming()
"""Everything is decided by what the plan says."""


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a version is.

    Attributes:
        folder: with its files.
        plan: as stored.
        new: false when the same file had been stored before.
        diff: against the version before; ``None`` without one, and where nothing is new.
    """

    folder: Path
    plan: Plan
    new: bool
    diff: Diff | None = None


class Store:
    """A folder of versions, ``<root>/<plan_id>/<version>/``, with a catalog of them."""

    def __init__(
        self, root: Path, wait: float = WAIT_SECONDS, write: Write = write_version
    ) -> None:
        """Use ``root``; it is made when the first version is added.

        Args:
            root: the folder.
            wait: seconds to wait while another run is writing.
            write: writes the files of a version into a folder.
        """
        self.root = root
        self._wait = wait
        self._write = write

    def add(
        self,
        plan: Plan,
        source: Path,
        naming: Naming = DECIDED,
        reread: Reread | None = None,
    ) -> Stored:
        """Store a plan as a version, with its source and every output.

        The lock is not held while a version that another build stored is read again: what comes
        before is looked up, read, and looked up again.

        Args:
            plan: as extracted; its names in the store are settled here.
            source: the file that it was extracted from.
            naming: what is not to be decided here.
            reread: extracts the kept source of the version before, when another build stored it.

        Returns:
            The version; the one stored before when the same file is already there.

        Raises:
            UsageError: a name is no name or taken, or a version to supersede is not there.
            InputError: the file was changed meanwhile.
            StoreError: the folder cannot be written, or another run is writing to it.
        """
        naming.check()
        data = load_source(source, plan.plan.source)
        readings: dict[Path, Reading] = {}
        while True:
            with self._writing(), hold_lock(self.root, self._wait):
                remove_leftovers(self.root)
                found = self._settle_and_put(plan, data, naming, readings)
            if isinstance(found, Stored):
                return found
            readings[found.folder] = read_as_now(found, reread)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StoreError(
                f"{self.root}: cannot be written ({error.strerror or error}); check space and "
                "permissions, or choose another folder with --out; the store is as it was"
            ) from error

    def _settle_and_put(
        self, plan: Plan, data: bytes, naming: Naming, readings: Mapping[Path, Reading]
    ) -> Stored | StoredVersion:
        """Store the plan, or name the version before it that has not been read yet."""
        known = read_versions(self.root)
        same = find_same_file(plan.plan, naming, known)
        if same:
            self._mend_catalog(known)
            return Stored(same.folder, load_version(same), new=False)
        settled = settle_names(plan, naming, [version.header for version in known])
        before = find_superseded(settled.plan, known)
        if before is None:
            return self._put(NewVersion(settled, data), known)
        if before.folder not in readings:
            return before
        diff = diff_readings(readings[before.folder], Reading(settled, settled))
        return self._put(NewVersion(settled, data, diff), known)

    def _put(self, version: NewVersion, known: Sequence[StoredVersion]) -> Stored:
        """Put the version and all that tells of it in place, together."""
        plan = version.plan
        folder = self.root / plan.plan.plan_id / plan.plan.version
        new = StoredVersion(folder, plan.plan, len(plan.cards), len(plan.findings))
        with open_transaction(self.root) as transaction:
            self._write(version, transaction.stage_folder(folder))
            catalog = versions_to_catalog(group_versions([*known, new]))
            transaction.stage_file(self.root / CATALOG, catalog)
            transaction.commit()
        return Stored(folder, plan, new=True, diff=version.diff)

    def _mend_catalog(self, known: Sequence[StoredVersion]) -> None:
        """Write the catalog where it does not list what is in the folder."""
        path = self.root / CATALOG
        catalog = versions_to_catalog(known)
        if not path.exists() or path.read_bytes() != catalog:
            with open_transaction(self.root) as transaction:
                transaction.stage_file(path, catalog)
                transaction.commit()


def find_same_file(
    header: PlanHeader, naming: Naming, known: Sequence[StoredVersion]
) -> StoredVersion | None:
    """The version made of the same file and corrections, in the plan the caller names, or any.

    Raises:
        UsageError: it is there, but after another version than the caller says.
    """
    same = (
        version
        for version in known
        if version.header.source.sha256 == header.source.sha256
        and version.header.corrections == header.corrections
        and naming.plan_id in (None, version.header.plan_id)
    )
    found = next(same, None)
    if found and naming.supersedes not in (None, found.supersedes or BEFORE_ALL):
        raise UsageError(
            f"{header.source.file}: already stored as {found.header.plan_id}@{found.version}, "
            f"{f'after {found.supersedes}' if found.supersedes else 'before all others'}; "
            "a stored version is never changed"
        )
    return found


def find_superseded(header: PlanHeader, known: Sequence[StoredVersion]) -> StoredVersion | None:
    """The version that a settled one comes after."""
    own = (version for version in known if version.header.plan_id == header.plan_id)
    return next((version for version in own if version.version == header.supersedes), None)

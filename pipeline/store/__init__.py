"""Versions of plans in a folder: each appears whole or not at all, none is ever changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import overload

from pipeline.store.catalog import CATALOG, versions_to_catalog
from pipeline.store.feed import count_events, header_to_told, write_segment
from pipeline.store.history_file import HISTORY, plans_to_history_file
from pipeline.store.kept_source import load_source
from pipeline.store.locking import hold_lock
from pipeline.store.naming import Naming
from pipeline.store.pending import (
    IsKnown,
    Newcomer,
    Pending,
    find_pending,
    find_stored_file,
)
from pipeline.store.readings import Reading, Reread, read_as_now
from pipeline.store.telling import load_changes, tell_coming
from pipeline.store.transaction import open_transaction, remove_leftovers
from pipeline.store.version_diff import diff_readings
from pipeline.store.versions import list_versions, load_version
from pipeline.write import NewVersion, write_version
from schemas.changes import Diff
from schemas.errors import StoreError
from schemas.publication import load_publication
from schemas.record import Plan

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

    def name_place(self, folder: Path) -> str:
        """What a folder of the store is called when a person is told where it is."""
        return str(folder)

    def list_sources(self) -> set[str]:
        """SHA-256 of every file that a version was made of; for others ``find`` finds nothing.

        Raises:
            StoreError: a plan document in the store cannot be read.
        """
        return {version.header.source.sha256 for version in list_versions(self.root)}

    def add(
        self,
        plan: Plan,
        source: Path,
        naming: Naming | None = None,
        reread: Reread | None = None,
    ) -> Stored:
        """Store a plan as a version, with its source and every output.

        The lock is not held while versions that another build stored are read again: what there is
        to do is looked up, they are read, and it is looked up again.

        Args:
            plan: as extracted; its names in the store are settled here.
            source: the file that it was extracted from.
            naming: what is not to be decided here.
            reread: extracts the kept source of a version that another build stored.

        Returns:
            The version; the one stored before when the same file is already there.

        Raises:
            UsageError: a name is no name or taken, or a version to supersede is not there.
            InputError: the file was changed meanwhile.
            StoreError: the folder cannot be written, or another run is writing to it.
        """
        naming = naming or DECIDED
        naming.check()
        data = load_source(source, plan.plan.source)
        return self._settle(partial(find_pending, self.root, plan, naming), data, reread)

    def find(
        self,
        sha256: str,
        is_known: IsKnown,
        naming: Naming | None = None,
        reread: Reread | None = None,
    ) -> Stored | None:
        """The version that a file is stored as, so that it need not be extracted again.

        What a killed run has left is put right, as by ``add``.

        Args:
            sha256: of the file.
            is_known: whether extracting the file would give a stored version again.
            naming: as of ``add``.
            reread: as of ``add``.

        Raises:
            UsageError: a name is no name.
            StoreError: as of ``add``.
        """
        naming = naming or DECIDED
        naming.check()
        if not self.root.is_dir():
            return None
        look = partial(find_stored_file, self.root, sha256, naming, is_known)
        return self._settle(look, b"", reread)

    @overload
    def _settle(
        self, look: Callable[[], Pending], data: bytes, reread: Reread | None
    ) -> Stored: ...

    @overload
    def _settle(
        self, look: Callable[[], Pending | None], data: bytes, reread: Reread | None
    ) -> Stored | None: ...

    def _settle(
        self, look: Callable[[], Pending | None], data: bytes, reread: Reread | None
    ) -> Stored | None:
        """Look what there is to do, and do it when all that it takes has been read."""
        readings: dict[Path, Reading] = {}
        while True:
            with self._writing(), hold_lock(self.root, self._wait):
                remove_leftovers(self.root)
                pending = look()
                if pending is None:
                    return None
                unread = [v for v in pending.list_to_read() if v.folder not in readings]
                if not unread:
                    return self._store(pending, data, readings)
            readings.update({version.folder: read_as_now(version, reread) for version in unread})

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StoreError(
                f"{self.root}: cannot be written ({error.strerror or error}); check space and "
                "permissions, or choose another folder with --out; the store is as it was"
            ) from error

    def _store(self, pending: Pending, data: bytes, readings: Mapping[Path, Reading]) -> Stored:
        """Put the version, and what tells of versions where it is outdated, in place together."""
        subject = pending.subject
        diff = None
        if isinstance(subject, Newcomer):
            own = Reading(subject.plan, subject.plan)
            readings = {**readings, subject.version.folder: own}
            diff = diff_readings(readings[subject.before.folder], own) if subject.before else None
        files = dict(self._outdated_files(pending, readings, diff))
        if files:
            with open_transaction(self.root) as transaction:
                if isinstance(subject, Newcomer):
                    folder = transaction.stage_folder(subject.version.folder)
                    made = NewVersion(subject.plan, data, diff, load_publication(self.root))
                    self._write(made, folder)
                for path, content in files.items():
                    transaction.stage_file(path, content)
                transaction.commit()
        if isinstance(subject, Newcomer):
            return Stored(subject.version.folder, subject.plan, new=True, diff=diff)
        return Stored(subject.folder, load_version(subject), new=False)

    def _outdated_files(
        self, pending: Pending, readings: Mapping[Path, Reading], diff: Diff | None
    ) -> Iterator[tuple[Path, bytes]]:
        """Histories, feed and catalog, where they do not tell of the versions that will be there.

        The feed comes after what it tells of: who reads an event finds the version.
        """
        for versions in pending.outdated:
            plans = [readings[version.folder].plan for version in versions]
            yield versions[0].folder.with_name(HISTORY), plans_to_history_file(plans)
        first = count_events(pending.segments) + 1
        for coming in pending.comings:
            is_new = isinstance(pending.subject, Newcomer) and (
                coming.version is pending.subject.version
            )
            own = diff if is_new else load_changes(coming.version)
            happenings = list(tell_coming(coming, own, readings))
            told = header_to_told(coming.version.header)
            yield write_segment(self.root, first, told, happenings)
            first += len(happenings)
        path, catalog = self.root / CATALOG, versions_to_catalog(pending.versions)
        if not path.exists() or path.read_bytes() != catalog:
            yield path, catalog

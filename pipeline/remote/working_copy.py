"""A folder with the files of a remote store, and the way of its changes back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from random import uniform
from time import sleep
from typing import TYPE_CHECKING, TypeVar

from pipeline.remote.manifest import (
    MANIFEST,
    Entry,
    Manifest,
    file_to_entry,
    json_to_manifest,
    manifest_to_json,
)
from pipeline.remote.objects import REQUESTS, Objects
from pipeline.remote.selecting import EVERYTHING, Selection
from pipeline.store.kept_source import kept_name
from pipeline.store.readings import is_of_this_build
from pipeline.store.versions import list_versions
from schemas.errors import PlancardsError, StoreError
from schemas.publication import PUBLICATION

if TYPE_CHECKING:
    from obstore import UpdateVersion

TRIES = 50
"""So often a change is made anew when others write meanwhile. One of them gets on each time."""

PAUSE_SECONDS = 0.2
"""At most so long a change waits before it is made anew, so that writers fall out of step."""

Made = TypeVar("Made")

_State = tuple[int, int, int]


class WorkingCopy:
    """A folder that holds a remote store, or a part of it, as it was at one moment."""

    def __init__(self, objects: Objects, folder: Path, selection: Selection = EVERYTHING) -> None:
        """Use ``renew`` to fill the folder.

        Args:
            objects: where the store is.
            folder: an empty one.
            selection: the files that are needed. Others may be made there all the same.
        """
        self.folder = folder
        self._objects = objects
        self._selection = selection
        self._manifest = Manifest()
        self._state: UpdateVersion | None = None
        self._held: dict[str, tuple[Entry, _State]] = {}
        self._is_outdated = False

    def renew(self) -> None:
        """Make the folder what the store is now; what was changed in it meanwhile is dropped.

        Raises:
            StoreError: the storage does not answer, an object is not what the manifest says, or
                the folder has no space for it.
        """
        found = self._objects.read(MANIFEST)
        self._state = found.state if found else None
        self._manifest = json_to_manifest(found.data, self._objects.url) if found else Manifest()
        self._fetch_missing(self._selection.choose(self._manifest.files.keys()))
        if self._selection.rereads:
            with self.say_url():
                outdated = self._list_outdated_sources()
            self._fetch_missing(outdated & self._manifest.files.keys())
        self._is_outdated = False
        if self._selection.with_publication:
            by_hand = self._objects.read(PUBLICATION)
            if by_hand:
                (self.folder / PUBLICATION).write_bytes(by_hand.data)

    def change(self, make: Callable[[Path], Made]) -> Made:
        """Change the folder, and the store likewise; anew when others have written meanwhile.

        Args:
            make: changes the folder that it is given, also when it is called again.

        Returns:
            What the last call of ``make`` gave.

        Raises:
            StoreError: the storage does not answer, or others were faster every time.
        """
        for _ in range(TRIES):
            if self._is_outdated:
                self.renew()
            # What fails on the way must not come into the store with the next change.
            self._is_outdated = True
            with self.say_url():
                made = make(self.folder)
            if self._push():
                self._is_outdated = False
                return made
            sleep(uniform(0, PAUSE_SECONDS))
        raise StoreError(
            f"{self._objects.url}: others wrote to it {TRIES} times meanwhile; run it again when "
            "they are done"
        )

    @contextmanager
    def say_url(self) -> Iterator[None]:
        """Have errors name the store where they would name the folder, which no one knows."""
        try:
            yield
        except PlancardsError as error:
            folder, said = str(self.folder), str(error)
            if folder not in said:
                raise
            raise type(error)(said.replace(folder, self._objects.url)) from error

    def _push(self) -> bool:
        """Add what is new as objects, then replace the manifest; false when others did first."""
        new: dict[str, Entry] = {}
        contents: dict[str, bytes] = {}
        states: dict[str, _State] = {}
        for path, state in self._list_files():
            held = self._held.get(path)
            if held is None or held[1] != state:
                contents[path] = (self.folder / path).read_bytes()
                new[path], states[path] = file_to_entry(path, contents[path]), state
        manifest = Manifest(files={**self._manifest.files, **new})
        if manifest == self._manifest:
            return True

        def add(path: str, entry: Entry) -> None:
            # One that is there already holds the same bytes: its name comes from them.
            self._objects.add(entry.object, contents[path])

        _do_all(add, {path: e for path, e in new.items() if self._manifest.files.get(path) != e})
        data = manifest_to_json(manifest)
        if self._state is None:
            now = self._objects.add(MANIFEST, data)
        else:
            now = self._objects.replace(MANIFEST, data, self._state)
        if now is None:
            return False
        self._state, self._manifest = now, manifest
        self._held.update({path: (entry, states[path]) for path, entry in new.items()})
        return True

    def _fetch_missing(self, paths: Set[str]) -> None:
        """Fetch files that are not there, and remove those that are not what the store has."""
        files = self._manifest.files
        there = {path: (files.get(path), state) for path, state in self._list_files()}
        kept = {path for path, held in there.items() if held == self._held.get(path)}
        self._remove(there.keys() - kept)
        _do_all(self._fetch, {path: files[path] for path in sorted(paths - kept)})
        self._held = {path: (files[path], state) for path, state in self._list_files()}

    def _list_outdated_sources(self) -> Set[str]:
        """The kept files of the versions here that another build has stored."""
        return {
            (version.folder / kept_name(version.header.source)).relative_to(self.folder).as_posix()
            for version in list_versions(self.folder)
            if not is_of_this_build(version.header)
        }

    def _list_files(self) -> Iterator[tuple[str, _State]]:
        """The files of the store in the folder; hidden ones are of runs, not of the store."""
        for path in sorted(self.folder.rglob("*")):
            name = path.relative_to(self.folder)
            if path.is_file() and not any(part.startswith(".") for part in name.parts):
                if str(name) == PUBLICATION:
                    continue
                stat = path.stat()
                yield name.as_posix(), (stat.st_ino, stat.st_mtime_ns, stat.st_size)

    def _remove(self, paths: Iterable[str]) -> None:
        """Remove files, and the folders that are empty then."""
        for path in list(paths):
            (self.folder / path).unlink()
        for folder in sorted(self.folder.rglob("*"), reverse=True):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()

    def _fetch(self, path: str, entry: Entry) -> None:
        found = self._objects.read(entry.object)
        data = found.data if found else b""
        if hashlib.sha256(data).hexdigest() != entry.sha256:
            raise StoreError(
                f"{self._objects.url}/{entry.object}: is missing or not what {MANIFEST} says; put "
                "the object back, or choose another place with --out"
            )
        target = self.folder / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        except OSError as error:
            raise StoreError(
                f"{target}: cannot be written ({error.strerror}) as a copy of {entry.object}; have "
                "TMPDIR name a folder with more space"
            ) from error


def _do_all(act: Callable[[str, Entry], None], files: Mapping[str, Entry]) -> None:
    """Act on files, several at a time; the first error is raised."""
    with ThreadPoolExecutor(REQUESTS) as pool:
        for _ in pool.map(act, files.keys(), files.values()):
            pass

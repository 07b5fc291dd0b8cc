"""Several changes of a folder, prepared aside and then put in place together or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

PREFIX = ".plancards-"
"""Begins the names of folders that hold what is not in place yet."""


class Transaction:
    """What shall come into a folder; nothing of it is there before ``commit``.

    Putting in place is renaming only, so that a full disk is noticed before, and every moment shows
    the old or the new file, never half of one.
    """

    def __init__(self, root: Path, work: Path) -> None:
        """Use ``open_transaction``, which makes and removes ``work``."""
        self._root = root
        self._work = work
        self._staged: list[tuple[Path, Path]] = []

    def stage_folder(self, target: Path) -> Path:
        """An empty folder to write into, which will be ``target``."""
        staged = self._find_staging(target)
        staged.mkdir()
        return staged

    def stage_file(self, target: Path, data: bytes) -> None:
        """Let ``target`` hold ``data``."""
        self._find_staging(target).write_bytes(data)

    def _find_staging(self, target: Path) -> Path:
        """A place of the target's name, in a folder named like the target's."""
        parent = self._work / str(len(self._staged)) / target.parent.name
        parent.mkdir(parents=True)
        self._staged.append((parent / target.name, target))
        return parent / target.name

    def commit(self) -> None:
        """Put everything in place, in the order it was staged.

        Raises:
            OSError: something could not be; what was put in place before is taken back.
        """
        for staged, _ in self._staged:
            _sync_all(staged)
        with ExitStack() as undo:
            for staged, target in self._staged:
                self._put_in_place(staged, target, undo)
            for folder in sorted({self._root, *(target.parent for _, target in self._staged)}):
                _sync(folder)
            undo.pop_all()

    def _put_in_place(self, staged: Path, target: Path, undo: ExitStack) -> None:
        """A folder that is new comes with its first entry, so that it is never seen empty."""
        if target.is_file():
            before = staged.with_name(f"{staged.name}.before")
            shutil.copy2(target, before)
            undo.callback(_take_back, before, target)
            staged.replace(target)
            return
        if not target.parent.exists():
            staged, target = staged.parent, target.parent
        undo.callback(_take_back, target, staged)
        staged.rename(target)


@contextmanager
def open_transaction(root: Path) -> Iterator[Transaction]:
    """A transaction on the folder ``root``; what it did not put in place is removed in the end."""
    work = Path(tempfile.mkdtemp(prefix=PREFIX, dir=root))
    try:
        yield Transaction(root, work)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def remove_leftovers(root: Path) -> None:
    """Remove what killed runs left. Only for a run that is alone in the folder."""
    for path in root.glob(f"{PREFIX}*"):
        shutil.rmtree(path, ignore_errors=True)


def _take_back(there: Path, here: Path) -> None:
    # The error that made it necessary is reported; one more would hide it.
    with suppress(OSError):
        there.replace(here)


def _sync_all(path: Path) -> None:
    """Have a file, or a folder with all its files, written to the disk."""
    if path.is_dir():
        for inner in sorted(path.iterdir()):
            _sync(inner)
    _sync(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

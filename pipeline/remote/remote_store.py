"""A store in object storage that versions are added to as to a folder."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from pipeline.remote.working_copy import WorkingCopy
from pipeline.store import Store, Stored
from pipeline.store.naming import Naming
from pipeline.store.pending import IsKnown
from pipeline.store.readings import Reread
from schemas.record import Plan


class RemoteStore(Store):
    """Works in a copy and puts every change in place before it says that it is done.

    When others have written meanwhile the copy is made new and the version added again: it is
    numbered after theirs, compared with theirs, or found to be stored already.
    """

    def __init__(self, copy: WorkingCopy, url: str, wait: float) -> None:
        """Use a copy that is filled.

        Args:
            copy: of the store.
            url: of the store.
            wait: as of ``Store``.
        """
        super().__init__(copy.folder, wait)
        self._copy = copy
        self._url = url.rstrip("/")

    def add(
        self,
        plan: Plan,
        source: Path,
        naming: Naming | None = None,
        reread: Reread | None = None,
    ) -> Stored:
        """As of ``Store``; the version is in object storage when this returns."""
        add = partial(super().add, plan, source, naming, reread)
        return self._copy.change(lambda _: add())

    def find(
        self,
        sha256: str,
        is_known: IsKnown,
        naming: Naming | None = None,
        reread: Reread | None = None,
    ) -> Stored | None:
        """As of ``Store``."""
        find = partial(super().find, sha256, is_known, naming, reread)
        return self._copy.change(lambda _: find())

    def name_place(self, folder: Path) -> str:
        """Where a folder of the copy is in the store."""
        return f"{self._url}/{folder.relative_to(self.root).as_posix()}"

"""Every command's way to a store, be it a folder or in object storage.

What object storage needs is imported for it only; a folder costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeVar

from pipeline.remote.addresses import is_remote, out_to_folder

if TYPE_CHECKING:
    from pipeline.remote.selecting import Selection
    from pipeline.remote.working_copy import WorkingCopy
    from pipeline.store import Store

Made = TypeVar("Made")


@contextmanager
def open_folder(out: str, selection: Selection | None = None) -> Iterator[Path]:
    """A store to read from: its folder, or one with its files as they are at this moment.

    Args:
        out: path or URL of the store.
        selection: the files that are read, by ``pipeline.remote.selecting``; all when ``None``.
            A folder has all of them anyway.

    Raises:
        UsageError: the URL names no place, or obstore is not installed.
        StoreError: the storage does not answer.
    """
    if not is_remote(out):
        yield out_to_folder(out)
        return
    with _open_copy(out, selection) as copy:
        yield copy.folder


@contextmanager
def open_store(out: str, wait: float) -> Iterator[Store]:
    """A store to add versions to.

    Args:
        out: path or URL of the store.
        wait: seconds to wait while another run is writing to the folder.

    Raises:
        UsageError: as of ``open_folder``.
        StoreError: as of ``open_folder``.
    """
    from pipeline.store import Store

    if not is_remote(out):
        yield Store(out_to_folder(out), wait)
        return
    from pipeline.remote.remote_store import RemoteStore
    from pipeline.remote.selecting import select_for_writing

    with _open_copy(out, select_for_writing(rereads=True)) as copy:
        yield RemoteStore(copy, out, wait)


def change_folder(out: str, change: Callable[[Path], Made]) -> Made:
    """Change files of a store that are no versions.

    Args:
        out: path or URL of the store.
        change: changes the folder that it is given; in object storage it is called again when
            others have written meanwhile.

    Returns:
        What ``change`` gave.

    Raises:
        UsageError: as of ``open_folder``.
        StoreError: as of ``open_folder``.
    """
    if not is_remote(out):
        return change(out_to_folder(out))
    from pipeline.remote.selecting import select_for_writing

    with _open_copy(out, select_for_writing(rereads=False)) as copy:
        return copy.change(change)


def name_store(text: str, folder: Path, out: str) -> str:
    """A text that names the folder of a store as one that names the store itself.

    before: "/tmp/plancards-x7/overrides.toml: accepted"
    after:  "s3://bucket/plans/overrides.toml: accepted"
    """
    return text.replace(str(folder), out.rstrip("/")) if is_remote(out) else text


@contextmanager
def _open_copy(url: str, selection: Selection | None) -> Iterator[WorkingCopy]:
    from pipeline.remote.objects import open_objects
    from pipeline.remote.selecting import EVERYTHING
    from pipeline.remote.working_copy import WorkingCopy

    objects = open_objects(url)
    with TemporaryDirectory(prefix="plancards-", ignore_cleanup_errors=True) as folder:
        copy = WorkingCopy(objects, Path(folder), selection or EVERYTHING)
        copy.renew()
        with copy.say_url():
            yield copy

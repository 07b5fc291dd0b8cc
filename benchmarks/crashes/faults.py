"""Lets the n-th call that writes to the disk fail, as a full or broken disk would."""

from __future__ import annotations

import builtins
import errno
import io
import os
import resource
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TextIO, cast
from unittest import mock

import pyarrow as pa
import pyarrow.parquet as pq

CALLS = ("rename", "replace", "fsync", "sendfile", "copy_file_range", "chmod")
"""Functions of ``os`` that change the disk; others are watched apart."""

WRITING_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Disk:
    """Counts calls that change the disk, and lets one of them fail.

    Attributes:
        calls: what was called so far, in order.
    """

    def __init__(self, failing: int, code: int) -> None:
        """Fail the call of that number.

        Args:
            failing: from 1.
            code: such as ``errno.ENOSPC``.
        """
        self.calls: list[str] = []
        self._failing = failing
        self._code = code

    @property
    def failed(self) -> str | None:
        """The call that failed; ``None`` when there were fewer."""
        return self.calls[self._failing - 1] if len(self.calls) >= self._failing else None

    def call(self, name: str) -> None:
        """Count a call.

        Raises:
            OSError: it is the one to fail.
        """
        self.calls.append(name)
        if len(self.calls) == self._failing:
            raise OSError(self._code, os.strerror(self._code))


class _File:
    """A file open for writing whose writes, flushes and closing are counted."""

    def __init__(self, file: TextIO, disk: Disk) -> None:
        self._file = file
        self._disk = disk

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> _File:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def write(self, data: str) -> int:
        """Half of it is written where the disk fails."""
        try:
            self._disk.call("write")
        except OSError:
            self._file.write(data[: len(data) // 2])
            raise
        return self._file.write(data)

    def close(self) -> None:
        """What is buffered is written now, so this may fail as well."""
        self._file.close()
        self._disk.call("close")


@contextmanager
def failing_disk(failing: int, code: int = errno.ENOSPC) -> Iterator[Disk]:
    """Everything in the block writes to a disk whose call number ``failing`` fails."""
    disk = Disk(failing, code)
    open_file, open_descriptor, write_table = io.open, os.open, pq.write_table

    def open_watched(file: Any, mode: str = "r", *more: Any, **options: Any) -> Any:
        if not set(mode) & set("wax+"):
            return open_file(file, mode, *more, **options)
        disk.call("open")
        return _File(cast(TextIO, open_file(file, mode, *more, **options)), disk)

    def open_descriptor_watched(path: Any, flags: int, *more: Any, **options: Any) -> int:
        if flags & WRITING_FLAGS:
            disk.call("open")
        return open_descriptor(path, flags, *more, **options)

    def write_table_watched(table: pa.Table, path: Any, **options: Any) -> None:
        if not isinstance(path, Path):
            write_table(table, path, **options)  # into memory
            return
        disk.call("open")
        write_table(table, path, **options)
        try:
            disk.call("write")
        except OSError:
            os.truncate(path, path.stat().st_size // 2)
            raise

    make_folder = os.mkdir

    def make_folder_watched(path: Any, *more: Any, **options: Any) -> None:
        if not Path(path).exists():  # where it is there, nothing would be written
            disk.call("mkdir")
        make_folder(path, *more, **options)

    def watched(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            disk.call(name)
            return function(*arguments, **options)

        return call

    patches: list[tuple[object, str, object]] = [
        (os, "mkdir", make_folder_watched),
        (os, "open", open_descriptor_watched),
        (io, "open", open_watched),
        (builtins, "open", open_watched),
        (pq, "write_table", write_table_watched),
        *((os, name, watched(name, getattr(os, name))) for name in CALLS if hasattr(os, name)),
    ]
    with ExitStack() as stack:
        for target, name, replacement in patches:
            stack.enter_context(mock.patch.object(target, name, replacement))
        yield disk


@contextmanager
def limited_file_size(size: int) -> Iterator[None]:
    """No file can grow beyond ``size`` bytes in the block: writes fail for real, in C++ as well."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

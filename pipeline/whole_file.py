"""A file that appears whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from schemas.errors import StoreError


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``; a file that is there stays as it was until the new one is whole.

    A device or pipe, such as /dev/stdout, is written to as it is.

    Raises:
        StoreError: it cannot be written; the message names the path and the cause.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
        else:
            _replace(Path(os.path.realpath(path)), data)
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be written ({error.strerror}); check that its folder is there, and "
            "space and permissions"
        ) from error


def _replace(path: Path, data: bytes) -> None:
    """Write beside ``path``, sync, then rename over it."""
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    work = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        work.chmod(mode)
        work.replace(path)
    finally:
        work.unlink(missing_ok=True)


def _umask() -> int:
    """What new files must not permit; the system has no way to read it without setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask

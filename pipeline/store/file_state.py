"""What tells that a file is still the one that was read, without reading it again."""

from __future__ import annotations

import os
import stat

FileState = tuple[int, int, int]
"""Number, size in bytes and time of the last change, in nanoseconds."""


def find_file_state(path: str) -> FileState | None:
    """The state of a file; ``None`` where there is none.

    Raises:
        OSError: it cannot be looked at.
    """
    try:
        found = os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns

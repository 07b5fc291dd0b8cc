"""What ``--out`` may name: a folder, or a place in object storage."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from schemas.errors import UsageError

OBJECT_STORAGE = ("s3", "gs", "memory")
"""Schemes of what is reached by objects. ``memory`` lives as long as the process."""


def is_remote(out: str) -> bool:
    """Whether a store is kept in object storage.

    >>> is_remote("s3://bucket/plans"), is_remote("out"), is_remote("file:///srv/plans")
    (True, False, False)

    Raises:
        UsageError: its scheme is none that is known.
    """
    scheme, separator, _ = out.partition("://")
    if not separator or scheme == "file":
        return False
    if scheme not in OBJECT_STORAGE:
        raise UsageError(
            f"{out}: '{scheme}' is no kind of store; name a folder, or a URL that begins with "
            f"{', '.join(f'{known}://' for known in (*OBJECT_STORAGE, 'file'))}"
        )
    return True


def out_to_folder(out: str) -> Path:
    """The folder of a store that is not remote; ``file://`` is another way to write its path.

    before: "file:///srv/funding%20plans"
    after:  Path("/srv/funding plans")
    """
    if not out.startswith("file://"):
        return Path(out)
    parts = urlsplit(out)
    if parts.netloc not in ("", "localhost") or not parts.path:
        raise UsageError(f"{out}: write a file's URL with three slashes, as in file:///srv/plans")
    return Path(unquote(parts.path))

"""The plan's file is kept beside what was made of it, byte for byte."""

from __future__ import annotations

import hashlib
from pathlib import Path

from schemas.errors import InputError
from schemas.record import PlanSource

STEM = "source"
"""Name of the kept file, without its suffix."""

_SUFFIXES = {"application/pdf": ".pdf", "text/plain": ".txt"}

KEPT_NAMES = frozenset(STEM + suffix for suffix in _SUFFIXES.values())
"""What a kept file may be called."""


def kept_name(source: PlanSource) -> str:
    """What the file of this media type is called in its version: "source.pdf" or "source.txt"."""
    return STEM + _SUFFIXES[source.media_type]


def load_source(path: Path, source: PlanSource) -> bytes:
    """The bytes of a file, if they are those that the plan was read from.

    Args:
        path: where the file is.
        source: what the plan says of it.

    Raises:
        InputError: the file is not readable any more, or has other bytes by now.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read again ({error.strerror}); run again") from error
    if hashlib.sha256(data).hexdigest() != source.sha256:
        raise InputError(f"{path}: was changed while it was read; run again")
    return data

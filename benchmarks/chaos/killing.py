"""An extracting stage whose process is killed by marks in the files, as memory's end would."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from pipeline.run import Options, extract_plan
from schemas.record import Plan

_KILL = b"\n%% kill"
_KILL_ONCE = b"\n%% kill once "


def kill_mark() -> bytes:
    """At the end of a file: whatever extracts it is killed."""
    return _KILL + b"\n"


def kill_once_mark(note: Path) -> bytes:
    """At the end of a file: the first that extracts it is killed.

    Args:
        note: file that is made then.
    """
    return _KILL_ONCE + os.fsencode(note) + b"\n"


def extract_or_die(path: Path, *, options: Options) -> Plan:
    """Extract a plan, unless its file says that the process is killed."""
    data = path.read_bytes()
    _, mark, note = data.rpartition(_KILL_ONCE)
    if mark:
        if _is_first(Path(os.fsdecode(note.rstrip(b"\n")))):
            os.kill(os.getpid(), signal.SIGKILL)
    elif data.endswith(kill_mark()):
        os.kill(os.getpid(), signal.SIGKILL)
    return extract_plan(path, options)


def _is_first(note: Path) -> bool:
    try:
        note.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True

"""One run at a time writes to a store; another one waits, and says so when it gives up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from schemas.errors import StoreError

LOCK = ".plancards.lock"
"""The file that is locked. It stays: removing it could let two runs in."""

POLL_SECONDS = 0.05


@contextmanager
def hold_lock(root: Path, wait: float) -> Iterator[None]:
    """Hold the lock of the store in ``root``, which is made if it is not there.

    The system lets go of it when a run ends, however it ends.

    Args:
        root: folder of the store.
        wait: seconds to wait for another run.

    Raises:
        StoreError: another run still holds it then.
        OSError: the folder or the file cannot be made.
    """
    root.mkdir(parents=True, exist_ok=True)
    lock = FileLock(root / LOCK, timeout=wait, poll_interval=POLL_SECONDS)
    try:
        lock.acquire()
    except Timeout:
        raise StoreError(
            f"another run is writing to {root}/ (waited {wait:g} s); wait for it, perhaps with "
            "--wait, or choose another folder with --out"
        ) from None
    try:
        yield
    finally:
        lock.release()

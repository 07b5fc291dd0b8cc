"""Reads a file in a process of its own, with limits: a parser's crash or hang is only a refusal.

The worker is watched and killed from outside, so that no damaged file can end a run or hold it up.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from extractors.readers import OnPage, read_document
from schemas.errors import InputError, PlancardsError
from schemas.stages import Document

POLL_SECONDS = 0.05
"""How often the worker's time and memory are looked at."""

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take.

    Attributes:
        seconds: wall time.
        mebibytes: memory beyond what the worker starts with.
    """

    seconds: float = 30.0
    mebibytes: int = 768


def read_isolated(
    path: Path, reader: str, password: str | None, on_page: OnPage, limits: Limits
) -> Document:
    """Like ``read_document``, in a worker process within ``limits``.

    Raises:
        InputError: the file cannot be read, or reading it crashed or went beyond a limit.
        UsageError: as ``read_document``.
    """
    linux = sys.platform == "linux"
    ours, theirs = multiprocessing.Pipe(duplex=False)
    start = multiprocessing.get_context("fork") if linux else multiprocessing.get_context("spawn")
    worker = start.Process(target=_work, args=(theirs, path, reader, password), daemon=True)
    worker.start()
    theirs.close()
    try:
        return _receive(worker.pid or 0, ours, path, on_page, limits)
    finally:
        if worker.is_alive():
            worker.kill()
        worker.join()
        ours.close()


def _work(connection: Connection, path: Path, reader: str, password: str | None) -> None:
    """In the worker: read, tell of pages, send the document or the refusal."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def on_page(done: int, total: int) -> None:
        connection.send(("page", (done, total)))

    try:
        connection.send(("document", read_document(path, reader, password, on_page)))
    except PlancardsError as error:
        connection.send(("refusal", error))
    except MemoryError:
        connection.send(("refusal", InputError(f"{path}: reading it takes too much memory")))
    finally:
        connection.close()


def _receive(
    worker: int, connection: Connection, path: Path, on_page: OnPage, limits: Limits
) -> Document:
    """In the parent: hand on pages, watch the limits, wait for the document."""
    deadline = time.monotonic() + limits.seconds
    base = _read_memory(worker)
    done = 0
    while True:
        if connection.poll(POLL_SECONDS):
            try:
                kind, content = connection.recv()
            except EOFError:
                raise _stopped(path, "the reader crashed", done, "the file is damaged") from None
            if kind == "document" and isinstance(content, Document):
                return content
            if kind == "refusal" and isinstance(content, PlancardsError):
                raise content
            if kind == "page" and isinstance(content, tuple):
                done = content[0]
                on_page(*content)
        if time.monotonic() > deadline:
            cause = f"reading it took longer than {limits.seconds:g} s"
            raise _stopped(path, cause, done, "raise --time-limit if the file is sound")
        if _read_memory(worker) - base > limits.mebibytes * MEBIBYTE:
            cause = f"reading it took more than {limits.mebibytes} MiB"
            raise _stopped(path, cause, done, "raise --memory-limit if the file is sound")


def _stopped(path: Path, cause: str, done: int, advice: str) -> InputError:
    return InputError(f"{path}: {cause} (after page {done}); {advice}")


def _read_memory(process: int) -> int:
    """Resident memory of a process in bytes; 0 where the system does not tell."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")

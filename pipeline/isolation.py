"""Does a job on a file in a process of its own, with limits: a crash or a hang is only a refusal.

The worker is watched and killed from outside, so that no damaged file can end a run or hold it up.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import IO, TypeVar, cast

from extractors.on_page import OnPage
from schemas.errors import InputError, PlancardsError

POLL_SECONDS = 0.05
"""How often the worker's time and memory are looked at."""

MEBIBYTE = 1024 * 1024

STDERR = 2
"""Number of the standard error stream."""

Answer = TypeVar("Answer")
Task = Callable[[OnPage], Answer]
"""A job that tells of pages and gives an answer.

The answer is pickled, and so is the job where processes are not forked.
"""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take.

    Attributes:
        seconds: wall time.
        mebibytes: memory beyond what the worker starts with.
    """

    seconds: float = 30.0
    mebibytes: int = 768


def run_isolated(task: Task[Answer], path: Path, on_page: OnPage, limits: Limits) -> Answer:
    """What ``task`` gives, done in a worker process within ``limits``.

    Args:
        task: the job on one file.
        path: the file, for messages.
        on_page: told of every page the worker tells of.
        limits: what the worker may take.

    Raises:
        PlancardsError: what the task raises of ours.
        InputError: the worker crashed or went beyond a limit; the message names the cause.
    """
    linux = sys.platform == "linux"
    start = multiprocessing.get_context("fork") if linux else multiprocessing.get_context("spawn")
    ours, theirs = start.Pipe(duplex=False)
    with tempfile.TemporaryFile() as stderr, ours:
        worker = start.Process(target=_work, args=(theirs, task, path, stderr.fileno()))
        worker.daemon = True
        worker.start()
        theirs.close()
        try:
            return cast(Answer, _receive(worker, ours, stderr, path, on_page, limits))
        finally:
            worker.kill()
            worker.join()


def _work(connection: Connection, task: Task[object], path: Path, stderr: int) -> None:
    """In the worker: do the task, tell of pages, send the answer or the refusal."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The process ends with its task and its memory is limited from outside: looking for garbage,
    # which would walk through every word of the document again and again, gains nothing.
    gc.disable()
    if sys.platform == "linux":
        os.dup2(stderr, STDERR)  # a traceback is named in the refusal, not shown

    def on_page(done: int, total: int) -> None:
        connection.send(("page", (done, total)))

    try:
        connection.send(("answer", task(on_page)))
    except PlancardsError as error:
        connection.send(("refusal", error))
    except MemoryError:
        connection.send(("refusal", InputError(f"{path}: reading it takes too much memory")))
    finally:
        connection.close()


def _receive(
    worker: BaseProcess,
    connection: Connection,
    stderr: IO[bytes],
    path: Path,
    on_page: OnPage,
    limits: Limits,
) -> object:
    """In the parent: hand on pages, watch the limits, wait for the answer."""
    deadline = time.monotonic() + limits.seconds
    base = _read_memory(worker.pid)
    done = 0
    while True:
        if connection.poll(POLL_SECONDS):
            try:
                kind, content = connection.recv()
            except EOFError:
                cause = f"reading it crashed ({_name_crash(worker, stderr)})"
                raise _stopped(path, cause, done, "the file is damaged, fetch it again") from None
            if kind == "answer":
                return content
            if kind == "refusal" and isinstance(content, PlancardsError):
                raise content
            if kind == "page" and isinstance(content, tuple):
                done = content[0]
                on_page(*content)
        if time.monotonic() > deadline:
            cause = f"reading it took longer than {limits.seconds:g} s"
            raise _stopped(path, cause, done, "raise --time-limit if the file is sound")
        if _read_memory(worker.pid) - base > limits.mebibytes * MEBIBYTE:
            cause = f"reading it took more than {limits.mebibytes} MiB"
            raise _stopped(path, cause, done, "raise --memory-limit if the file is sound")


def _stopped(path: Path, cause: str, done: int, advice: str) -> InputError:
    return InputError(f"{path}: {cause} (after page {done}); {advice}")


def _name_crash(worker: BaseProcess, stderr: IO[bytes]) -> str:
    """What ended the worker: a signal's name, or the last thing it said."""
    worker.join(1.0)
    code = worker.exitcode or 0
    if code < 0:
        return signal.Signals(-code).name
    stderr.seek(0)
    lines = stderr.read().decode("utf-8", "replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), f"exit status {code}")


def _read_memory(process: int | None) -> int:
    """Resident memory of a process in bytes; 0 where the system does not tell."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")

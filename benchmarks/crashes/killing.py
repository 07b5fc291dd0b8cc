"""Runs a function in a process of its own and kills it there, at a line or after a while."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

TRACED = ("/pipeline/", "/tempfile.py", "/shutil.py", "/pathlib")
"""Lines of these files are points to be killed at."""

Act = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Point:
    """When to kill: before the n-th traced line, or after so many seconds."""

    line: int | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """How a run that nobody killed went."""

    lines: int
    seconds: float


def measure(act: Act) -> Run:
    """How many lines a run has that it can be killed at, and how long it takes untraced."""
    begin = time.perf_counter()
    if _fork(act) != 0:
        raise RuntimeError("the run fails even when it is left alone")
    seconds = time.perf_counter() - begin
    reading, writing = os.pipe()

    def count() -> None:
        counter = _LineCounter(None)
        sys.settrace(counter.trace)
        act()
        sys.settrace(None)
        os.write(writing, str(counter.lines).encode())

    _fork(count)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        return Run(int(pipe.read()), seconds)


def run_and_kill(act: Act, point: Point) -> bool:
    """Run in a process of its own; whether it was killed before it came to its end."""
    if point.seconds is not None:
        return _fork(act, point.seconds) == -signal.SIGKILL

    def run_traced() -> None:
        sys.settrace(_LineCounter(point.line).trace)
        act()

    return _fork(run_traced) == -signal.SIGKILL


class _LineCounter:
    """A trace function that counts lines, and kills its own process before one of them."""

    def __init__(self, last: int | None) -> None:
        self.lines = 0
        self._last = last

    def trace(self, frame: FrameType, event: str, _value: object) -> _LineCounter | None:
        """Take part in the frames of the traced files only."""
        found = any(part in frame.f_code.co_filename for part in TRACED)
        return self if found else None

    def __call__(self, _frame: FrameType, event: str, _value: object) -> _LineCounter:
        """Count a line."""
        if event == "line":
            self.lines += 1
            if self.lines == self._last:
                os.kill(os.getpid(), signal.SIGKILL)
        return self


def _fork(act: Act, kill_after: float | None = None) -> int:
    """Exit status of a forked process that runs ``act``; negative when a signal ended it.

    Forking keeps imports and caches warm, so that a point costs what the run itself costs.
    """
    process = os.fork()
    if process == 0:
        status = 1
        try:
            act()
            status = 0
        finally:
            # No clean-up of the parent's: the process must end here, whatever happened.
            os._exit(status)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(process, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])

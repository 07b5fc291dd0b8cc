"""A process that extracts one file after another, and whose death costs no more than a try.

It is a program of its own, not a child of ``multiprocessing``: it starts from a process with
threads and from one that may have no children, as Dask's workers are, it ends with the process that
started it, and no lock or queue is shared that its death could leave broken.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from typing import IO, cast

from pipeline.batch.jobs import Extracted, Job
from pipeline.batch.serving import Answer
from schemas.errors import PlancardsError, WorkerError

TRIES = 2
"""So often a file is tried whose worker is killed: the system may have meant another one."""


class WorkerProcess:
    """Does one job at a time; the process is started when needed, and after its death anew."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._stderr: IO[bytes] | None = None
        self._closed = False

    def do(self, job: Job) -> Extracted:
        """Do a job there.

        Raises:
            PlancardsError: as ``do_job``.
            WorkerError: the process was killed each time, or an error not of ours ended it.
        """
        for tries in range(1, TRIES + 1):
            answer = self._ask(job)
            if isinstance(answer, Extracted):
                return answer
            if isinstance(answer, PlancardsError):
                raise answer
            end, was_killed = self._find_end()
            if self._closed or not was_killed or tries == TRIES:
                break
        times = f" {tries} times" if tries > 1 else ""
        raise WorkerError(
            f"{job.path}: the process that extracted it ended{times} ({end}); run it alone, with "
            "more memory, or report it with the file"
        )

    def kill(self) -> None:
        """End the process, whatever it does; what it was given is not tried again."""
        self._closed = True
        if self._process is not None:
            _kill_group(self._process)

    def close(self) -> None:
        """End the process when nothing is asked of it any more."""
        self.kill()
        self._find_end()

    def _ask(self, job: Job) -> Answer | None:
        """Its answer; ``None`` when it ended without one."""
        process = self._process or self._start()
        try:
            pickle.dump(job, cast(IO[bytes], process.stdin))
            cast(IO[bytes], process.stdin).flush()
            return cast(Answer, pickle.load(cast(IO[bytes], process.stdout)))
        except (EOFError, BrokenPipeError, pickle.UnpicklingError):
            return None

    def _start(self) -> subprocess.Popen[bytes]:
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the process
        self._process = subprocess.Popen(
            # It finds packages where this process finds them, and nowhere else: -P.
            [sys.executable, "-P", "-m", "pipeline.batch.serving"],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(p or os.getcwd() for p in sys.path)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            start_new_session=True,
        )
        threading.Thread(target=_bury, args=(self._process,), daemon=True).start()
        return self._process

    def _find_end(self) -> tuple[str, bool]:
        """What ended the process, in a few words, and whether it was killed."""
        process, stderr = self._process, self._stderr
        self._process = self._stderr = None
        if process is None or stderr is None:
            return "it was not started", False
        code = process.wait()
        for stream in (process.stdin, process.stdout):
            with suppress(BrokenPipeError):  # a job that it did not take is still there
                cast(IO[bytes], stream).close()
        with stderr:
            if code < 0:
                return signal.Signals(-code).name, True
            stderr.seek(0)
            said = stderr.read().decode("utf-8", "replace").splitlines()
        last = next((line.strip() for line in reversed(said) if line.strip()), "")
        return last or f"exit status {code}", False


def _bury(process: subprocess.Popen[bytes]) -> None:
    """Wait for the end of a process and end what it leaves behind.

    A reader that it has forked would keep its standard output open, so that its death would not be
    noticed, and might run for ever.
    """
    process.wait()
    _kill_group(process)


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and all that it has started."""
    if sys.platform == "win32":
        process.kill()
        return
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return

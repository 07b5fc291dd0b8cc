"""The work on one file that can be done elsewhere: in another process, or on another machine."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from schemas.errors import InputError, PlancardsError
from schemas.record import Plan

Extract = Callable[[Path], Plan]
"""Extracts a file; it is pickled, so it is a function of a module, or a ``partial`` of one."""


@dataclass(frozen=True, slots=True)
class Job:
    """One file to extract.

    Attributes:
        path: of the file, as the caller names it.
        extract: what to do with it.
        data: the file's bytes, for a worker that does not see the caller's disk.
    """

    path: Path
    extract: Extract
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Extracted:
    """What came of a job.

    Attributes:
        plan: the plan document, with no place in a store yet.
        seconds: that it took.
    """

    plan: Plan
    seconds: float


Submit = Callable[[Job], "Future[Extracted]"]
"""Begins a job somewhere."""


def do_job(job: Job) -> Extracted:
    """Do a job here and now.

    Raises:
        PlancardsError: as ``job.extract``; the message has the name that the caller knows.
    """
    begun = time.monotonic()
    with _place_file(job) as path:
        try:
            plan = job.extract(path)
        except PlancardsError as error:
            raise type(error)(str(error).replace(str(path), str(job.path))) from None
    return Extracted(plan, time.monotonic() - begun)


def load_data(path: Path) -> bytes:
    """The bytes of a file that goes to another machine.

    Raises:
        InputError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path}: no such file; check the name") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check it") from error


@contextmanager
def _place_file(job: Job) -> Iterator[Path]:
    """The file itself, or a copy of the same name where it was sent."""
    if job.data is None:
        yield job.path
        return
    with TemporaryDirectory(prefix="plancards-") as folder:
        copy = Path(folder, job.path.name)
        copy.write_bytes(job.data)
        yield copy

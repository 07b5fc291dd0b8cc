"""Lets every call that writes fail in turn: one line says so, and the store is as it was."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from benchmarks.crashes.faults import failing_disk, limited_file_size
from benchmarks.crashes.kill_trials import copy_store
from benchmarks.crashes.scenarios import Scenario
from benchmarks.crashes.wholeness import hash_files, list_leftovers
from schemas.errors import StoreError

CODES = {"ENOSPC": errno.ENOSPC, "EIO": errno.EIO}


@dataclass(frozen=True, slots=True)
class FaultTrial:
    """What was found after one failure.

    Attributes:
        scenario: its name.
        failure: what failed, such as "ENOSPC at rename (call 57)".
        message: of the error that the run ended with.
        faults: what was wrong; nothing, if all is well.
    """

    scenario: str
    failure: str
    message: str
    faults: tuple[str, ...]


def fail_every_call(
    scenario: Scenario, code: str, root: Path, *, first: int = 1, step: int = 1
) -> Iterator[FaultTrial]:
    """One trial per call that writes, from the ``first``, or per ``step`` calls, to the last."""
    for number in count(first, step):
        copy_store(scenario.before, root)
        with failing_disk(number, CODES[code]) as disk:
            message = _run(scenario, root)
        if disk.failed is None:
            return
        yield _look(scenario, f"{code} at {disk.failed} (call {number})", message, root)


def limit_file_sizes(scenario: Scenario, root: Path) -> Iterator[FaultTrial]:
    """One trial per size of a file: no file may be as large."""
    sizes = {path.stat().st_size for path in scenario.after.rglob("*") if path.is_file()}
    for size in sorted(sizes - {0}):
        copy_store(scenario.before, root)
        with limited_file_size(size - 1):
            message = _run(scenario, root)
        if message:  # else the file was there before
            yield _look(scenario, f"EFBIG at {size - 1} bytes", message, root)


def _run(scenario: Scenario, root: Path) -> str:
    """The message of the error that the run ends with; empty when it ends well."""
    try:
        scenario.run(root)
    except StoreError as error:
        return str(error)
    return ""


def _look(scenario: Scenario, failure: str, message: str, root: Path) -> FaultTrial:
    """A run that refuses must leave the store as it was; one that found another way, all done."""
    faults = []
    if message:
        if str(root) not in message or "\n" in message or "None" in message:
            faults.append(f"no line that says what and where: {message!r}")
        if hash_files(root) != hash_files(scenario.before):
            faults.append("the store is not as it was")
    elif hash_files(root) != hash_files(scenario.after):
        faults.append("no error, and not what an undisturbed run makes")
    faults += [f"{name} is left" for name in list_leftovers(root)]
    scenario.run(root)
    if hash_files(root) != hash_files(scenario.after):
        faults.append("after the next run: not what an undisturbed run makes")
    return FaultTrial(scenario.name, failure, message, tuple(faults))

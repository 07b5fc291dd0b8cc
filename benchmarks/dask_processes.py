"""A real Dask cluster on this machine: a scheduler and workers, each a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

START_SECONDS = 60


@contextmanager
def open_dask(
    folder: Path, workers: int, environment: dict[str, str] | None = None
) -> Iterator[str]:
    """Start a scheduler and workers as their users do, and end them.

    Args:
        folder: for their files and what they say.
        workers: so many, of one thread each, under a nanny that starts them anew.
        environment: of the workers, beside this process's.

    Yields:
        The scheduler's address.
    """
    told = folder / "scheduler.json"
    here = ["--no-dashboard", "--scheduler-file", str(told)]
    with ExitStack() as stack:
        local = ["--host", "127.0.0.1", "--port", "0"]
        stack.enter_context(_start(["scheduler", *local, *here], folder / "scheduler.log", {}))
        address = _read_address(told)
        for number in range(workers):
            options = ["--nthreads", "1", "--local-directory", str(folder / f"worker-{number}")]
            log = folder / f"worker-{number}.log"
            stack.enter_context(_start(["worker", *options, *here], log, environment or {}))
        if workers:
            _wait_for_workers(address, workers)
        yield address


@contextmanager
def _start(arguments: list[str], log: Path, environment: dict[str, str]) -> Iterator[None]:
    with log.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments],
            stdout=said, stderr=said, env={**os.environ, **environment},
        )  # fmt: skip
        try:
            yield
        finally:
            process.terminate()
            process.wait()


def _read_address(told: Path) -> str:
    deadline = time.monotonic() + START_SECONDS
    while not (told.exists() and told.read_text(encoding="utf-8").rstrip().endswith("}")):
        if time.monotonic() > deadline:
            raise TimeoutError(f"no scheduler after {START_SECONDS} s: see {told.parent}")
        time.sleep(0.05)
    return str(json.loads(told.read_text(encoding="utf-8"))["address"])


def _wait_for_workers(address: str, workers: int) -> None:
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(workers, timeout=START_SECONDS)

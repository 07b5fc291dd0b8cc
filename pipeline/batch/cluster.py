"""Jobs on a cluster of machines, by Dask's scheduler.

The files travel as bytes, so that the machines need no disk in common, and plans come back: a plan
is some hundred kilobytes, and reading it takes a processor half a second. Storing stays here.

Each thread of a Dask worker has a process of its own for the files: one that is killed by its file
takes nothing else along, as on one machine. A Dask worker that is lost altogether has its files
done by another one.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline.batch.jobs import Extracted, Job
from pipeline.batch.pools import AHEAD, Pool
from pipeline.batch.worker_process import WorkerProcess
from pipeline.tool_build import find_build
from schemas.errors import UsageError

if TYPE_CHECKING:
    from distributed import Client

CONNECT_SECONDS = 10
"""So long the scheduler may take to answer."""


class _Own(threading.local):
    """What each thread has of its own."""

    def __init__(self) -> None:
        self.worker = WorkerProcess()


_own = _Own()


def do_in_own_process(job: Job) -> Extracted:
    """On a Dask worker: do a job in the process that belongs to this thread."""
    return _own.worker.do(job)


@contextmanager
def open_cluster(address: str) -> Iterator[Pool]:
    """The workers of a Dask cluster.

    Args:
        address: of its scheduler, such as "tcp://10.0.0.1:8786".

    Raises:
        UsageError: Dask is not installed, no scheduler answers, or its workers are none or have
            another build of plancards.
    """
    try:
        from distributed import Client
    except ImportError:
        raise UsageError("--cluster needs Dask: pip install 'plancards[cluster]'") from None
    try:
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"--cluster {address}: no Dask scheduler answers there ({error}); start one with "
            "`dask scheduler`, or check the address"
        ) from error
    with client:
        check_workers(client, address)
        executor = client.get_executor(pure=False)
        threads = sum(client.nthreads().values())
        try:
            yield Pool(
                lambda job: executor.submit(do_in_own_process, job),
                AHEAD * threads,
                needs_data=True,
            )
        finally:
            executor.shutdown(wait=False)


def check_workers(client: Client, address: str) -> None:
    """See that every worker reads a plan as this program does.

    Raises:
        UsageError: there is none, or one has no plancards or another build of it.
    """
    builds = client.run(find_build, on_error="return")
    if not builds:
        raise UsageError(
            f"--cluster {address}: it has no worker; start some with `dask worker {address}`"
        )
    for worker, build in sorted(builds.items()):
        if build != find_build():
            raise UsageError(
                f"--cluster {address}: worker {worker} has another build of plancards "
                f"({build!s}, here {find_build()}); install the same one on all machines"
            )

"""Where jobs are done: here, in worker processes of this machine, or on a cluster."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from queue import SimpleQueue

from pipeline.batch.jobs import Extracted, Job, Submit, do_job
from pipeline.batch.worker_process import WorkerProcess
from schemas.errors import PlancardsError

AHEAD = 4
"""For each job that is done at a time, so many are given away before the first one is stored.

Answers wait their turn, as versions are numbered in the order of the files: a slow file must not
hold up the others, and a long one must not fill the memory with what waits behind it.
"""


@dataclass(frozen=True, slots=True)
class Pool:
    """Something that does jobs.

    Attributes:
        submit: gives it a job.
        ahead: so many jobs are given to it before the first answer is waited for.
        needs_data: whether a job must bring the file's bytes.
    """

    submit: Submit
    ahead: int
    needs_data: bool = False


def do_here(job: Job) -> Future[Extracted]:
    """Do a job in this process, before the next one is looked at."""
    future: Future[Extracted] = Future()
    try:
        future.set_result(do_job(job))
    except PlancardsError as error:
        future.set_exception(error)
    return future


HERE = Pool(do_here, ahead=1)


def open_pool(files: int, jobs: int, cluster: str | None = None) -> AbstractContextManager[Pool]:
    """What a run's files are extracted by.

    Args:
        files: how many there are; a single one is extracted here, as nothing is to be shared out.
        jobs: so many are extracted at a time on this machine.
        cluster: address of a Dask scheduler, whose workers do it instead.

    Raises:
        UsageError: the cluster cannot be used.
    """
    if cluster is not None:
        from pipeline.batch.cluster import open_cluster

        return open_cluster(cluster)
    return nullcontext(HERE) if files == 1 else open_local_pool(min(jobs, files))


@contextmanager
def open_local_pool(jobs: int) -> Iterator[Pool]:
    """Worker processes of this machine.

    Args:
        jobs: so many files are extracted at a time.
    """
    workers = [WorkerProcess() for _ in range(jobs)]
    idle: SimpleQueue[WorkerProcess] = SimpleQueue()
    for worker in workers:
        idle.put(worker)

    def do(job: Job) -> Extracted:
        worker = idle.get()
        try:
            return worker.do(job)
        finally:
            idle.put(worker)

    threads = ThreadPoolExecutor(jobs, thread_name_prefix="plancards-job")
    try:
        yield Pool(lambda job: threads.submit(do, job), AHEAD * jobs)
    finally:
        # Where the run was interrupted, jobs are under way: none is waited for.
        for worker in workers:
            worker.kill()
        threads.shutdown(cancel_futures=True)
        for worker in workers:
            worker.close()

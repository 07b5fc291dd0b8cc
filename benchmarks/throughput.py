"""How many plans a minute go from PDF to store: by one process, by workers here, and through Dask.

python -m benchmarks.throughput --plans 40 --rounds 3

Copies of the samples, each taken for a plan of its own, are extracted, checked and stored; workers
are running already. The best of several rounds is told, as ratios: a machine's speed falls out.

Rates are told against two things. One process that extracts a plan and then stores it uses one
processor: that is what workers are to multiply. One worker is what ``--jobs 1`` gives, and has the
process that stores beside it, which works on the plan before while the worker extracts.
"""

from __future__ import annotations

import argparse
import gc
import os
import resource
import statistics
import tempfile
import textwrap
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.copies import extract_apart, write_copies
from benchmarks.dask_processes import open_dask
from pipeline.batch import run_plans
from pipeline.batch.cluster import open_cluster
from pipeline.batch.pools import HERE, Pool, open_local_pool
from pipeline.run import Options
from pipeline.store import Store

REPORT = Path(__file__).with_name("throughput.md")
SERVING = "pipeline.batch.serving"
SAMPLE_SECONDS = 0.1
REPORT_WIDTH = 100
MEBIBYTE = 1024 * 1024

OpenPool = Callable[[], AbstractContextManager[Pool]]


@dataclass(frozen=True, slots=True)
class Throughput:
    """One round.

    Attributes:
        plans_a_minute: that were stored.
        mebibytes: the most that one worker took with what it started; 0 without workers.
        storing: processor seconds that a plan takes in the process that stores.
    """

    plans_a_minute: float
    mebibytes: float
    storing: float


def measure_throughput(pool: Pool, plans: Sequence[Path], warming: Sequence[Path]) -> Throughput:
    """Store plans, with workers that have done something before; only that is watched.

    To look at the memory of processes takes a part of the processors that are measured here.
    """
    with tempfile.TemporaryDirectory() as name:
        store = Store(Path(name))
        with _watch_memory() as peaks:
            _run(pool, warming, store)
        gc.freeze()  # as the command does after its first file
        begun, begun_here = time.monotonic(), time.process_time()
        _run(pool, plans, store)
        seconds, here = time.monotonic() - begun, time.process_time() - begun_here
        gc.unfreeze()
    return Throughput(60 * len(plans) / seconds, max(peaks) / MEBIBYTE, here / len(plans))


def _run(pool: Pool, plans: Sequence[Path], store: Store) -> None:
    for settled in run_plans(plans, store, Options(), pool=pool, extract=extract_apart):
        if settled.outcome.outcome != "stored":
            raise AssertionError(settled.outcome)


@contextmanager
def _watch_memory() -> Iterator[list[int]]:
    """Look at the workers' memory again and again; bytes of the largest one each time."""
    peaks = [0]
    done = threading.Event()

    def watch() -> None:
        while not done.wait(SAMPLE_SECONDS):
            peaks.append(max(map(_measure_worker, _find_workers()), default=0))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peaks
    finally:
        done.set()
        thread.join()


def _find_workers() -> Iterator[psutil.Process]:
    for process in psutil.Process().children(recursive=True):
        try:
            if SERVING in process.cmdline() and SERVING not in process.parent().cmdline():
                yield process
        except psutil.NoSuchProcess:
            continue


def _measure_worker(worker: psutil.Process) -> int:
    """What it takes with the readers that it has forked and its Dask worker, no page twice."""
    try:
        family = [worker, *worker.children(recursive=True)]
        if worker.ppid() != os.getpid():
            family.append(worker.parent())
        return sum(process.memory_full_info().pss for process in family)
    except psutil.NoSuchProcess:
        return 0


@contextmanager
def open_own_cluster(workers: int) -> Iterator[Pool]:
    """A Dask cluster of this machine, with that many workers."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_dask(Path(folder), workers) as address,
        open_cluster(address) as pool,
    ):
        yield pool


ALONE = "the process that stores"
ONE_WORKER = "1 worker process"
TWO_WORKERS = "2 worker processes"

POOLS: dict[str, OpenPool] = {
    ALONE: lambda: nullcontext(HERE),
    ONE_WORKER: lambda: open_local_pool(1),
    TWO_WORKERS: lambda: open_local_pool(2),
    "Dask, 1 worker": lambda: open_own_cluster(1),
    "Dask, 2 workers": lambda: open_own_cluster(2),
}


def measure_alone(plans: Sequence[Path]) -> tuple[float, float]:
    """Processor seconds that extracting and storing a plan take, the median of each."""
    with tempfile.TemporaryDirectory() as name:
        store = Store(Path(name))
        # The first one of all loads what it takes, which is not counted.
        times = [_measure_one(plan, store) for plan in plans][1:]
    extracting, storing = zip(*times, strict=True)
    return statistics.median(extracting), statistics.median(storing)


def _measure_one(plan: Path, store: Store) -> tuple[float, float]:
    begun = _count_seconds()
    extracted = extract_apart(plan, options=Options())
    between = _count_seconds()
    store.add(extracted, plan)
    return between - begun, _count_seconds() - between


def _count_seconds() -> float:
    """Processor time of this process and those that it has waited for."""
    waited_for = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + waited_for.ru_utime + waited_for.ru_stime


def to_markdown(
    best: dict[str, Throughput],
    alone: tuple[float, float],
    command: str,
    described: str,
    busy: float,
) -> str:
    """The table of ratios.

    Args:
        best: round of each pool.
        alone: processor seconds of extracting and storing.
        command: that measured it.
        described: what the plans are.
        busy: how many other processes wanted a processor.
    """
    return "\n".join([*_to_lines(best, alone, command, described, busy), ""])


def _to_lines(
    best: dict[str, Throughput],
    alone: tuple[float, float],
    command: str,
    described: str,
    busy: float,
) -> Iterator[str]:
    by_itself, one = best[ALONE].plans_a_minute, best[ONE_WORKER].plans_a_minute
    two = best[TWO_WORKERS].plans_a_minute
    extracting, adding = alone
    storing = best[TWO_WORKERS].storing
    yield "# Throughput"
    yield ""
    yield f"By `{command}`: {described}"
    yield f"On {os.cpu_count()} processors that {busy:.1f} other processes wanted meanwhile."
    yield ""
    yield "| extracted by | one process = 1 | 1 worker = 1 | plans a minute | MiB of a worker |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for name, found in best.items():
        rate = found.plans_a_minute
        memory = f"{found.mebibytes:.0f}" if found.mebibytes else ""
        yield f"| {name} | {rate / by_itself:.2f} | {rate / one:.2f} | {rate:.0f} | {memory} |"
    yield ""
    yield from _wrap(
        "One process always stores, the plan before while workers extract the next ones; so one "
        "worker already uses a part of a second processor. The first row is a process that does "
        "one after the other. Memory is the most that a worker took with the reader that it "
        "forks, and with the Dask worker that it belongs to."
    )
    yield ""
    yield from _wrap(
        f"Alone, extracting a plan takes {extracting:.2f} s of a processor and storing it "
        f"{adding:.3f} s; beside two workers, with what goes to them and comes back, storing takes "
        f"{storing:.3f} s. Work that is shared out without loss over two processors gives "
        f"{2 * (extracting + adding) / (extracting + storing):.2f} times the rate of one process "
        f"and {2 * extracting / (extracting + storing):.2f} times that of one worker; measured "
        f"were {two / by_itself:.2f} and {two / one:.2f}. "
        f"About {extracting / storing:.0f} workers feed a store."
    )


def _wrap(paragraph: str) -> list[str]:
    return textwrap.wrap(paragraph, REPORT_WIDTH)


def main() -> None:
    """Measure and write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--plans", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--report", type=Path, default=REPORT)
    options = parser.parse_args()
    busy = os.getloadavg()[0]
    rounds: dict[str, list[Throughput]] = {name: [] for name in POOLS}
    with tempfile.TemporaryDirectory() as name:
        paths = write_copies(Path(name), options.plans + 4)
        warming, plans = paths[:4], paths[4:]
        alone = measure_alone(plans[:10])
        for _ in range(options.rounds):
            for pool_name, open_pool in POOLS.items():
                with open_pool() as pool:
                    rounds[pool_name].append(measure_throughput(pool, plans, warming))
    best = {name: max(several, key=lambda t: t.plans_a_minute) for name, several in rounds.items()}
    command = f"python -m benchmarks.throughput --plans {options.plans} --rounds {options.rounds}"
    described = f"{options.plans} copies of samples; best of {options.rounds} rounds."
    report = to_markdown(best, alone, command, described, busy)
    options.report.write_text(report, encoding="utf-8")
    print(report)


if __name__ == "__main__":
    main()

"""How many plans a minute go from PDF to store, by one worker and by two, here and through Dask.

python -m benchmarks.throughput --plans 40 --rounds 3

Plans of many cards, each a plan of its own, are extracted, checked and stored; workers are running
already. The best of several rounds is told, as ratios: a machine's speed falls out of them.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.chaos.files import make_plan
from benchmarks.dask_processes import open_dask
from pipeline.batch import run_plans
from pipeline.batch.cluster import open_cluster
from pipeline.batch.pools import Pool, open_local_pool
from pipeline.run import Options, extract_plan
from pipeline.store import Store

REPORT = Path(__file__).with_name("throughput.md")
SERVING = "pipeline.batch.serving"
SAMPLE_SECONDS = 0.25
MEBIBYTE = 1024 * 1024

OpenPool = Callable[[], AbstractContextManager[Pool]]


@dataclass(frozen=True, slots=True)
class Throughput:
    """One round.

    Attributes:
        plans_a_minute: that were stored.
        mebibytes: the most that one worker took with what it started.
    """

    plans_a_minute: float
    mebibytes: float


def measure_throughput(pool: Pool, plans: Sequence[Path], warming: Sequence[Path]) -> Throughput:
    """Store plans, with workers that have done something before."""
    with tempfile.TemporaryDirectory() as name:
        store = Store(Path(name))
        _run(pool, warming, store)
        with _watch_memory() as peaks:
            begun = time.monotonic()
            _run(pool, plans, store)
            seconds = time.monotonic() - begun
    return Throughput(60 * len(plans) / seconds, max(peaks) / MEBIBYTE)


def _run(pool: Pool, plans: Sequence[Path], store: Store) -> None:
    for settled in run_plans(plans, store, Options(), pool=pool):
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


POOLS: dict[str, OpenPool] = {
    "1 worker process": lambda: open_local_pool(1),
    "2 worker processes": lambda: open_local_pool(2),
    "Dask, 1 worker": lambda: open_own_cluster(1),
    "Dask, 2 workers": lambda: open_own_cluster(2),
}


def write_plans(folder: Path, plans: int, cards: int) -> list[Path]:
    """Plans of their own, with that many cards each."""
    paths = []
    for number in range(plans):
        path = folder / f"{number:05}.pdf"
        path.write_bytes(make_plan(number + 1, cards=cards))
        paths.append(path)
    return paths


def measure_alone(plans: Sequence[Path]) -> tuple[float, float]:
    """Seconds that extracting and storing a plan take in this process, the median of each."""
    with tempfile.TemporaryDirectory() as name:
        store = Store(Path(name))
        # The first one of all loads what it takes, which is not counted.
        times = [_measure_one(plan, store) for plan in plans][1:]
    extracting, storing = zip(*times, strict=True)
    return statistics.median(extracting), statistics.median(storing)


def _measure_one(plan: Path, store: Store) -> tuple[float, float]:
    begun = time.monotonic()
    extracted = extract_plan(plan)
    between = time.monotonic()
    store.add(extracted, plan)
    return between - begun, time.monotonic() - between


def to_markdown(
    best: dict[str, Throughput], alone: tuple[float, float], command: str, described: str
) -> str:
    """The table of ratios.

    Args:
        best: round of each pool.
        alone: seconds of extracting and storing.
        command: that measured it.
        described: what the plans are.
    """
    return "\n".join([*_to_lines(best, alone, command, described), ""])


def _to_lines(
    best: dict[str, Throughput], alone: tuple[float, float], command: str, described: str
) -> Iterator[str]:
    one = next(iter(best.values())).plans_a_minute
    extracting, storing = alone
    yield "# Throughput"
    yield ""
    yield f"By `{command}`, on a machine with {os.cpu_count()} processors. {described}"
    yield ""
    yield "| extracted by | rate, 1 worker process = 1 | plans a minute | MiB of a worker |"
    yield "| --- | ---: | ---: | ---: |"
    for name, found in best.items():
        rate = found.plans_a_minute
        yield f"| {name} | {rate / one:.2f} | {rate:.0f} | {found.mebibytes:.0f} |"
    yield ""
    yield "Memory is the most that a worker took with the reader that it forks, and with the Dask"
    yield "worker that it belongs to. Storing is done by one process: alone, extracting such a plan"
    yield f"takes {extracting / storing:.1f} times as long as storing it, so that about so many"
    yield "workers feed one store."


def main() -> None:
    """Measure and write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--plans", type=int, default=40)
    parser.add_argument("--cards", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--report", type=Path, default=REPORT)
    options = parser.parse_args()
    rounds: dict[str, list[Throughput]] = {name: [] for name in POOLS}
    with tempfile.TemporaryDirectory() as name:
        paths = write_plans(Path(name), options.plans + 4, options.cards)
        warming, plans = paths[:4], paths[4:]
        alone = measure_alone(plans[:10])
        for _ in range(options.rounds):
            for pool_name, open_pool in POOLS.items():
                with open_pool() as pool:
                    rounds[pool_name].append(measure_throughput(pool, plans, warming))
    best = {name: max(several, key=lambda t: t.plans_a_minute) for name, several in rounds.items()}
    command = f"python -m benchmarks.throughput --plans {options.plans} --rounds {options.rounds}"
    described = f"{options.plans} plans of {options.cards} cards; best of {options.rounds} rounds."
    report = to_markdown(best, alone, command, described)
    options.report.write_text(report, encoding="utf-8")
    print(report)


if __name__ == "__main__":
    main()

"""Runs an archive of bad and good files, and looks at what became of every one."""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.chaos.files import ChaosFile, Kind
from benchmarks.chaos.killing import extract_or_die
from benchmarks.crashes.wholeness import find_faults, hash_files
from pipeline.batch import Settled, run_plans
from pipeline.batch.outcomes import Outcome
from pipeline.batch.pools import Pool
from pipeline.run import Options
from pipeline.store import Store

MAY_BECOME: dict[Kind, set[str]] = {
    "good": {"stored"},
    "struck": {"stored"},
    "hostile": {"stored", "unchanged", "refused"},
    "killer": {"failed"},
}
"""What must become of files. A damaged plan may be mended, or be one that came before."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What was found.

    Attributes:
        name: of what extracted the files.
        files: of the archive.
        outcomes: of the files, in their order.
        minutes: that it took.
        killed: workers that were killed from outside meanwhile.
        faults: what is not as it must be.
        stored: hash of every file in the store.
    """

    name: str
    files: Sequence[ChaosFile]
    outcomes: Sequence[Outcome]
    minutes: float
    killed: int
    faults: Sequence[str]
    stored: dict[str, str]

    def count(self, kind: Kind) -> Counter[str]:
        """How many files of a kind became what."""
        pairs = zip(self.files, self.outcomes, strict=True)
        return Counter(outcome.outcome for file, outcome in pairs if file.kind == kind)


def run_trial(
    name: str,
    files: Sequence[ChaosFile],
    root: Path,
    pool: Pool,
    find_victims: Callable[[], Sequence[int]] = list,
    kills: int = 0,
) -> Trial:
    """Extract all files into an empty store.

    Args:
        name: of the pool.
        files: of the archive.
        root: of the store.
        pool: that extracts them.
        find_victims: ids of processes that may be killed meanwhile.
        kills: so many are.
    """
    begun = time.monotonic()
    paths = [file.path for file in files]
    settled = run_plans(paths, Store(root), Options(), pool=pool, extract=extract_or_die)
    moments = set(random.Random(1).sample(range(len(files) // 2), kills))
    outcomes = [item.outcome for item in _strike(settled, moments, find_victims)]
    minutes = (time.monotonic() - begun) / 60
    faults = [*_find_lost(files, outcomes), *find_faults(root, {})]
    return Trial(name, files, outcomes, minutes, len(moments), faults, hash_files(root))


def _strike(
    settled: Iterator[Settled], moments: set[int], find_victims: Callable[[], Sequence[int]]
) -> Iterator[Settled]:
    """Hand on what is settled, and kill a process after some of it."""
    for at, item in enumerate(settled):
        if at in moments:
            os.kill(random.Random(at).choice(find_victims()), signal.SIGKILL)
        yield item


def _find_lost(files: Sequence[ChaosFile], outcomes: Sequence[Outcome]) -> Iterator[str]:
    if [str(file.path) for file in files] != [outcome.file for outcome in outcomes]:
        yield f"{len(files)} files have {len(outcomes)} outcomes, or in another order"
    for file, outcome in zip(files, outcomes, strict=False):
        if outcome.outcome not in MAY_BECOME[file.kind]:
            yield f"{file.path.name}: {outcome.outcome} ({outcome.reason})"

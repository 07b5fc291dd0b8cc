"""What trials found, as a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.chaos.files import SHARES
from benchmarks.chaos.trial import Trial
from pipeline.batch.outcomes import KINDS

_WORDS = {
    "good": "plans",
    "struck": "plans whose worker is killed once",
    "hostile": "damaged, or no plans",
    "killer": "killing their worker each time",
}


def trials_to_markdown(trials: Sequence[Trial], command: str, collected: int) -> str:
    """A page of tables.

    Args:
        trials: the one here and the one on a cluster, of the same files.
        command: that made them.
        collected: hostile files that come from other projects' tests.
    """
    return "\n".join([*_to_lines(trials, command, collected), ""])


def _to_lines(trials: Sequence[Trial], command: str, collected: int) -> Iterator[str]:
    here, there = trials
    yield "# A fifth of the files hostile or killing"
    yield ""
    yield f"By `{command}`."
    yield ""
    yield f"{len(here.files)} files, in an order by chance, with {collected} hostile ones from the"
    yield "tests of other projects; two workers at a time. They are killed with signal 9, as by a"
    yield "system that is out of memory. On the cluster whole Dask workers are killed as well."
    yield ""
    alike = "byte for byte the same" if here.stored == there.stored else "NOT the same"
    yield f"Both stores are {alike} ({len(here.stored)} files), and every version in them is whole."
    for trial in trials:
        yield ""
        yield f"## By {trial.name}"
        yield ""
        yield f"Outcomes: {len(trial.outcomes)}. Faults: {len(trial.faults)}. Whole workers killed"
        yield f"meanwhile: {trial.killed}. Minutes: {trial.minutes:.1f}."
        yield ""
        yield f"| files | {' | '.join(KINDS)} |"
        yield f"| --- |{' ---: |' * len(KINDS)}"
        for kind in SHARES:
            counted = trial.count(kind)
            numbers = " | ".join(str(counted[outcome]) for outcome in KINDS)
            yield f"| {sum(counted.values())} {_WORDS[kind]} | {numbers} |"
        yield from (f"- {fault}" for fault in trial.faults)

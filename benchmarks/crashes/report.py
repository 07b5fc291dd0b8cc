"""Trials as tables: how many of what kind, and every one that did not come out as it must."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.crashes.fault_trials import FaultTrial
from benchmarks.crashes.kill_trials import Trial

KILL_COLUMNS = (
    "what the run did",
    "kills",
    "at a line",
    "before its end",
    "version in place by then",
    "folder left behind",
    "faults",
)


def trials_to_markdown(kills: Sequence[Trial], failures: Sequence[FaultTrial], command: str) -> str:
    """Both tables, and what was wrong."""
    lines = [
        "# Runs killed and refused",
        "",
        f"By `{command}`.",
        "",
        "Killed with signal 9, before a line or at a random moment. After each kill every version",
        "that the folder shows is whole, and every file of older versions is as it was; after the",
        "next run every byte is as if nothing had happened.",
        "",
        f"| {' | '.join(KILL_COLUMNS)} |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
        *_kill_rows(kills),
        "",
        "Every call that writes fails in turn (`ENOSPC`, `EIO`), and no file may be as large as",
        "one of the version's (`EFBIG`, by the system itself). Each time one line says what and",
        "where, every byte is as before, and the next run does it all; or the run finds another",
        "way (a copy without `sendfile`) and does it all itself.",
        "",
        "| what the run did | ENOSPC | EIO | EFBIG | faults |",
        "| --- | ---: | ---: | ---: | ---: |",
        *_failure_rows(failures),
        "",
        "## What did not come out",
        "",
        *(list(_misses(kills, failures)) or ["Nothing."]),
    ]
    return "\n".join(lines) + "\n"


def count_faults(trials: Sequence[Trial] | Sequence[FaultTrial]) -> int:
    """How many trials did not come out as they must."""
    return sum(bool(trial.faults) for trial in trials)


def _kill_rows(kills: Sequence[Trial]) -> Iterator[str]:
    groups = [(name, [t for t in kills if t.scenario == name]) for name in _names(kills)]
    for name, own in [*groups, ("together", list(kills))]:
        cells = [
            len(own),
            sum(t.point.line is not None for t in own),
            sum(t.killed for t in own),
            sum(t.killed and t.stored for t in own),
            sum(t.left for t in own),
            count_faults(own),
        ]
        yield f"| {name} | {' | '.join(map(str, cells))} |"


def _failure_rows(failures: Sequence[FaultTrial]) -> Iterator[str]:
    groups = [(name, [t for t in failures if t.scenario == name]) for name in _names(failures)]
    for name, own in [*groups, ("together", list(failures))]:
        counts = [
            sum(t.failure.startswith(code) for t in own) for code in ("ENOSPC", "EIO", "EFBIG")
        ]
        yield f"| {name} | {' | '.join(map(str, [*counts, count_faults(own)]))} |"


def _misses(kills: Sequence[Trial], failures: Sequence[FaultTrial]) -> Iterator[str]:
    for kill in kills:
        where = f"line {kill.point.line}" if kill.point.line else f"{kill.point.seconds:.4f} s"
        yield from (f"- {kill.scenario}, killed at {where}: {fault}" for fault in kill.faults)
    for failed in failures:
        yield from (f"- {failed.scenario}, {failed.failure}: {fault}" for fault in failed.faults)


def _names(trials: Sequence[Trial] | Sequence[FaultTrial]) -> list[str]:
    return list(dict.fromkeys(trial.scenario for trial in trials))

"""Kills runs at many points, looks at the store each time, and lets the next run clear up."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.crashes.killing import Point, Run, measure, run_and_kill
from benchmarks.crashes.scenarios import Scenario
from benchmarks.crashes.wholeness import find_faults, hash_files, list_leftovers, list_versions


@dataclass(frozen=True, slots=True)
class Trial:
    """What was found after one kill.

    Attributes:
        scenario: its name.
        point: when it was killed.
        killed: false when the run had come to its end before.
        stored: whether the new version was in place by then.
        left: whether the killed run left a folder behind.
        faults: what was wrong, before or after the next run; nothing, if all is well.
    """

    scenario: str
    point: Point
    killed: bool
    stored: bool
    left: bool
    faults: tuple[str, ...]


def kill_at_points(
    scenarios: Sequence[Scenario], points: int, seed: int, folder: Path
) -> Iterator[Trial]:
    """Kill runs of every scenario in turn, half of them at a line, half of them at a moment.

    Args:
        scenarios: what is run.
        points: how many kills in all.
        seed: of the moments.
        folder: where the stores are copied to.
    """
    draw = random.Random(seed)
    each, more = divmod(points, len(scenarios))
    root = folder / "store"
    for at, scenario in enumerate(scenarios):
        copy_store(scenario.before, root)
        run = measure(partial(scenario.run, root))
        for point in choose_points(run, each + (at < more), draw):
            yield kill_once(scenario, point, root)


def choose_points(run: Run, count: int, draw: random.Random) -> Iterator[Point]:
    """Lines evenly spread over the run, and moments at random."""
    lines = (count + 1) // 2
    for at in range(lines):
        yield Point(line=1 + at * run.lines // lines)
    for _ in range(count - lines):
        yield Point(seconds=draw.uniform(0, run.seconds))


def kill_once(scenario: Scenario, point: Point, root: Path) -> Trial:
    """Kill one run on a copy of the store, look at it, run again, and look again."""
    copy_store(scenario.before, root)
    before, after = hash_files(scenario.before), hash_files(scenario.after)
    killed = run_and_kill(partial(scenario.run, root), point)
    faults = [f"after the kill: {fault}" for fault in find_faults(root, before)]
    new = set(list_versions(scenario.after)) - set(list_versions(scenario.before))
    stored = new <= set(list_versions(root))
    left = bool(list_leftovers(root))
    scenario.run(root)
    faults += [f"after the next run: {fault}" for fault in find_faults(root, before)]
    faults += [f"after the next run: {name} is left" for name in list_leftovers(root)]
    if hash_files(root) != after:
        faults.append("after the next run: not what an undisturbed run makes")
    return Trial(scenario.name, point, killed, stored, left, tuple(faults))


def copy_store(before: Path, root: Path) -> None:
    """A fresh copy of a store."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(before, root)

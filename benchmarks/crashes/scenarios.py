"""What a run is about to do when it is killed: a store before, and a version to add."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipeline.run import extract_plan
from pipeline.store import Store
from pipeline.store.naming import Naming
from schemas.record import Plan, PlanHeader

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
FIRST, AMENDED, OTHER = "amif-2027-2028.sv.pdf", "amif-2027-2028_v2.sv.pdf", "isf-2027-2028.fi.pdf"


Act = Callable[[Path], None]
"""What is done to the store in a folder."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A store and what happens to it.

    Attributes:
        name: what it is about.
        before: the store before, a folder that is only copied.
        after: the same after a run that nothing disturbed.
        run: the run, on a copy of ``before``.
    """

    name: str
    before: Path
    after: Path
    run: Act


def make_scenarios(
    folder: Path, extract: Callable[[Path], Plan] = extract_plan
) -> tuple[Scenario, ...]:
    """Stores and runs, each run once without disturbance. Makes imports and caches warm, too.

    Args:
        folder: empty; the stores are made in it.
        extract: gives the plan of a sample.
    """
    plans = {name: extract(SAMPLES / name) for name in (FIRST, AMENDED, OTHER)}
    makers: dict[str, tuple[Act, Act]] = {
        "a first version": (_make_nothing, partial(_add, plans, FIRST)),
        "an amended version": (partial(_make_two, plans), partial(_add, plans, AMENDED)),
        "one put between": (partial(_make_three, plans), partial(_add_between, plans)),
        "after another build": (partial(_make_older, plans), partial(_add, plans, AMENDED)),
        "a known file": (partial(_make_uncatalogued, plans), partial(_add, plans, FIRST)),
    }
    scenarios = []
    for number, (name, (make, run)) in enumerate(makers.items()):
        before, after = folder / f"{number}-before", folder / f"{number}-after"
        before.mkdir()
        make(before)
        shutil.copytree(before, after)
        run(after)
        scenarios.append(Scenario(name, before, after, run))
    return tuple(scenarios)


def _add(plans: dict[str, Plan], name: str, root: Path) -> None:
    def reread(_path: Path, header: PlanHeader) -> Plan:
        return plans[header.source.file]

    Store(root).add(plans[name], SAMPLES / name, reread=reread)


def _add_between(plans: dict[str, Plan], root: Path) -> None:
    Store(root).add(plans[AMENDED], SAMPLES / AMENDED, Naming("late", supersedes="v1"))


def _make_nothing(_root: Path) -> None:
    """A store that holds nothing yet."""


def _make_two(plans: dict[str, Plan], root: Path) -> None:
    """Two plans of one version each."""
    _add(plans, FIRST, root)
    _add(plans, OTHER, root)


def _make_three(plans: dict[str, Plan], root: Path) -> None:
    """A plan of two versions, here made of two funds' files, and another plan."""
    _make_two(plans, root)
    plan_id = plans[FIRST].plan.plan_id
    Store(root).add(plans[OTHER], SAMPLES / OTHER, Naming(plan_id=plan_id))


def _make_older(plans: dict[str, Plan], root: Path) -> None:
    """A version that another build has stored."""
    _add(plans, FIRST, root)
    (path,) = root.glob("*/*/plan.json")
    document = json.loads(path.read_text(encoding="utf-8"))
    document["plan"]["extractor"]["build"] = "0123456789abcdef"
    path.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    package = path.with_name("datapackage.json")
    described = json.loads(package.read_text(encoding="utf-8"))
    described["resources"] = [r for r in described["resources"] if r["path"] != path.name]
    package.write_text(json.dumps(described), encoding="utf-8")


def _make_uncatalogued(plans: dict[str, Plan], root: Path) -> None:
    """Two plans whose catalog is lost, so that even a known file has something to write."""
    _make_two(plans, root)
    (root / "catalog.json").unlink()

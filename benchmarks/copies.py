"""Copies of the samples that are taken for plans of their own.

The stage is in a module of its own, as worker processes must find it by its name.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.run import Options, extract_plan
from schemas.record import Period, Plan

SAMPLES = Path(__file__).resolve().parents[1] / "samples"


def write_copies(folder: Path, plans: int) -> list[Path]:
    """The samples again and again, each time under other bytes."""
    samples = [path.read_bytes() for path in sorted(SAMPLES.glob("*.pdf"))]
    paths = [folder / f"{number:05}.pdf" for number in range(plans)]
    for number, path in enumerate(paths):
        path.write_bytes(samples[number % len(samples)] + b"%% copy %d\n" % number)
    return paths


def extract_apart(path: Path, *, options: Options) -> Plan:
    """Extract a copy as if it were of a period of its own, so that it is no version of another."""
    plan = extract_plan(path, options)
    number = 2100 + int(path.stem)
    named = {"plan_id": f"fi-{number}", "period": Period(start=number, end=number)}
    return plan.model_copy(update={"plan": plan.plan.model_copy(update=named)})

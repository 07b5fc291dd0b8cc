"""Plant contradictions, typeset, extract, and write which were found.

python -m benchmarks.contradictions --plans 310 --untouched 30 --jobs 2
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from benchmarks.contradictions.report import is_clean, outcomes_to_markdown
from benchmarks.contradictions.trial import Outcome, run_planted, run_untouched
from benchmarks.layouts.producers import PRODUCERS, Producer

REPORT = Path(__file__).with_name("results.md")
SEEDS_PER_RUN = 100_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 1 when something was not found or an unexpected error was."""
    options = _parse(arguments)
    first = options.seed * SEEDS_PER_RUN
    seeds = options.only or range(first, first + options.plans)
    untouched = () if options.only else range(first, first + options.untouched)
    producer = next(p for p in PRODUCERS if p.name == options.producer)
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
    outcomes: list[Outcome] = []
    for outcome in _run(seeds, untouched, producer, options):
        outcomes.append(outcome)
        print(_outcome_to_line(outcome), file=sys.stderr)
    if not options.only:
        command = (
            f"python -m benchmarks.contradictions --plans {options.plans} "
            f"--untouched {options.untouched} --seed {options.seed} --producer {options.producer}"
        )
        options.report.write_text(outcomes_to_markdown(outcomes, command), encoding="utf-8")
    return 0 if is_clean(outcomes) else 1


def _run(
    seeds: Sequence[int],
    untouched: Sequence[int],
    producer: Producer,
    options: argparse.Namespace,
) -> Iterator[Outcome]:
    with ProcessPoolExecutor(options.jobs) as pool:
        plant = partial(run_planted, producer=producer, keep=options.keep)
        yield from pool.map(plant, seeds)
        leave = partial(run_untouched, producer=producer, keep=options.keep)
        yield from pool.map(leave, untouched)


def _outcome_to_line(outcome: Outcome) -> str:
    verdict = "found" if outcome.found else "NOT FOUND"
    name = outcome.kind or "untouched"
    errors = "".join(f"\n    unexpected {error}" for error in outcome.unexpected)
    return f"{outcome.seed} {outcome.language} {name} ({outcome.where}): {verdict}{errors}"


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--plans", type=int, default=310)
    parser.add_argument("--untouched", type=int, default=30, help="plans without a contradiction")
    parser.add_argument("--seed", type=int, default=1, help="of the run; every plan has its own")
    parser.add_argument("--producer", choices=[p.name for p in PRODUCERS], default="reportlab")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument(
        "--only", type=int, nargs="+", metavar="SEED", help="these plans, no report"
    )
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep PDFs there")
    parser.add_argument("--report", type=Path, default=REPORT)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())

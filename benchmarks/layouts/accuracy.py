"""Typeset plans in seeded layouts, extract them, and write how many fields are equal.

python -m benchmarks.layouts.accuracy --plans 400 --seed 1
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import count, islice
from pathlib import Path

from benchmarks.layouts.producers import PRODUCERS
from benchmarks.layouts.report import misses_to_lines, scores_to_markdown, share_equal
from benchmarks.layouts.score import PlanScore
from benchmarks.layouts.trial import Trial, run_trial, seed_to_setting

SEEDS_PER_RUN = 100_000
BATCH = 12
READERS = {"pdfium": ("pdfium",), "pdfplumber": ("pdfplumber",), "both": ("pdfium", "pdfplumber")}
REPORT = Path(__file__).with_name("accuracy.md")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 1 when the share of equal fields is below ``--min``."""
    options = _parse(arguments)
    seeds = options.only or list(islice(_seeds(options), options.fixed_part or options.plans))
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
    trials = list(_trials(seeds, READERS[options.reader], options.keep))
    scores = sorted(run_trials(trials, options.jobs), key=lambda s: (s.seed, s.reader))
    if options.only:
        _show(scores)
    else:
        text = scores_to_markdown(scores, _command(options))
        options.report.write_text(text, encoding="utf-8")
        print(text.partition("## Misses")[0].rstrip())
    share = share_equal(scores)
    print(f"equal fields: {share:.4f}", file=sys.stderr)
    return 0 if share >= options.min else 1


def run_trials(trials: Sequence[Trial], jobs: int) -> Iterator[PlanScore]:
    """All trials' scores, several at a time."""
    if jobs <= 1 or len(trials) <= 1:
        for trial in trials:
            yield from _announce(run_trial(trial))
        return
    with ProcessPoolExecutor(jobs) as pool:
        for scores in pool.map(run_trial, trials):
            yield from _announce(scores)


def _announce(scores: list[PlanScore]) -> list[PlanScore]:
    for score in scores:
        print(f"{score.seed} {score.producer} {score.reader}: {_verdict(score)}", file=sys.stderr)
    return scores


def _verdict(score: PlanScore) -> str:
    return score.error or (f"{len(score.misses)} misses" if score.misses else "all equal")


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    names = [producer.name for producer in PRODUCERS]
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--plans", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1, help="of the run; every plan has its own")
    parser.add_argument("--producers", nargs="+", choices=names, default=names)
    parser.add_argument("--reader", choices=list(READERS), default="pdfium")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--fixed-part", type=int, metavar="N", help="the first N plans only")
    parser.add_argument("--only", type=int, nargs="+", metavar="SEED", help="these plans, in full")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep PDFs and records there")
    parser.add_argument("--report", type=Path, default=REPORT)
    parser.add_argument("--min", type=float, default=0.0, help="least share of equal fields")
    options = parser.parse_args(arguments)
    missing = [p.name for p in PRODUCERS if p.name in options.producers and not p.is_installed()]
    if missing and not options.only:
        parser.error(f"not installed: {', '.join(missing)}; choose others with --producers")
    return options


def _seeds(options: argparse.Namespace) -> Iterator[int]:
    """The plans' seeds, without those of producers that were not chosen."""
    for seed in count(options.seed * SEEDS_PER_RUN):
        if seed_to_setting(seed).producer.name in options.producers:
            yield seed


def _trials(seeds: Sequence[int], readers: tuple[str, ...], keep: Path | None) -> Iterator[Trial]:
    for producer in PRODUCERS:
        own = tuple(seed for seed in seeds if seed_to_setting(seed).producer == producer)
        for start in range(0, len(own), BATCH):
            yield Trial(producer, own[start : start + BATCH], readers, keep)


def _command(options: argparse.Namespace) -> str:
    plans = options.fixed_part or options.plans
    return (
        f"python -m benchmarks.layouts.accuracy --plans {plans} --seed {options.seed} "
        f"--producers {' '.join(options.producers)} --reader {options.reader}"
    )


def _show(scores: Sequence[PlanScore]) -> None:
    for score in scores:
        print(f"{score.seed} {score.producer} {score.reader} {score.language} {score.fund}")
        for line in misses_to_lines(score.misses, limit=1000):
            print(f"  {line}")


if __name__ == "__main__":
    sys.exit(main())

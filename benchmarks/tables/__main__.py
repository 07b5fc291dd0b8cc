"""Measure how many cells of the tables are right.

python -m benchmarks.tables --plans 75 --producers reportlab weasyprint
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from reportlab.platypus.doctemplate import LayoutError

from benchmarks.layouts.producers import PRODUCERS
from benchmarks.tables.score import TableScore
from benchmarks.tables.trial import find_producer, run_trial, score_samples

REPORT = Path(__file__).with_name("results.md")
SEEDS_PER_RUN = 100_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    names = [producer.name for producer in PRODUCERS]
    parser.add_argument("--plans", type=int, default=75, help="per producer")
    parser.add_argument("--seed", type=int, default=1, help="of the run; every plan has its own")
    parser.add_argument("--producers", nargs="+", choices=names, default=["reportlab"])
    parser.add_argument("--only", type=int, nargs="+", metavar="SEED", help="these, no report")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep PDFs there")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args(arguments)
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
    first = options.seed * SEEDS_PER_RUN
    seeds = options.only or range(first, first + options.plans)
    typeset: list[TableScore] = []
    for name in options.producers:
        for seed, score in _run(seeds, name, options):
            typeset.append(score)
            for wrong in score.wrong:
                print(f"{seed} {name} {score.name}: {wrong}", file=sys.stderr)
            print(f"{seed} {name} {score.name}: {score.right}/{score.cells}", file=sys.stderr)
    if not options.only:
        command = (
            f"python -m benchmarks.tables --plans {options.plans} --seed {options.seed} "
            f"--producers {' '.join(options.producers)}"
        )
        REPORT.write_text(_scores_to_markdown(list(score_samples()), typeset, command))
        print(REPORT.read_text())
    return 0


def _run(
    seeds: Sequence[int], name: str, options: argparse.Namespace
) -> Iterator[tuple[int, TableScore]]:
    run = partial(_try, producer=name, keep=options.keep)
    with ProcessPoolExecutor(options.jobs) as pool:
        for seed, score in zip(seeds, pool.map(run, seeds), strict=True):
            if score is not None:
                yield seed, score


def _try(seed: int, producer: str, keep: Path | None) -> TableScore | None:
    """A seed's score; ``None`` for a look that reportlab cannot typeset."""
    try:
        return run_trial(seed, find_producer(producer), keep)
    except LayoutError:
        return None


def _scores_to_markdown(
    samples: Sequence[TableScore], typeset: Sequence[TableScore], command: str
) -> str:
    head = ("| cells | right | said to be unknown | missing | wrong |", "| ---: " * 5 + "|")
    lines = [
        "# Cells of the funding table and the call tables",
        "",
        f"By `{command}`. A label is a cell.",
        "",
        f"| the samples, as {head[0]}",
        f"| --- {head[1]}",
        *_rows(samples),
        "",
        f"| typeset in drawn looks, with borders {head[0]}",
        f"| --- {head[1]}",
        *_rows(typeset),
    ]
    return "\n".join(lines) + "\n"


def _rows(scores: Sequence[TableScore]) -> Iterable[str]:
    for name in dict.fromkeys(score.name for score in scores):
        own = [score for score in scores if score.name == name]
        cells, right = sum(s.cells for s in own), sum(s.right for s in own)
        told, missing = sum(s.told for s in own), sum(s.missing for s in own)
        wrong = sum(len(s.wrong) for s in own)
        share = f"{right} ({right / cells:.2%})"
        yield f"| {name} | {cells} | {share} | {told} | {missing} | {wrong} |"


if __name__ == "__main__":
    sys.exit(main())

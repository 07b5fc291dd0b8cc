"""Dumps the samples with the tools that people have, and counts the fields that are right.

A dump has no rules, fonts or columns, and some tools give it in another order than the page's: what
is right of it shows how far a plan can be read that is no longer there as a PDF.

python -m benchmarks.dumps
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pdfminer.high_level import extract_text

from pipeline.run import extract_plan

SAMPLES = Path(__file__).parents[1] / "samples"
REPORT = Path(__file__).with_name("dumps.md")

Dump = Callable[[Path], str]


@dataclass(frozen=True, slots=True)
class Score:
    """How many fields of a dump are right, and which are not, as (card, field)."""

    fields: int
    wrong: tuple[tuple[str, str], ...]

    @property
    def share(self) -> float:
        """Right fields of all, from 0.0 to 1.0."""
        return 1 - len(self.wrong) / self.fields


def dump_with_poppler(pdf: Path, *options: str) -> str:
    """What ``pdftotext`` makes of a PDF."""
    command = ["pdftotext", *options, str(pdf), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def dump_without_pages(pdf: Path) -> str:
    """A copy-paste: what ``pdftotext`` gives, without the ends of pages."""
    return dump_with_poppler(pdf).replace("\f", "\n")


def list_tools() -> dict[str, Dump]:
    """The tools of this machine by name."""
    tools: dict[str, Dump] = {"pdfminer.six": extract_text}
    if shutil.which("pdftotext"):
        tools |= {
            "pdftotext": dump_with_poppler,
            "pdftotext -raw": partial(_with_options, options=("-raw",)),
            "pdftotext -layout": partial(_with_options, options=("-layout",)),
            "copy-paste": dump_without_pages,
        }
    return tools


def _with_options(pdf: Path, options: Sequence[str]) -> str:
    return dump_with_poppler(pdf, *options)


def score_dump(text: str, cards: Path) -> Score:
    """Read a dump and compare its cards with the hand-checked ones, field by field."""
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "plan.txt"
        dump.write_text(text, encoding="utf-8")
        found = {card.card_id: card.model_dump(mode="json") for card in extract_plan(dump).cards}
    expected = json.loads(cards.read_text(encoding="utf-8"))
    wrong = [
        (card["card_id"], field)
        for card in expected
        for field, value in card.items()
        if found.get(card["card_id"], {}).get(field) != value
    ]
    return Score(sum(map(len, expected)), tuple(wrong))


def score_samples() -> Iterator[tuple[str, str, Score]]:
    """Tool, sample and score of every sample dumped by every tool."""
    for name, dump in list_tools().items():
        for pdf in sorted(SAMPLES.glob("*.pdf")):
            yield name, pdf.name, score_dump(dump(pdf), pdf.with_suffix(".cards.json"))


def scores_to_markdown(scores: Sequence[tuple[str, str, Score]]) -> str:
    """A table: tools as rows, samples as columns."""
    samples = list(dict.fromkeys(sample for _, sample, _ in scores))
    shares = {(tool, sample): score.share for tool, sample, score in scores}
    rows = [
        f"| {tool} | {' | '.join(f'{shares[tool, sample]:.4f}' for sample in samples)} |"
        for tool in dict.fromkeys(tool for tool, _, _ in scores)
    ]
    intro = (
        "`python -m benchmarks.dumps`: fields of cards that are right when a sample is read from a "
        "text dump. From the PDFs all are."
    )
    return "\n".join(
        [
            "# Text dumps",
            "",
            intro,
            "",
            f"| dump | {' | '.join(samples)} |",
            f"| --- |{' ---: |' * len(samples)}",
            *rows,
            "",
        ]
    )


def main() -> None:
    """Run the command."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--report", type=Path, default=REPORT)
    chosen = options.parse_args()
    scores = list(score_samples())
    for tool, sample, score in scores:
        for card, field in score.wrong:
            print(f"{tool} {sample} {card} {field}", file=sys.stderr)
    report = scores_to_markdown(scores)
    chosen.report.write_text(report, encoding="utf-8")
    print(report)


if __name__ == "__main__":
    main()

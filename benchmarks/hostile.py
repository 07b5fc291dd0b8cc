"""Reads every file of a folder of damaged and odd PDFs: read, partial, or refused in one sentence.

python -m benchmarks.hostile ../shared/hostile
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

import regex

from extractors.on_page import OnPage, ignore_page
from extractors.readers import AUTO, read_document
from pipeline.isolation import Limits, run_isolated
from pipeline.run import Options, extract_plan
from schemas.errors import PlancardsError

Outcome = Literal["read", "partial", "refused"]

SLOWEST = 32.0
"""No file may take so many seconds: the limit of 30, and what ending a worker takes."""

REPORT = Path(__file__).with_name("hostile.md")

_NOT_PLAIN = regex.compile(r"[\p{Cc}\p{Bidi_Control}]")
_CRASHED = regex.compile(r"crashed \((?!SIG)")
_WITHOUT_TEXT = "NO_TEXT"
_PARTIAL = "PARTIAL"
_REPAIRED = "REPAIRED"


@dataclass(frozen=True, slots=True)
class Case:
    """A row of the manifest: what a careful program does with a file."""

    path: Path
    category: str
    expected: str
    code: str
    seconds: float

    def allows(self, outcome: Outcome) -> bool:
        """Whether reading may end so. A file without text is no plan.

        Where a repair is expected, a page whose content cannot be decoded may be named as failed.
        """
        if self.expected == "refused" or self.code.startswith(_WITHOUT_TEXT):
            return outcome == "refused"
        if self.code.startswith(_PARTIAL):
            return outcome == "partial" or (outcome == "refused" and self.expected == "any-clean")
        if self.expected == "readable":
            return outcome == "read" or (outcome == "partial" and _REPAIRED in self.code)
        return True


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of a file.

    Attributes:
        outcome: of reading, whether or not the file is a plan.
        message: what ``plancards extract`` says of it; "" when it is a plan.
        pages: pages read, failed and in all, as the reader tells them.
        seconds: wall time of ``plancards extract``.
    """

    outcome: Outcome
    message: str
    pages: tuple[int, int, int]
    seconds: float


def load_cases(folder: Path) -> list[Case]:
    """The rows of ``manifest.tsv`` in ``folder``."""
    with (folder / "manifest.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Case(
                folder / row["file"],
                row["category"],
                row["expected"],
                row["expected_code"],
                float(row["secs_pdfium"] or "inf"),
            )
            for row in rows
        ]


def try_file(path: Path, limits: Limits) -> Trial:
    """Read a file as ``plancards extract`` does, and its pages once more for the ledger."""
    start = time.monotonic()
    try:
        extract_plan(path, Options(limits=limits))
        message = ""
    except PlancardsError as error:
        message = str(error)
    seconds = time.monotonic() - start
    try:
        counts = json.loads(run_isolated(partial(_count_pages, path), path, ignore_page, limits))
    except PlancardsError:
        return Trial("refused", message, (0, 0, 0), seconds)
    read, failed, total = counts
    return Trial("partial" if failed else "read", message, (read, failed, total), seconds)


def _count_pages(path: Path, on_page: OnPage) -> bytes:
    """The worker's job: pages read, failed and in all."""
    document = read_document(path, AUTO, None, on_page)
    counts = len(document.pages), len(document.failed_pages), document.source.pages
    return json.dumps(counts).encode()


def find_faults(case: Case, trial: Trial) -> Iterator[str]:
    """What must not happen, whatever the file is."""
    read, failed, total = trial.pages
    if trial.seconds > SLOWEST:
        yield f"took {trial.seconds:.0f} s"
    if read + failed != total:
        yield f"{read} pages read and {failed} failed are not {total}"
    if trial.outcome == "refused" and not trial.message:
        yield "no message"
    if failed and "could not be read: page" not in trial.message:
        yield "failed pages are not named"
    yield from message_faults(trial.message)
    if not case.allows(trial.outcome):
        yield f"{trial.outcome}, expected {case.expected} ({case.code})"


def message_faults(message: str) -> Iterator[str]:
    """What a refusal must not say."""
    if _NOT_PLAIN.search(message):
        yield "control characters in the message"
    if _CRASHED.search(message):
        yield f"our own code failed: {message}"


def trials_to_markdown(results: Sequence[tuple[Case, Trial]]) -> str:
    """How many files of each kind were read, read in part, and refused."""
    counts: dict[str, Counter[str]] = {}
    for case, trial in results:
        counts.setdefault(case.category, Counter())[trial.outcome] += 1
    faults = sum(bool(list(find_faults(case, trial))) for case, trial in results)
    slowest = max(trial.seconds for _, trial in results)
    rows = [
        f"| {category} | {found['read']} | {found['partial']} | {found['refused']} |"
        for category, found in sorted(counts.items())
    ]
    intro = (
        f"`make hostile`: {len(results)} files, none of them a plan; {faults} not as expected; the "
        f"slowest took {slowest:.0f} s. Read, or read in part with the failed pages named, means "
        "that the reader gave pages with text."
    )
    return "\n".join(
        [
            "# Damaged and odd files",
            "",
            intro,
            "",
            "| kind | read | partial | refused |",
            "| --- | ---: | ---: | ---: |",
            *rows,
            "",
        ]
    )


def run_cases(cases: Iterable[Case], limits: Limits) -> Iterator[tuple[Case, Trial]]:
    """Try every file, telling of each on standard error."""
    for case in cases:
        trial = try_file(case.path, limits)
        faults = "; ".join(find_faults(case, trial))
        verdict = f"FAULT {faults}" if faults else "ok"
        name = case.path.name
        line = f"{trial.seconds:5.1f} s {trial.outcome:8} {verdict} {name}: {trial.message}"
        print(line, file=sys.stderr, flush=True)
        yield case, trial


def main() -> int:
    """Run the command; 1 when a file does what it must not."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("folder", type=Path)
    options.add_argument("--report", type=Path, default=REPORT)
    chosen = options.parse_args()
    results = list(run_cases(load_cases(chosen.folder), Limits()))
    report = trials_to_markdown(results)
    chosen.report.write_text(report, encoding="utf-8")
    print(report)
    return int(any(True for case, trial in results for _ in find_faults(case, trial)))


if __name__ == "__main__":
    sys.exit(main())

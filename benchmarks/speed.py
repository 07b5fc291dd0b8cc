"""How long plancards takes beside what others take on the same file, as ratios of one run.

Every task is a process of its own; its user and system time are counted, the tasks take turns, and
the median of the turns is told. A machine's speed falls out of the ratios.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pikepdf

from benchmarks.recovery import count_recovered, load_cards

PROJECT = Path(__file__).resolve().parents[1]
PACKAGES = ("schemas", "extractors", "pipeline")
DEFAULT_PLAN = Path("samples/amif-2027-2028.sv.pdf")
COPIES = 10
LONG = f"plancards extract, {COPIES}-fold plan"
HELP = "plancards --help"
NO_PLAN = {HELP, LONG}
"""Tasks that print something other than the plan."""

_BARE_TEXT = """
import sys, pypdfium2
for page in pypdfium2.PdfDocument(sys.argv[1]):
    print(page.get_textpage().get_text_range())
"""
_EXTRACT_WORDS = """
import sys, pdfplumber
with pdfplumber.open(sys.argv[1]) as document:
    for page in document.pages:
        print(*(word["text"] for word in page.extract_words()))
        page.close()
"""
_EXTRACT_TABLES = """
import sys, pdfplumber
with pdfplumber.open(sys.argv[1]) as document:
    for page in document.pages:
        for table in page.extract_tables():
            for row in table:
                print(*(cell or "" for cell in row))
        page.close()
"""
_CAMELOT = """
import sys, camelot
for table in camelot.read_pdf(sys.argv[1], pages="all", flavor="lattice"):
    for row in table.df.values.tolist():
        print(*row)
"""
_MINER = (
    "import sys; from pdfminer.high_level import extract_text; print(extract_text(sys.argv[1]))"
)
_READER = """
import sys, pathlib
from extractors.readers import read_document
read_document(pathlib.Path(sys.argv[1]), "pdfium")
"""
_IN_PROCESS = """
import gc, json, pathlib, statistics, sys, time
import pypdfium2
import pipeline.run
from pipeline.run import extract_plan
from extractors.readers import read_document
plan = pathlib.Path(sys.argv[1])
gc.disable()  # as in the worker that reads a plan
spent = []
def timed(stage):
    def run(*values):
        start = time.process_time()
        result = stage(*values)
        spent.append(time.process_time() - start)
        return result
    return run
for name in "read_tables read_account tables_to_funding account_to_record run_checks".split():
    setattr(pipeline.run, name, timed(getattr(pipeline.run, name)))
def bare():
    for page in pypdfium2.PdfDocument(plan):
        page.get_textpage().get_text_range()
def read():
    return read_document(plan, "pdfium")
def whole():
    extract_plan(plan, read=lambda *ignored: read())
def seconds(task):
    start = time.process_time()
    task()
    return time.process_time() - start
tasks = {"bare": bare, "read": read, "whole": whole}
for task in tasks.values():
    task()
costs = {name: min(seconds(task) for _ in range(3)) for name, task in tasks.items()}
shares = []
for _ in range(5):
    spent.clear()
    everything = seconds(whole)
    shares.append(sum(spent) / (everything - sum(spent)))
print(json.dumps({**costs, "share": statistics.median(shares)}))
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """One run of a process: user and system time in seconds, peak memory in MiB.

    A process cannot be told to have had less memory than the one that started it.
    """

    seconds: float
    mebibytes: float


def measure_cost(command: Sequence[str], printed: Path) -> Cost:
    """Run ``command`` and count its time and that of its children.

    Args:
        command: the program and its arguments.
        printed: file for what it prints.

    Raises:
        subprocess.CalledProcessError: the command failed.
    """
    with (
        printed.open("wb") as output,
        subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL) as process,
    ):
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(command))
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def list_tasks(plan: Path, long_plan: Path) -> dict[str, list[str]]:
    """What is measured, by name: commands that read ``plan`` (``long_plan``: it several times)."""
    python = sys.executable
    plancards = str(Path(python).with_name("plancards"))
    extract = [plancards, "extract"]
    tasks = {
        "bare Python": [python, "-c", "pass"],
        HELP: [plancards, "--help"],
        "PDFium, bare text": [python, "-c", _BARE_TEXT, str(plan)],
        "plancards' reader": [python, "-c", _READER, str(plan)],
        "plancards extract": [*extract, str(plan)],
        "plancards extract --reader pdfplumber": [*extract, "--reader", "pdfplumber", str(plan)],
        LONG: [*extract, str(long_plan)],
        "pdfplumber extract_words": [python, "-c", _EXTRACT_WORDS, str(plan)],
        "pdfplumber extract_tables": [python, "-c", _EXTRACT_TABLES, str(plan)],
        "pdfminer.six extract_text": [python, "-c", _MINER, str(plan)],
    }
    if find_spec("camelot"):
        tasks["camelot, lattice"] = [python, "-c", _CAMELOT, str(plan)]
    if poppler := shutil.which("pdftotext"):
        tasks["poppler pdftotext"] = [poppler, str(plan), "-"]
        tasks["poppler pdftotext -layout"] = [poppler, "-layout", str(plan), "-"]
    return tasks


def compile_packages() -> None:
    """Write the bytecode that an installed package has, also where Python is told to write none."""
    for package in PACKAGES:
        compileall.compile_dir(PROJECT / package, quiet=1)


def write_long_plan(plan: Path, target: Path, copies: int) -> None:
    """Write the pages of ``plan`` after themselves, ``copies`` times in all."""
    with pikepdf.open(plan) as document, pikepdf.new() as long:
        for _ in range(copies):
            long.pages.extend(document.pages)
        long.save(target)


def costs_to_markdown(
    costs: dict[str, Cost], in_process: dict[str, float], recovered: dict[str, str], intro: str
) -> str:
    """The table of ratios.

    Args:
        costs: median cost by task.
        in_process: seconds of "bare", "read" and "whole" inside one process, and the "share" that
            tables, account and checks add to the rest.
        recovered: cards by task, such as "12 of 13", for tasks that print the plan.
        intro: what was measured on.
    """
    yardstick = costs["pdfplumber extract_words"]
    once = costs["plancards extract"].seconds
    long = costs[LONG].seconds
    helping = costs[HELP].seconds / costs["bare Python"].seconds
    rows = [
        f"| {name} | {cost.seconds / yardstick.seconds:.3f} | {cost.mebibytes:.0f} "
        f"| {recovered.get(name, '')} |"
        for name, cost in costs.items()
    ]
    return "\n".join(
        [
            "# Speed",
            "",
            intro,
            "",
            "| process | time, pdfplumber's `extract_words` = 1 | peak memory, MiB | cards |",
            "| --- | ---: | ---: | ---: |",
            *rows,
            "",
            "| ratio | |",
            "| --- | ---: |",
            f"| `plancards --help` to bare Python | {helping:.1f} |",
            f"| {COPIES}-fold plan to plan | {long / once:.1f} |",
            (
                f"| in one process: reader to PDFium's bare text "
                f"| {in_process['read'] / in_process['bare']:.1f} |"
            ),
            (
                f"| in one process: PDF to record to PDFium's bare text "
                f"| {in_process['whole'] / in_process['bare']:.1f} |"
            ),
            (
                f"| in one process: tables, account and checks to the rest of PDF to record "
                f"| {in_process['share']:.2f} |"
            ),
            "",
        ]
    )


def count_cards(plan: Path, printed: dict[str, Path]) -> dict[str, str]:
    """How many cards stand in what each task printed, where the plan's cards are known."""
    truth = plan.with_suffix(".cards.json")
    cards = load_cards(truth) if truth.exists() else []
    outputs = {
        name: path.read_text(encoding="utf-8", errors="replace")
        for name, path in printed.items()
        if name not in NO_PLAN
    }
    return {
        name: f"{count_recovered(output, cards)} of {len(cards)}"
        for name, output in outputs.items()
        if cards and output
    }


def main() -> None:
    """Measure and write the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--plan", type=Path, default=DEFAULT_PLAN)
    options.add_argument("--turns", type=int, default=3)
    options.add_argument("--report", type=Path, default=Path("benchmarks/speed.md"))
    chosen = options.parse_args()
    compile_packages()
    with tempfile.TemporaryDirectory() as folder:
        long_plan = Path(folder) / "long.pdf"
        write_long_plan(chosen.plan, long_plan, COPIES)
        tasks = list_tasks(chosen.plan, long_plan)
        printed = {name: Path(folder) / f"{at}.txt" for at, name in enumerate(tasks)}
        turns: dict[str, list[Cost]] = {name: [] for name in tasks}
        for _ in range(chosen.turns):
            for name, command in tasks.items():
                turns[name].append(measure_cost(command, printed[name]))
        answer = subprocess.run(
            [sys.executable, "-c", _IN_PROCESS, str(chosen.plan)],
            check=True,
            capture_output=True,
            text=True,
        )
        with pikepdf.open(chosen.plan) as document:
            pages = len(document.pages)
        recovered = count_cards(chosen.plan, printed)
    costs = {
        name: Cost(
            statistics.median(cost.seconds for cost in several),
            max(cost.mebibytes for cost in several),
        )
        for name, several in turns.items()
    }
    intro = (
        f"`python -m benchmarks.speed`: `{chosen.plan.name}`, {pages} pages. User and system time "
        f"of whole processes, median of {chosen.turns} turns. A card counts when each of its texts "
        "(title, goal, activities, targets, conditions of a higher rate, beneficiaries, "
        "coordination, calls) stands in the output in one piece, white space and hyphens aside."
    )
    report = costs_to_markdown(costs, json.loads(answer.stdout), recovered, intro)
    chosen.report.write_text(report, encoding="utf-8")
    print(report)


if __name__ == "__main__":
    main()

"""``plancards extract``: a plan as JSON."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.commands.options import (
    FundOption,
    LanguageOption,
    MemoryLimitOption,
    PasswordOption,
    PlanArgument,
    ReaderOption,
    TimeLimitOption,
)
from pipeline.terminal import one_line_errors, say_line, show_progress

if TYPE_CHECKING:
    from extractors.on_page import OnPage

EXAMPLES = (
    "Example: plancards extract plan.pdf > plan.json\n"
    "A text dump: plancards extract plan.txt --language sv"
)
"""What the command's help shows."""


def extract(
    plan: PlanArgument,
    reader: ReaderOption = "auto",
    language: LanguageOption = None,
    fund: FundOption = None,
    password: PasswordOption = None,
    time_limit: TimeLimitOption = 30.0,
    memory_limit: MemoryLimitOption = 768,
) -> None:
    """Print the plan document as JSON on standard output, and nothing else there.

    Findings go to standard error. Exit status: 0 done, 2 wrong usage, 3 not readable as a plan.
    """
    from pipeline.isolation import Limits, run_isolated

    task = partial(plan_to_printed, plan, reader, language, fund, password)
    with one_line_errors(), show_progress(plan) as on_page:
        printed = run_isolated(task, plan, on_page, Limits(time_limit, memory_limit))
    for finding in printed.findings:
        say_line(finding)
    sys.stdout.buffer.write(printed.document)


@dataclass(frozen=True, slots=True)
class PrintedPlan:
    """What the command prints.

    Attributes:
        document: the plan document, JSON.
        findings: a line each.
    """

    document: bytes
    findings: tuple[str, ...]


def plan_to_printed(
    path: Path,
    reader: str,
    language: str | None,
    fund: str | None,
    password: str | None,
    on_page: OnPage,
) -> PrintedPlan:
    """The worker's job: read a file and write what the command prints.

    It alone loads what reading a plan needs: the process that waits for it stays small, and a
    small one is forked fast.

    Args:
        path: a PDF, or a text dump.
        reader: name of a reader, or "auto".
        language: code of a language, or ``None``.
        fund: code of a fund, or ``None``.
        password: of a locked PDF.
        on_page: told of every page read.

    Raises:
        InputError: the file cannot be read as a plan.
        UsageError: an option names an unknown reader, language or fund.
    """
    from extractors.readers import read_document
    from pipeline.run import Options, extract_plan
    from schemas.record_json import plan_to_json

    plan = extract_plan(path, Options(reader, language, fund, password), on_page, read_document)
    lines = (
        f"{finding.level}: {finding.code}"
        f"{f' [{finding.card_id}]' if finding.card_id else ''}: {finding.message}"
        for finding in plan.findings
    )
    return PrintedPlan(plan_to_json(plan).encode(), tuple(lines))

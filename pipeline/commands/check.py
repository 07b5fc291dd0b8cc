"""``plancards check``: where a plan disagrees with itself."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.exits import CHECK_FAILED
from pipeline.commands.options import (
    STORE,
    FundOption,
    LanguageOption,
    MemoryLimitOption,
    OutFolderOption,
    PasswordOption,
    ReaderOption,
    TimeLimitOption,
)
from pipeline.terminal import one_line_errors, show_progress
from schemas.errors import UsageError

if TYPE_CHECKING:
    from pipeline.run import Options

EXAMPLES = (
    "Example: plancards check plan.pdf --fail-on error\n"
    "A stored plan, for a code review: plancards check fi-amif-2027-2028@v2 --format sarif\n"
    "In Finnish or Swedish: plancards check plan.pdf --messages fi\n"
    "What a code means: plancards check --explain title-differs"
)
"""What the command's help shows."""


def check(
    plan: Annotated[
        str | None,
        typer.Argument(
            metavar="PLAN|PLAN_ID[@VERSION]", help="A plan file, a plan document, or a stored plan."
        ),
    ] = None,
    form: Annotated[str, typer.Option("--format", help="table, json, sarif or junit.")] = "table",
    fail_on: Annotated[
        str | None,
        typer.Option(
            "--fail-on", metavar="LEVEL", help="Exit with 1 on a finding of this level or worse."
        ),
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option("--explain", metavar="CODE", help="Say what a code means, and end."),
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option("--config", help="Project file of findings switched off [plancards.toml]."),
    ] = None,
    messages: Annotated[
        str, typer.Option("--messages", help="Language of the findings: en, sv or fi.")
    ] = "en",
    out: OutFolderOption = STORE,
    reader: ReaderOption = "auto",
    language: LanguageOption = None,
    fund: FundOption = None,
    password: PasswordOption = None,
    time_limit: TimeLimitOption = 30.0,
    memory_limit: MemoryLimitOption = 768,
) -> None:
    """Print where a plan disagrees with itself or with its fund's regulation.

    Findings that plancards.toml switches off are listed with its reason and never fail. Exit
    status: 0 done, 1 a finding of the --fail-on level, 2 wrong usage, 3 not readable as a plan.
    """
    from pipeline.isolation import Limits
    from pipeline.run import Options

    with one_line_errors():
        if explain:
            sys.stdout.buffer.write(_explain(explain).encode())
            return
        if plan is None:
            raise UsageError("name a PLAN to check, or a code with --explain")
        options = Options(reader, language, fund, password, Limits(time_limit, memory_limit))
        text, failed = _check_one(plan, out, options, form, fail_on, config, messages)
    sys.stdout.buffer.write(text.encode())
    if failed:
        raise typer.Exit(CHECK_FAILED)


def _explain(code: str) -> str:
    from schemas.explanations import load_explanations

    known = load_explanations()
    if code not in known:
        raise UsageError(f"unknown code '{code}': use one of {', '.join(known)}")
    explanation = known[code]
    return f"{code}: {explanation.title}.\nWhy: {explanation.why}\nWhat to do: {explanation.do}\n"


def _check_one(
    plan: str,
    out: str,
    options: Options,
    form: str,
    fail_on: str | None,
    config: Path | None,
    messages: str,
) -> tuple[str, bool]:
    """The report, and whether a finding is as bad as ``fail_on``.

    What is switched off is compared in English, whatever language the report is in.
    """
    from pipeline.remote.opening import open_folder
    from pipeline.remote.selecting import select_versions
    from pipeline.reports import Report, find_report
    from pipeline.silencing import PROJECT_FILE, load_switches, split_findings
    from pipeline.targets import load_plan
    from pipeline.translating import translate
    from schemas.messages import find_messages
    from schemas.record import LEVELS

    if fail_on is not None and fail_on not in LEVELS:
        raise UsageError(f"unknown level '{fail_on}': use one of {', '.join(LEVELS)}")
    report = find_report(form)
    find_messages(messages)  # an unknown language is said before the plan is read
    project = config or Path(PROJECT_FILE)
    switches = load_switches(project) if config or project.is_file() else ()
    with open_folder(out, select_versions(plan)) as folder, show_progress(Path(plan)) as on_page:
        document = load_plan(plan, folder, options, on_page)
    kept, silenced = split_findings(document.findings, switches)
    failing = LEVELS[: LEVELS.index(fail_on) + 1] if fail_on else ()
    failed = any(finding.level in failing for finding in kept)
    said = [translate(finding, messages) for finding in kept]
    off = [replace(found, finding=translate(found.finding, messages)) for found in silenced]
    return report.render(Report(document.plan, said, off)), failed

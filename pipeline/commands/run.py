"""``plancards run``: plans become versions in a store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.exits import SOME_FAILED
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
from pipeline.terminal import error_to_line, one_line_errors, say_line, show_progress
from schemas.errors import PlancardsError, UsageError

if TYPE_CHECKING:
    from pipeline.run import Options
    from pipeline.store import Store, Stored
    from pipeline.store.naming import Naming

EXAMPLES = (
    "Example: plancards run samples/*.pdf --out out\n"
    "A version with a name: plancards run plan.pdf --version 2025-08\n"
    "One found late, between v1 and v2: plancards run old.pdf --supersedes v1"
)
"""What the command's help shows."""


def run(
    plans: Annotated[
        list[Path], typer.Argument(metavar="PLAN...", help="Plans' PDFs, or text dumps of them.")
    ],
    out: OutFolderOption = STORE,
    version: Annotated[
        str | None, typer.Option("--version", help="Name of the version; else v1, v2, ….")
    ] = None,
    plan_id: Annotated[
        str | None,
        typer.Option(
            "--plan-id",
            help="Plan it is a version of; else the one of its fund, country, period and language.",
        ),
    ] = None,
    supersedes: Annotated[
        str | None,
        typer.Option(
            "--supersedes",
            metavar="VERSION",
            help="Version before it, - for none; else the latest.",
        ),
    ] = None,
    wait: Annotated[
        float,
        typer.Option("--wait", min=0, help="Seconds to wait while another run writes to --out."),
    ] = 10.0,
    reader: ReaderOption = "auto",
    language: LanguageOption = None,
    fund: FundOption = None,
    password: PasswordOption = None,
    time_limit: TimeLimitOption = 30.0,
    memory_limit: MemoryLimitOption = 768,
) -> None:
    """Extract, check and store each plan as a version under --out, with every output.

    A file that is already stored is recognised and changes nothing. Exit status: 0 done, 2 wrong
    usage, 3 not readable as a plan (or none of several), 4 some of several plans failed.
    """
    from pipeline.isolation import Limits
    from pipeline.run import Options
    from pipeline.store import Store
    from pipeline.store.naming import Naming

    naming = Naming(version, plan_id, supersedes)
    with one_line_errors():
        naming.check()
        if version is not None and len(plans) > 1:
            raise UsageError("--version names one version: give one PLAN with it")
        if supersedes is not None and len(plans) > 1:
            raise UsageError("--supersedes is said of one version: give one PLAN with it")
    store = Store(out, wait)
    options = Options(reader, language, fund, password, Limits(time_limit, memory_limit))
    stored: list[Stored] = []
    failures: list[PlancardsError] = []
    for plan in plans:
        try:
            stored.append(_run_one(plan, store, options, naming))
        except PlancardsError as error:
            failures.append(error)
            say_line(f"plancards: {error_to_line(error)}")
    if stored:
        _print_summary(stored)
    if failures:
        raise typer.Exit(SOME_FAILED if stored else failures[0].exit_status)


def _run_one(plan: Path, store: Store, options: Options, naming: Naming) -> Stored:
    from pipeline.run import run_plan

    with show_progress(plan) as on_page:
        return run_plan(plan, store, options, naming, on_page)


def _print_summary(stored: list[Stored]) -> None:
    from rich.console import Console

    from pipeline.summary import (
        plan_to_call_table,
        stored_to_changes,
        stored_to_notes,
        stored_to_table,
    )

    console = Console()
    console.print(stored_to_table(stored))
    for item in stored:
        if any(card.call_timing.rounds for card in item.plan.cards):
            console.print(plan_to_call_table(item.plan))
        lines = (str(item.folder), stored_to_changes(item))
        for line in filter(None, lines):
            console.print(line, highlight=False, markup=False, soft_wrap=True)
        for note in stored_to_notes(item):
            say_line(f"note: {note}")

"""``plancards run``: plans become versions in a store."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
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
from pipeline.terminal import (
    error_to_line,
    one_line_errors,
    say_line,
    show_batch_progress,
    show_progress,
)
from schemas.errors import StoreError

if TYPE_CHECKING:
    from pipeline.batch import Settled
    from pipeline.batch.outcomes import Outcome
    from pipeline.batch.pools import Pool
    from pipeline.run import Options
    from pipeline.store import Store, Stored
    from pipeline.store.naming import Naming

MOST_SHOWN = 20
"""Of more files than these only numbers are shown, and why some are not stored."""

EXAMPLES = (
    "Example: plancards run samples/*.pdf --out out\n"
    "A version with a name: plancards run plan.pdf --version 2025-08\n"
    "One found late, between v1 and v2: plancards run old.pdf --supersedes v1\n"
    "An archive: plancards run 'archive/**/*.pdf' --jobs 4 --report outcomes.jsonl"
)
"""What the command's help shows."""


def run(
    plans: Annotated[
        list[str],
        typer.Argument(
            metavar="PLAN...",
            help="Plans' PDFs, or text dumps of them; folders, or patterns such as '**/*.pdf'.",
        ),
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
    jobs: Annotated[
        int, typer.Option("--jobs", min=1, help="Files that are extracted at a time.")
    ] = 1,
    cluster: Annotated[
        str | None,
        typer.Option(
            "--cluster", metavar="URL", help="Dask scheduler whose workers extract the files."
        ),
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(
            "--report", metavar="FILE", help="JSON Lines of what became of each file, and why."
        ),
    ] = None,
    reader: ReaderOption = "auto",
    language: LanguageOption = None,
    fund: FundOption = None,
    password: PasswordOption = None,
    time_limit: TimeLimitOption = 30.0,
    memory_limit: MemoryLimitOption = 768,
) -> None:
    """Extract, check and store each plan as a version under --out, with every output.

    A file that is stored already is recognised and changes nothing, so that a run that was
    interrupted can be called again. Versions are numbered in the order of the files, in folders and
    patterns that of the paths, however many --jobs there are. Exit status: 0 done, 2 wrong usage,
    3 not readable as a plan (or none of several), 4 some of several plans failed.
    """
    from pipeline.batch.inputs import find_inputs
    from pipeline.batch.pools import open_pool
    from pipeline.isolation import Limits
    from pipeline.remote.opening import open_store
    from pipeline.run import Options
    from pipeline.store.naming import Naming

    naming = Naming(version, plan_id, supersedes)
    options = Options(reader, language, fund, password, Limits(time_limit, memory_limit))
    with one_line_errors():
        files = find_inputs(plans)
        naming.check(of=len(files))
        with (
            open_store(out, wait) as store,
            open_pool(len(files), jobs, cluster) as pool,
            _open_report(report) as note,
        ):
            settled = _run_files(files, store, options, naming, pool)
            status = _tell(settled, note, len(files), store.name_place)
    if status:
        raise typer.Exit(status)


@contextmanager
def _open_report(path: Path | None) -> Iterator[Callable[[Outcome], None]]:
    """What is called with each outcome; a run that is cut off leaves the lines written so far."""
    if path is None:
        yield lambda outcome: None
        return
    try:
        with path.open("w", encoding="utf-8", buffering=1) as file:
            yield lambda outcome: print(outcome.model_dump_json(), file=file)
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be written ({error.strerror or error}); choose another --report"
        ) from error


def _run_files(
    files: list[Path], store: Store, options: Options, naming: Naming, pool: Pool
) -> Iterator[Settled]:
    """Every file when it is done with, and a bar: over a single one's pages, or over files."""
    from pipeline.batch import run_plans
    from pipeline.batch.pools import HERE
    from pipeline.run import extract_plan

    if pool is HERE:
        with show_progress(files[0]) as on_page:
            extract = partial(extract_plan, on_page=on_page)
            yield from run_plans(files, store, options, naming, pool, extract)
        return
    begun = False
    with show_batch_progress(len(files)) as advance:
        for settled in run_plans(files, store, options, naming, pool):
            yield settled
            advance()
            if not begun:
                # What the first file has loaded stays: looking through it for garbage again and
                # again would take a tenth of the time that storing takes.
                gc.freeze()
                begun = True


def _tell(
    settled: Iterable[Settled],
    note: Callable[[Outcome], None],
    files: int,
    name_place: Callable[[Path], str],
) -> int:
    """Say what became of the files; the exit status."""
    from pipeline.batch.outcomes import GOOD, count_outcomes

    kinds = []
    shown: list[Stored] = []
    failures: list[int] = []
    for item in settled:
        note(item.outcome)
        kinds.append(item.outcome.outcome)
        if item.error:
            failures.append(item.error.exit_status)
            say_line(f"plancards: {error_to_line(item.error)}")
        elif item.stored and files <= MOST_SHOWN:
            shown.append(item.stored)
    if shown:
        _print_summary(shown, name_place)
    if files > 1:
        typer.echo(count_outcomes(kinds))
    if not failures:
        return 0
    return SOME_FAILED if GOOD.intersection(kinds) else failures[0]


def _print_summary(stored: list[Stored], name_place: Callable[[Path], str]) -> None:
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
        lines = (name_place(item.folder), stored_to_changes(item))
        for line in filter(None, lines):
            console.print(line, highlight=False, markup=False, soft_wrap=True)
        for note in stored_to_notes(item):
            say_line(f"note: {note}")

"""What all commands do alike: deliver results, say things on standard error, show progress."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from pipeline.visible_text import make_visible
from schemas.errors import PlancardsError

if TYPE_CHECKING:
    from extractors.on_page import OnPage


def has_colours(output: Path | None) -> bool:
    """Whether the result goes to a terminal that shows colours, and no one asked for none."""
    return (
        output is None
        and sys.stdout.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
    )


def deliver(data: bytes, output: Path | None) -> None:
    """Write a result to the file that is named, or else to standard output."""
    from pipeline.whole_file import write_whole

    if output is None:
        sys.stdout.buffer.write(data)
    else:
        write_whole(output, data)


@contextmanager
def one_line_errors() -> Iterator[None]:
    """End the command with one line on standard error when an error of ours is raised."""
    try:
        yield
    except PlancardsError as error:
        _fail(error)


def _fail(error: PlancardsError) -> NoReturn:
    say_line(f"plancards: {error_to_line(error)}")
    raise typer.Exit(error.exit_status)


def error_to_line(error: PlancardsError) -> str:
    """What an error says, on one line."""
    return " ".join(str(error).split())


def say_line(text: str) -> None:
    """A line on standard error; words of a plan in it cannot steer the terminal."""
    typer.echo(make_visible(text), err=True)


@contextmanager
def show_progress(plan: Path) -> Iterator[OnPage]:
    """A bar over the pages on a terminal; nothing when standard error is piped."""
    from extractors.on_page import ignore_page

    if not sys.stderr.isatty():
        yield ignore_page
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(plan.name, total=None)

        def on_page(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield on_page


@contextmanager
def show_batch_progress(files: int) -> Iterator[Callable[[], None]]:
    """A bar over the files on a terminal, with their rate and the time that is left.

    What is said meanwhile stands above it; nothing is shown when standard error is piped.

    Args:
        files: how many there are.

    Yields:
        What is called after each file.
    """
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class RateColumn(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{60 * (task.speed or 0):.0f} a minute")

    columns = (BarColumn(), MofNCompleteColumn(), RateColumn(), TimeRemainingColumn())
    with Progress(
        *columns, console=Console(stderr=True), transient=True, speed_estimate_period=120
    ) as bar:
        task = bar.add_task("", total=files)
        yield lambda: bar.advance(task)

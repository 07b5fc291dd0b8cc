"""The command ``plancards``. Results go to standard output, everything else to standard error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from pipeline import __version__
from pipeline.commands import (
    check,
    diff,
    extract,
    history,
    override,
    report,
    run,
    schema,
    show,
)

app = typer.Typer(
    name="plancards",
    help="Read the PDF of a government funding plan into measure cards that can be trusted.",
    no_args_is_help=True,
    rich_markup_mode=None,  # boxes and colours would cost --help as much again
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"plancards {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
) -> None:
    """Read the PDF of a government funding plan into measure cards that can be trusted."""


def _add(command: Callable[..., None], examples: str) -> None:
    """Make a function a command, listed by its summary line; its examples keep their lines."""
    summary = (command.__doc__ or "").partition("\n")[0]
    app.command(short_help=summary, epilog=f"\b\n{examples}")(command)


_add(extract.extract, extract.EXAMPLES)
_add(run.run, run.EXAMPLES)
_add(check.check, check.EXAMPLES)
_add(diff.diff, diff.EXAMPLES)
_add(history.history, history.EXAMPLES)
_add(show.show, show.EXAMPLES)
_add(override.override, override.EXAMPLES)
_add(report.report, report.EXAMPLES)
_add(schema.schema, schema.EXAMPLES)

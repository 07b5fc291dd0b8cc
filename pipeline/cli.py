"""The command ``plancards``. Results go to standard output, everything else to standard error."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline import __version__
from pipeline.commands import (
    check,
    diff,
    export,
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
    rich_markup_mode="markdown",
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


app.command(epilog=extract.EXAMPLES)(extract.extract)
app.command(epilog=run.EXAMPLES)(run.run)
app.command(epilog=check.EXAMPLES)(check.check)
app.command(epilog=diff.EXAMPLES)(diff.diff)
app.command(epilog=history.EXAMPLES)(history.history)
app.command(epilog=show.EXAMPLES)(show.show)
app.command(epilog=override.EXAMPLES)(override.override)
app.command(epilog=report.EXAMPLES)(report.report)
app.command(epilog=export.EXAMPLES)(export.export)
app.command(epilog=schema.EXAMPLES)(schema.schema)

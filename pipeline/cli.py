"""The command ``plancards``. Results go to standard output, everything else to standard error."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from pipeline import __version__
from pipeline.commands.on_demand import GroupOnDemand

# The records have no plugins; pydantic would look for some in every package that is installed.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

app = typer.Typer(
    name="plancards",
    cls=GroupOnDemand,
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

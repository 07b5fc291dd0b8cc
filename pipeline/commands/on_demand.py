"""Commands that are listed without being imported, and imported when they are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any, cast

import typer
from typer.core import TyperCommand, TyperGroup

from pipeline.commands import SUMMARIES


class CommandsOnDemand(Mapping[str, TyperCommand]):
    """The commands by name; looking one up imports its module."""

    def __getitem__(self, name: str) -> TyperCommand:
        if name not in SUMMARIES:
            raise KeyError(name)
        return load_command(name)

    def __iter__(self) -> Iterator[str]:
        return iter(SUMMARIES)

    def __len__(self) -> int:
        return len(SUMMARIES)


class GroupOnDemand(TyperGroup):
    """A group whose help tells of its commands by their summaries alone."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = cast(Any, CommandsOnDemand())

    def list_commands(self, ctx: object) -> list[str]:
        """The names, in the order of the help."""
        return list(self.commands)

    def format_commands(self, ctx: object, formatter: Any) -> None:
        """Write the list of the help."""
        with formatter.section("Commands"):
            formatter.write_dl(list(SUMMARIES.items()))


def load_command(name: str) -> TyperCommand:
    """The function of a module of this folder as a command; its examples keep their lines."""
    module = import_module(f"pipeline.commands.{name}")
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    epilog = f"\b\n{module.EXAMPLES}"
    app.command(short_help=SUMMARIES[name], epilog=epilog)(getattr(module, name))
    return cast(TyperCommand, typer.main.get_command(app))

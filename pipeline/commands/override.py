"""``plancards override``: a correction by a person."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.options import STORE, OutFolderOption
from pipeline.terminal import one_line_errors, say_line

EXAMPLES = (
    'Example: plancards override 2B1 /support_rate/base_percent 90 --reason "Misprint"\n'
    "A finding that is all right: "
    'plancards override 2B1 --accept start-missing --reason "The call settles it"'
)
"""What the command's help shows."""


def override(
    card_id: Annotated[
        str, typer.Argument(metavar="CARD_ID", help="Such as 2B1; '-' for the plan as a whole.")
    ],
    path: Annotated[
        str | None,
        typer.Argument(metavar="[PATH]", help="JSON pointer inside the card, such as /goal."),
    ] = None,
    value: Annotated[
        str | None, typer.Argument(metavar="[VALUE]", help="JSON, or a text; null for none.")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="Why; every output repeats it.")] = "",
    accept: Annotated[
        str | None,
        typer.Option("--accept", metavar="CODE", help="Accept findings of this code instead."),
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", help="Who corrects; else the login name.")
    ] = None,
    plan: Annotated[
        str | None,
        typer.Option("--plan", metavar="PLAN_ID[@VERSION]", help="Else the store's only plan."),
    ] = None,
    out: OutFolderOption = STORE,
) -> None:
    """Correct a value of a stored plan, or accept a finding, in overrides.toml beside the store.

    The entry is bound to the plan's text and applies from the next run on, as long as the text says
    the same. Exit status: 0 done, 2 wrong usage or no such card, value or finding.
    """
    from pipeline.corrections.command import correct_stored_plan
    from pipeline.remote.opening import change_folder, name_store

    with one_line_errors():
        card = None if card_id == "-" else card_id

        def correct(folder: Path) -> list[str]:
            lines = correct_stored_plan(folder, plan, card, path, value, accept, name, reason)
            return [name_store(line, folder, out) for line in lines]

        entries = change_folder(out, correct)
    for line in entries:
        say_line(line)

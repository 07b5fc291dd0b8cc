"""``plancards history``: the versions of a plan, or a card through them."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from pipeline.commands.options import (
    STORE,
    MemoryLimitOption,
    OutFolderOption,
    OutputOption,
    PasswordOption,
    TimeLimitOption,
)
from pipeline.terminal import deliver, one_line_errors, say_line
from schemas.errors import UsageError

EXAMPLES = (
    "Example: plancards history fi-amif-2027-2028\n"
    "One field of a card: plancards history fi-amif-2027-2028 2B1 --field call_timing.rounds"
)
"""What the command's help shows."""


def history(
    plan_id: Annotated[str, typer.Argument(metavar="PLAN_ID", help="A stored plan.")],
    card_id: Annotated[
        str | None,
        typer.Argument(
            metavar="[CARD_ID]", help="A card, by its id in any version, or CARD_ID@VERSION."
        ),
    ] = None,
    form: Annotated[str, typer.Option("--format", help="table, json or parquet.")] = "table",
    field: Annotated[
        str | None,
        typer.Option("--field", help="One field of cards, such as goal or support_rate."),
    ] = None,
    output: OutputOption = None,
    out: OutFolderOption = STORE,
    password: PasswordOption = None,
    time_limit: TimeLimitOption = 30.0,
    memory_limit: MemoryLimitOption = 768,
) -> None:
    """Print the versions of a stored plan, or the values of a card through them.

    A card is followed through renumbering. Versions that another build of plancards has stored are
    read again from their kept source. Exit status: 0 done, 2 wrong usage, 3 no such plan or card,
    or --output not writable.
    """
    from pipeline.history.forms import find_form
    from pipeline.isolation import Limits
    from pipeline.remote.opening import open_folder
    from pipeline.remote.selecting import select_versions
    from pipeline.run import Options
    from pipeline.tracing import trace_plan

    options = Options(password=password, limits=Limits(time_limit, memory_limit))
    with one_line_errors():
        rendered = find_form(form)
        if rendered.IS_BINARY and output is None and sys.stdout.isatty():
            raise UsageError(f"{form} is not for a terminal: name a file with --output")
        with open_folder(out, select_versions(plan_id, rereads=True)) as folder:
            traced = trace_plan(plan_id, card_id, field, folder, options)
        for note in traced.notes:
            say_line(f"plancards: {note}")
        deliver(rendered.render(traced.history, traced.of_cards), output)

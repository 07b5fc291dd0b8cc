"""``plancards show``: one card."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.options import STORE, OutFolderOption, PasswordOption
from pipeline.terminal import has_colours, one_line_errors
from schemas.errors import UsageError

EXAMPLES = (
    "Example: plancards show 2B1\n"
    "Where a value stands on the page: plancards show 2B1 --field support_rate --image 2B1.png"
)
"""What the command's help shows."""


def show(
    card_id: Annotated[str, typer.Argument(metavar="CARD_ID", help="Such as 2B1 or 1-OS.")],
    plan: Annotated[
        str | None,
        typer.Option(
            "--plan",
            metavar="PLAN",
            help="A plan file, a plan document, or PLAN_ID[@VERSION]; else the store's only plan.",
        ),
    ] = None,
    field: Annotated[
        str | None, typer.Option("--field", help="One field only, such as goal.")
    ] = None,
    image: Annotated[
        Path | None,
        typer.Option("--image", metavar="FILE", help="Write the pages with boxes as a PNG."),
    ] = None,
    form: Annotated[str, typer.Option("--format", help="table or json.")] = "table",
    out: OutFolderOption = STORE,
    password: PasswordOption = None,
) -> None:
    """Print one card: its values with their pages, what people corrected, and its findings.

    Exit status: 0 done, 2 wrong usage or no such card, 3 not readable as a plan.
    """
    from pipeline.remote.opening import open_folder
    from pipeline.remote.selecting import select_versions
    from pipeline.run import Options
    from pipeline.showing import card_to_json, draw_card, find_card, find_fields, show_card
    from pipeline.store.kept_source import KEPT_NAMES
    from pipeline.targets import find_only_plan, find_plan_file, load_plan
    from pipeline.whole_file import write_whole

    selection = select_versions(plan, files=KEPT_NAMES if image else ())
    with one_line_errors(), open_folder(out, selection) as folder:
        if form not in ("table", "json"):
            raise UsageError(f"unknown format '{form}': use one of table, json")
        target = plan or find_only_plan(folder)
        loaded = load_plan(target, folder, Options(password=password))
        card = find_card(loaded, card_id)
        fields = find_fields(card, field)
        if image:
            drawn = draw_card(card, fields, find_plan_file(target, folder), password)
            write_whole(image, drawn)
            return
        text = (
            card_to_json(card, fields)
            if form == "json"
            else show_card(loaded, card, fields, colour=has_colours(None))
        )
    sys.stdout.buffer.write(text.encode())

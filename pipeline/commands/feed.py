"""``plancards feed``: what happened in a store."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from pipeline.commands.options import STORE, OutFolderOption
from pipeline.terminal import one_line_errors

EXAMPLES = (
    "Example: plancards feed > events.jsonl\nWhat is new since event 37: plancards feed --since 37"
)
"""What the command's help shows."""


def feed(
    since: Annotated[
        int, typer.Option("--since", min=0, help="The last event that is known; 0 for all.")
    ] = 0,
    plan_id: Annotated[
        str | None, typer.Option("--plan-id", help="Events of this plan only.")
    ] = None,
    out: OutFolderOption = STORE,
) -> None:
    """Print the events of a store, one JSON object per line: versions and what they changed.

    Events are numbered without gaps and never change, so that a program that keeps the number of
    the last one can go on there. Exit status: 0 done, 2 wrong usage, 3 the feed has no event of
    that number.
    """
    from pipeline.remote.opening import open_folder
    from pipeline.remote.selecting import select_feed
    from pipeline.store.feed import read_feed

    with one_line_errors(), open_folder(out, select_feed(since, plan_id)) as folder:
        for line in read_feed(folder, since, plan_id):
            sys.stdout.buffer.write(line.encode())

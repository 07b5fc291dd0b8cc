"""``plancards publish``: stored versions into a database."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.commands.options import STORE, OutFolderOption
from pipeline.terminal import one_line_errors

EXAMPLES = (
    "Example: plancards publish sqlite:///plans.db\n"
    "One version: plancards publish postgresql://db.example/plans fi-amif-2027-2028@v2"
)
"""What the command's help shows."""


def publish(
    url: Annotated[
        str,
        typer.Argument(
            metavar="URL", help="postgresql://HOST/NAME, sqlite:///FILE or duckdb:///FILE."
        ),
    ],
    plan: Annotated[
        str | None,
        typer.Argument(
            metavar="[PLAN_ID[@VERSION]]", help="A stored plan or version; else all plans."
        ),
    ] = None,
    out: OutFolderOption = STORE,
) -> None:
    """Put stored versions into a database: tables with keys, and views of what is valid.

    Each version goes in whole or not at all, in one transaction; one that is there already is left
    alone. Exit status: 0 done, 2 wrong usage or libraries missing, 3 nothing of that name is
    stored, or the database cannot be written.
    """
    from pipeline.publish import publish as publish_versions
    from pipeline.remote.opening import open_folder
    from pipeline.remote.selecting import select_versions

    counts = {"new": 0, "replaced": 0, "unchanged": 0}
    plan_id = plan.partition("@")[0] if plan else None  # its versions in their order
    with one_line_errors(), open_folder(out, select_versions(plan_id)) as folder:
        for published in publish_versions(url, plan, folder):
            counts[published.state] += 1
            if published.rows:
                name = f"{published.plan_id}@{published.version}"
                typer.echo(f"{name}: {published.state}, {published.rows} rows")
    typer.echo(", ".join(f"{number} {state}" for state, number in counts.items()))

"""``plancards export``: stored plans in forms that other programs know."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.options import STORE
from pipeline.terminal import one_line_errors, say_line

EXAMPLES = (
    "Example: plancards export --form workbook --out exports\n"
    "The timetable of calls of all plans: plancards export --form calls\n"
    "A Data Package with CSV: plancards export fi-amif-2027-2028 --form package --csv\n"
    "A description for data portals: plancards export --form dcat --out out"
)
"""What the command's help shows."""


def export(
    plan: Annotated[
        str | None,
        typer.Argument(metavar="[PLAN_ID[@VERSION]]", help="A stored plan; else all plans."),
    ] = None,
    form: Annotated[
        str, typer.Option("--form", help="calls, dcat, package or workbook.")
    ] = "package",
    out: Annotated[Path, typer.Option("--out", help="Folder that the files go to.")] = Path(
        "exports"
    ),
    store: Annotated[
        str,
        typer.Option(
            "--store", metavar="FOLDER|URL", help="Folder or URL that versions are stored in."
        ),
    ] = STORE,
    csv: Annotated[
        bool, typer.Option("--csv", help="Of a package: each table as CSV beside Parquet.")
    ] = False,
) -> None:
    """Write stored plans as a timetable of calls, a workbook, a Data Package, or DCAT-AP.

    The timetable and the workbook are of the current version of each plan, or of the VERSION that
    is named; the others of all versions. publication.toml in the store says who publishes the data,
    under which licence and where. Exit status: 0 done, 2 wrong usage, 3 nothing of that name is
    stored, or --out not writable.
    """
    from pipeline.exports import load_export, write_export
    from pipeline.exports.forms import find_form
    from pipeline.remote.opening import open_folder
    from pipeline.remote.selecting import select_export

    with one_line_errors():
        wanted = find_form(form)
        with open_folder(store, select_export(plan, wanted.READS)) as folder:
            loaded = load_export(plan, folder, wanted, with_csv=csv)
            written = write_export(loaded, wanted, out)
    if wanted.SAYS_LICENCE and loaded.publication.licence is None:
        say_line(f"note: no licence is named; {store}/publication.toml can say it")
    for path in written:
        typer.echo(path)

"""``plancards report``: the review site."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.options import MemoryLimitOption, PasswordOption
from pipeline.terminal import one_line_errors, say_line

EXAMPLES = (
    "Example: plancards report fi-amif-2027-2028\n"
    "In Swedish, into a folder of its own: plancards report --say sv --out /tmp/site"
)
"""What the command's help shows."""


def report(
    plan: Annotated[
        str | None,
        typer.Argument(
            metavar="[PLAN_ID[@VERSION]]",
            help="A stored plan, and the version to open with; else all plans.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Folder of the site, or of the store that it goes into."),
    ] = None,
    store: Annotated[
        Path | None, typer.Option("--store", help="Folder that versions are stored in [out].")
    ] = None,
    say: Annotated[
        str, typer.Option("--say", help="Language that the site opens in: en, sv or fi.")
    ] = "en",
    password: PasswordOption = None,
    time_limit: Annotated[
        float,
        typer.Option("--time-limit", min=0.1, help="Seconds that drawing one version may take."),
    ] = 120.0,
    memory_limit: MemoryLimitOption = 768,
) -> None:
    """Build a static site to review stored plans: values beside the pages they were read from.

    Exit status: 0 done, 2 wrong usage, 3 nothing of that name is stored.
    """
    from pipeline.isolation import Limits
    from pipeline.run import Options
    from pipeline.site import build_site
    from pipeline.site.folders import settle_folders

    options = Options(password=password, limits=Limits(time_limit, memory_limit))
    with one_line_errors():
        built = build_site(plan, settle_folders(out, store), say, options)
    for note in built.notes:
        say_line(f"note: {note}")
    typer.echo(
        f"{built.folder / 'index.html'}: {built.plans} plan(s), {built.versions} version(s), "
        f"{built.files} files, {built.size / 1_000_000:.1f} MB"
    )

"""``plancards report``: the review site."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.options import MemoryLimitOption, PasswordOption
from pipeline.terminal import one_line_errors, say_line

if TYPE_CHECKING:
    from pipeline.site.folders import Folders

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
        str | None,
        typer.Option(
            "--out",
            metavar="FOLDER|URL",
            help="Folder or URL of the site, or folder of the store that it goes into.",
        ),
    ] = None,
    store: Annotated[
        str | None,
        typer.Option(
            "--store", metavar="FOLDER|URL", help="Folder or URL that versions are stored in [out]."
        ),
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
    from pipeline.remote.site_objects import FIRST_PAGE, open_site, upload_site
    from pipeline.run import Options
    from pipeline.site import build_site

    options = Options(password=password, limits=Limits(time_limit, memory_limit))
    with one_line_errors(), _open_folders(out, store, plan) as folders:
        place = _find_url(out, store)
        objects = open_site(place) if place else None  # what is wrong there is said before all else
        built = build_site(plan, folders, say, options)
        first_page = upload_site(built.folder, objects) if objects else built.folder / FIRST_PAGE
    for note in built.notes:
        say_line(f"note: {note}")
    typer.echo(
        f"{first_page}: {built.plans} plan(s), {built.versions} version(s), "
        f"{built.files} files, {built.size / 1_000_000:.1f} MB"
    )


def _find_url(out: str | None, store: str | None) -> str | None:
    """Where the site goes, when that is in object storage."""
    from pipeline.remote.addresses import is_remote
    from pipeline.site.folders import SITE

    if out is not None:
        return out if is_remote(out) else None
    return f"{store.rstrip('/')}/{SITE}" if store and is_remote(store) else None


@contextmanager
def _open_folders(out: str | None, store: str | None, plan: str | None) -> Iterator[Folders]:
    """The folders of the store and of the site; what is in object storage has one for this time."""
    from pipeline.remote.addresses import is_remote, out_to_folder
    from pipeline.remote.opening import open_folder
    from pipeline.remote.selecting import select_versions
    from pipeline.site.folders import SITE, Folders, settle_folders
    from pipeline.store.kept_source import KEPT_NAMES

    with TemporaryDirectory(prefix="plancards-", ignore_cleanup_errors=True) as work:
        passing = Path(work) / SITE if _find_url(out, store) else None
        site = passing or (out_to_folder(out) if out else None)
        if site and store and is_remote(store):
            plan_id = plan.partition("@")[0] if plan else None  # the site has all its versions
            with open_folder(store, select_versions(plan_id, files=KEPT_NAMES)) as folder:
                yield Folders(folder, site)
        else:
            yield settle_folders(site, out_to_folder(store) if store else None)

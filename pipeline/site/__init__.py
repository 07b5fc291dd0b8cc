"""The review site: static pages that show a stored plan beside the pages it was read from.

load → draw pages → describe pages in every language → render → put in place, in ``build_site``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from shutil import copytree

from pipeline.run import Options
from pipeline.site.addresses import ASSETS, PICTURES
from pipeline.site.card_pages import show_cards
from pipeline.site.change_pages import show_changes
from pipeline.site.coverage_pages import show_coverage
from pipeline.site.folders import Folders, measure_folder, replace_site
from pipeline.site.history_pages import show_histories
from pipeline.site.overview import show_overview
from pipeline.site.pages import Addresses, SitePage
from pipeline.site.plan_list import show_plans
from pipeline.site.rendering import Renderer
from pipeline.site.sources import ShownPlan, load_shown_plan
from pipeline.site.voice import Voice, list_voices
from pipeline.store.versions import StoredVersion, list_plan_ids
from pipeline.targets import list_versions
from schemas.errors import InputError


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A site that was built.

    Attributes:
        folder: where it is.
        plans: how many it shows.
        versions: how many of them.
        files: how many it has.
        size: of all its files, in bytes.
        notes: why pages of a version have no pictures.
    """

    folder: Path
    plans: int
    versions: int
    files: int
    size: int
    notes: tuple[str, ...]


def build_site(target: str | None, folders: Folders, say: str, options: Options) -> BuiltSite:
    """Build the site of one plan in the store, or of all.

    Args:
        target: PLAN_ID or PLAN_ID@VERSION, the version that it opens with; ``None`` for all plans.
        folders: where versions are, and where the site goes.
        say: code of the language that it opens in; the others are linked.
        options: password and limits, for kept sources.

    Raises:
        UsageError: there is no interface in that language, or something else is in the folder.
        InputError: nothing of that name is stored.
        StoreError: a stored document cannot be read, or the folder cannot be written.
    """
    voices = list_voices(say)
    wanted = find_stored_plans(target, folders.store)
    with replace_site(folders.site) as folder:
        pictures = folder / PICTURES
        pictures.mkdir()
        plans = [load_shown_plan(found, main, pictures, options) for found, main in wanted]
        write_pages(plans, voices, folder)
    count, size = measure_folder(folders.site)
    return BuiltSite(
        folders.site, len(plans), sum(len(plan.versions) for plan in plans), count, size,
        tuple(_list_notes(plans)),
    )  # fmt: skip


def find_stored_plans(
    target: str | None, store: Path
) -> list[tuple[list[StoredVersion], str | None]]:
    """The versions of each plan that is wanted, and the version to open it with.

    Raises:
        InputError: nothing of that name is stored.
    """
    if target is not None:
        plan_id, _, version = target.partition("@")
        return [(list_versions(plan_id, version or None, store), version or None)]
    plan_ids = list_plan_ids(store)
    if not plan_ids:
        raise InputError(f"{store}/ holds no stored plan; store one with plancards run")
    return [(list_versions(plan_id, None, store), None) for plan_id in plan_ids]


def write_pages(plans: Sequence[ShownPlan], voices: Sequence[Voice], folder: Path) -> None:
    """Write every page in every language, and what the pages load."""
    with as_file(files("pipeline.site") / ASSETS) as assets:
        copytree(assets, folder / ASSETS)
    renderer = Renderer(voices)
    for voice in voices:
        for page in list_pages(plans, voice):
            path = folder / renderer.place(page.address, voice)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(renderer.render(page, voice), encoding="utf-8")


def list_pages(plans: Sequence[ShownPlan], voice: Voice) -> Iterator[SitePage]:
    """Every page of the site in one language."""
    everything = [Addresses(plan, len(plans) == 1) for plan in plans]
    if len(plans) != 1:
        yield show_plans(everything, voice)
    for addresses in everything:
        shown = addresses.plan
        for version in shown.versions:
            yield show_overview(version, addresses, voice)
            yield show_coverage(version, addresses, voice)
            yield from show_cards(version, addresses, voice)
        for old, new in shown.diffs:
            yield show_changes(shown.find_version(old), shown.find_version(new), addresses, voice)
        yield from show_histories(addresses, voice)


def _list_notes(plans: Sequence[ShownPlan]) -> Iterator[str]:
    english = Voice.of("en")
    for plan in plans:
        for version in plan.versions:
            if version.no_pictures:
                why = english.say(version.no_pictures, why=version.reason)
                yield f"{plan.plan_id}@{version.name}: no pictures of its pages, {why}"

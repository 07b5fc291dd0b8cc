"""What a site is made from: the versions of a plan, their pictures, diffs and history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import combinations
from pathlib import Path
from typing import get_args

from pipeline.coverage import Category
from pipeline.history import plans_to_history
from pipeline.run import Options, reread_plan
from pipeline.site.addresses import name_files
from pipeline.site.pictures import PagePicture, find_pages, start_drawing
from pipeline.store.kept_source import kept_name
from pipeline.store.readings import Reading, read_as_now
from pipeline.store.version_diff import diff_readings
from pipeline.store.versions import StoredVersion
from pipeline.word_ledger import Stretch, read_ledger
from schemas.changes import Diff
from schemas.errors import InputError
from schemas.history import History
from schemas.record import MeasureCard, Plan

PDF = "application/pdf"
SHOWN_PARTS = {"cards", "funding", "progress", "findings", "coverage"}
"""Parts of a plan whose pages are shown; the texts of all chapters would be every page."""


@dataclass(frozen=True)
class ShownVersion:
    """A version and the pictures of its pages.

    Attributes:
        plan: as stored.
        reading: as stored, and as this build reads it.
        pictures: by page.
        no_pictures: key of the interface text that says why there are none, or ``None``.
        reason: more about it, in the words of the error.
        ledger: what every stretch of text was taken for; empty when ``no_ledger`` says why.
        no_ledger: why there is none, in English, or "".
    """

    plan: Plan
    reading: Reading
    pictures: Mapping[int, PagePicture]
    no_pictures: str | None = None
    reason: str = ""
    ledger: tuple[Stretch, ...] = ()
    no_ledger: str = ""

    @property
    def name(self) -> str:
        """Of the version, such as "v2"."""
        return self.plan.plan.version

    @cached_property
    def card_files(self) -> list[str]:
        """The file name of each card's page, in the plan's order."""
        return name_files(card.card_id for card in self.plan.cards)

    def find_file(self, card_id: str | None) -> str | None:
        """The file name of a card's page, ``None`` when the version has no such card."""
        for card, name in zip(self.plan.cards, self.card_files, strict=True):
            if card.card_id == card_id:
                return name
        return None

    def find_card(self, card_id: str | None) -> MeasureCard | None:
        """The first card of that id."""
        return next((card for card in self.plan.cards if card.card_id == card_id), None)


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """A plan with all its versions.

    Attributes:
        plan_id: of the plan.
        versions: the oldest first.
        main: name of the version that the site opens with.
        diffs: of every two versions, by their names, the older one first.
        history: of its cards.
    """

    plan_id: str
    versions: tuple[ShownVersion, ...]
    main: str
    diffs: Mapping[tuple[str, str], Diff]
    history: History

    def find_version(self, name: str) -> ShownVersion:
        """The version of that name."""
        return next(version for version in self.versions if version.name == name)

    def follow_card(self, card_id: str, here: str, there: str) -> str | None:
        """What a card of one version is called in another one, ``None`` when it is not there."""
        if here == there:
            return card_id
        if (here, there) in self.diffs:
            pairs = self.diffs[here, there].cards
            return next((p.card_id for p in pairs if p.previous_card_id == card_id), None)
        pairs = self.diffs[there, here].cards
        return next((p.previous_card_id for p in pairs if p.card_id == card_id), None)


def load_shown_plan(
    stored: list[StoredVersion], main: str | None, pictures: Path, options: Options
) -> ShownPlan:
    """Load the versions of a plan, compare every two, and draw the pages that they point to.

    Args:
        stored: the versions, the oldest first; at least one.
        main: the version to open with; the latest when ``None``.
        pictures: folder that pictures come into.
        options: password and seconds, for kept sources.

    Raises:
        StoreError: a stored document cannot be read.
    """
    readings = [read_as_now(version, partial(reread_plan, options=options)) for version in stored]
    names = [version.version for version in stored]
    diffs = {
        (names[a], names[b]): diff_readings(readings[a], readings[b])
        for a, b in combinations(range(len(readings)), 2)
    }
    shown = [
        _show_version(version, reading, _find_shown_pages(reading, diffs), pictures, options)
        for version, reading in zip(stored, readings, strict=True)
    ]
    history = plans_to_history([reading.plan for reading in readings])
    return ShownPlan(stored[-1].header.plan_id, tuple(shown), main or names[-1], diffs, history)


def _find_shown_pages(reading: Reading, diffs: Mapping[tuple[str, str], Diff]) -> set[int]:
    """The pages with cards, tables and findings of a version, and those that a diff points to."""
    pages = {
        page
        for plan in (reading.stored, reading.plan)
        for page in find_pages(plan.model_dump(include=SHOWN_PARTS))
    }
    version = reading.stored.plan.version
    for names, diff in diffs.items():
        for change in (*diff.changes, *diff.plan_changes):
            sides = {names[0]: change.evidence.old, names[1]: change.evidence.new}
            pages |= {place.page for place in sides.get(version, ()) if place.page}
    return pages


def _show_version(
    version: StoredVersion, reading: Reading, pages: set[int], folder: Path, options: Options
) -> ShownVersion:
    plan = reading.stored
    if plan.plan.source.media_type != PDF:
        return ShownVersion(plan, reading, {}, "text_source")
    path = version.folder / kept_name(plan.plan.source)
    if not path.is_file():
        return ShownVersion(plan, reading, {}, "no_source")
    with start_drawing(path, pages, folder, options.password, options.limits.seconds) as drawn:
        ledger, no_ledger = _try_ledger(path, plan, options)
        try:
            return ShownVersion(plan, reading, drawn(), ledger=ledger, no_ledger=no_ledger)
        except InputError as error:
            return ShownVersion(plan, reading, {}, "not_drawn", _explain(error, path))


def _try_ledger(path: Path, plan: Plan, options: Options) -> tuple[tuple[Stretch, ...], str]:
    """The ledger, and why there is none."""
    try:
        return load_ledger(path, plan, options), ""
    except InputError as error:
        return (), _explain(error, path)


def _explain(error: InputError, path: Path) -> str:
    return str(error).removeprefix(f"{path}: ")


def load_ledger(path: Path, plan: Plan, options: Options) -> tuple[Stretch, ...]:
    """What every stretch of a kept source was taken for, if that is what the plan document counts.

    Raises:
        InputError: this build cannot read it, or reads it otherwise than the one that stored it.
    """
    ledger = tuple(read_ledger(path, plan.plan, options))
    counts = Counter[str]()
    for stretch in ledger:
        counts[stretch.category] += len(stretch.text.replace(" ", ""))
    if counts != Counter(plan.coverage.model_dump(include=set(get_args(Category)))):
        raise InputError(f"{path}: another build of plancards stored it and took it otherwise")
    return ledger

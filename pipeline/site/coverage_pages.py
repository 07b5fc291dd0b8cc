"""What on each page belongs to what, and what became of every character."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pipeline.site.card_pages import say_no_pictures
from pipeline.site.charts import Bar, draw_shares
from pipeline.site.figures import Look, PageFigure, spots_to_figures
from pipeline.site.owners import TAKEN_FOR, Owned, list_owned
from pipeline.site.pages import Addresses, SitePage
from pipeline.site.sources import ShownVersion
from pipeline.site.voice import Voice
from schemas.record import PlanHeader

LEDGER = ("field", "label", "heading", "furniture", "leftover")
"""What a character may have been taken for, in the order it is shown."""

LOOKS: tuple[Look, ...] = ("field", "table", *TAKEN_FOR)
"""Looks of what has a part of a page, in the order it is named."""


@dataclass(frozen=True, slots=True)
class Owner:
    """What has a part of a page, and what it has there.

    Attributes:
        look: of its boxes.
        name: a card, a table, or what text was taken for.
        address: of the card, or ``None``.
        parts: names of the card's fields, or the text itself; one that comes again is counted.
        is_own_word: whether the parts are the plan's words.
    """

    look: Look
    name: str
    address: str | None
    parts: tuple[str, ...]
    is_own_word: bool


@dataclass(frozen=True, slots=True)
class ShownLeftover:
    """Text that no rule consumed."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class OwnedPage:
    """A page: its picture, and whose it is; characters are counted on pages that hold cards."""

    number: int
    is_counted: bool
    figure: PageFigure | None
    owners: tuple[Owner, ...]
    leftovers: tuple[ShownLeftover, ...]


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """So many characters were taken for something."""

    kind: str
    label: str
    characters: str
    share: str


@dataclass(frozen=True, slots=True)
class CoverageView:
    """What the coverage shows."""

    header: PlanHeader
    chart: Markup
    ledger: tuple[LedgerLine, ...]
    total: str
    pages: tuple[OwnedPage, ...]
    lines: tuple[str, ...]
    no_pictures: str
    no_ledger: str


def show_coverage(version: ShownVersion, addresses: Addresses, voice: Voice) -> SitePage:
    """The coverage of a version."""
    address = addresses.coverage(version.name)
    coverage = version.plan.coverage
    counts = {kind: int(getattr(coverage, kind)) for kind in LEDGER}
    ledger = tuple(
        LedgerLine(
            kind,
            voice.interface.ledger[kind],
            voice.write_number(counts[kind]),
            _share(counts[kind], coverage.characters, voice),
        )
        for kind in LEDGER
    )
    bars = [Bar(line.label, counts[line.kind], line.characters) for line in ledger]
    return SitePage(
        address=address,
        template="coverage.html",
        title=f"{voice.say('coverage')}: {voice.say('version_n', version=version.name)}",
        view=CoverageView(
            header=version.plan.plan,
            chart=draw_shares(bars, voice.say("coverage_title")),
            ledger=ledger,
            total=voice.write_number(coverage.characters),
            pages=tuple(_list_pages(version, addresses, voice)),
            lines=tuple(left.text for left in coverage.leftovers if left.page is None),
            no_pictures=say_no_pictures(version, voice),
            no_ledger=voice.say("no_ledger", why=version.no_ledger) if version.no_ledger else "",
        ),
        links=addresses.links(version.name, address, voice),
    )


def _share(count: int, total: int, voice: Voice) -> str:
    """Percent with two decimals, rounded down, so that 100 means every character."""
    hundredths = 10_000 * count // total if total else 0
    number = f"{hundredths / 100:.2f}".replace(".", voice.words.decimal)
    return voice.words.percent.format(number=number)


def _list_pages(version: ShownVersion, addresses: Addresses, voice: Voice) -> Iterator[OwnedPage]:
    owned = list_owned(version, addresses, voice)
    figures = {
        figure.picture.page: figure
        for figure in spots_to_figures((found.spot for found in owned), version.pictures)
    }
    by_page: dict[int, list[Owned]] = {}
    for found in owned:
        if found.spot.place.page is not None:
            by_page.setdefault(found.spot.place.page, []).append(found)
    for page, here in sorted(by_page.items()):
        yield OwnedPage(
            page,
            any(found.spot.look == "field" for found in here),
            figures.get(page),
            tuple(_group_owners(here)),
            tuple(
                ShownLeftover(f"left-{at}", left.text)
                for at, left in enumerate(version.plan.coverage.leftovers)
                if left.page == page
            ),
        )


def _group_owners(owned: Sequence[Owned]) -> Iterator[Owner]:
    """Cards and tables by name, then labels, headings and furniture, in the ledger's order."""
    shown = [found for found in owned if found.spot.look not in ("finding", "leftover")]
    by_owner: dict[tuple[str, str | None], list[Owned]] = {}
    for found in sorted(shown, key=lambda found: LOOKS.index(found.spot.look)):
        by_owner.setdefault((found.owner, found.address), []).append(found)
    for (owner, address), several in by_owner.items():
        look = several[0].spot.look
        counts = Counter(found.part for found in several if found.part)
        is_own_word = look in TAKEN_FOR
        parts = (
            f"{part} ({count})" if count > 1 and is_own_word else part
            for part, count in counts.items()
        )
        yield Owner(look, owner, address, tuple(parts), is_own_word)

"""What on each page belongs to what, and what became of every character."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from pipeline.site.addresses import path_to_anchor
from pipeline.site.card_pages import name_shown_card, say_no_pictures
from pipeline.site.charts import Bar, draw_shares
from pipeline.site.figures import PageFigure, Spot, spots_to_figures
from pipeline.site.findings import show_findings
from pipeline.site.pages import Addresses, SitePage
from pipeline.site.sources import ShownVersion
from pipeline.site.values import HEAD
from pipeline.site.voice import Voice
from schemas.record import Place, PlanHeader

LEDGER = ("field", "label", "heading", "furniture", "leftover")
"""What a character may have been taken for, in the order it is shown."""


@dataclass(frozen=True, slots=True)
class Owner:
    """What has a part of a page: a card or a table, and the names of its parts there."""

    name: str
    address: str | None
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownLeftover:
    """Text that no rule consumed."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class OwnedPage:
    """A page: its picture, and whose it is."""

    number: int
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


@dataclass(frozen=True, slots=True)
class _Owned:
    """A spot and whose it is."""

    spot: Spot
    owner: str
    address: str | None
    part: str


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
        ),
        links=addresses.links(version.name, address, voice),
    )


def _share(count: int, total: int, voice: Voice) -> str:
    """Percent with two decimals, rounded down, so that 100 means every character."""
    hundredths = 10_000 * count // total if total else 0
    number = f"{hundredths / 100:.2f}".replace(".", voice.words.decimal)
    return voice.words.percent.format(number=number)


def _list_pages(version: ShownVersion, addresses: Addresses, voice: Voice) -> Iterator[OwnedPage]:
    owned = [
        *_own_cards(version, addresses, voice),
        *_own_tables(version, addresses, voice),
        *_own_findings(version, addresses, voice),
        *_own_leftovers(version, voice),
    ]
    figures = {
        figure.picture.page: figure
        for figure in spots_to_figures((found.spot for found in owned), version.pictures)
    }
    pages = sorted({found.spot.place.page for found in owned if found.spot.place.page is not None})
    for page in pages:
        here = [found for found in owned if found.spot.place.page == page]
        yield OwnedPage(
            page,
            figures.get(page),
            tuple(_group_owners(here)),
            tuple(
                ShownLeftover(f"left-{at}", left.text)
                for at, left in enumerate(version.plan.coverage.leftovers)
                if left.page == page
            ),
        )


def _group_owners(owned: list[_Owned]) -> Iterator[Owner]:
    by_owner: dict[tuple[str, str | None], list[str]] = {}
    for found in owned:
        if found.spot.look in ("field", "table"):
            by_owner.setdefault((found.owner, found.address), []).append(found.part)
    for (owner, address), parts in by_owner.items():
        yield Owner(owner, address, tuple(dict.fromkeys(filter(None, parts))))


def _own_cards(version: ShownVersion, addresses: Addresses, voice: Voice) -> Iterator[_Owned]:
    for at, card in enumerate(version.plan.cards):
        name, address = name_shown_card(card, voice), addresses.card_at(version, at)
        for found in card.evidence:
            field = found.path.strip("/").partition("/")[0]
            part = "" if field in ("card_id", "kind", "code") else voice.name_field(field)
            place = Place(page=found.page, bbox=found.bbox, line=found.line)
            href = f"{address}#{_name_anchor(found.path)}"
            label = f"{name}: {part}" if part else name
            spot = Spot(f"card-{at}", label, place, "field", href)
            yield _Owned(spot, name, address, part)


def _name_anchor(path: str) -> str:
    """The anchor of the value that holds a path.

    >>> _name_anchor("/indicators/output/0/code"), _name_anchor("/card_id")
    ('indicators.output.0', 'title')
    """
    field, *inside = path.strip("/").split("/")
    return "title" if field in HEAD else path_to_anchor("/".join((field, *inside[:2])))


def _own_tables(version: ShownVersion, addresses: Addresses, voice: Voice) -> Iterator[_Owned]:
    overview = addresses.overview(version.name)
    funding = version.plan.funding
    name = voice.say("funding_table")
    places = [place for found in funding.allocations for place in found.evidence]
    places += [p for found in funding.allocations for row in found.rows for p in row.evidence]
    for place in (*places, *funding.allocations_total_evidence):
        yield _Owned(Spot("funding", name, place, "table", f"{overview}#money"), name, None, "")
    for at, table in enumerate(funding.calls):
        name = voice.say("call_table_n", number=table.table or at + 1)
        of_rows = [p for row in table.rows for p in row.evidence]
        of_cells = [p for row in table.rows for cell in row.cells for p in cell.evidence]
        for place in (*table.evidence, *of_rows, *of_cells):
            yield _Owned(
                Spot(f"calls-{at}", name, place, "table", f"{overview}#calendar"), name, None, ""
            )


def _own_findings(version: ShownVersion, addresses: Addresses, voice: Voice) -> Iterator[_Owned]:
    overview = addresses.overview(version.name)
    for finding in show_findings(version, voice):
        label = f"{voice.say('finding_n', number=finding.number)}: {finding.title}"
        address = finding.card_address or overview
        for place in finding.places:
            href = f"{address}#{finding.anchor}"
            spot = Spot(finding.anchor, label, place, "finding", href)
            yield _Owned(spot, "", None, "")


def _own_leftovers(version: ShownVersion, voice: Voice) -> Iterator[_Owned]:
    name = voice.say("leftovers")
    for at, left in enumerate(version.plan.coverage.leftovers):
        place = Place(page=left.page, bbox=left.bbox, line=left.line)
        spot = Spot(f"left-{at}", f"{name}: {left.text}", place, "leftover", f"#left-{at}")
        yield _Owned(spot, name, None, "")

"""What each stretch of a page belongs to: cards, tables, findings, or what text was taken for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from pipeline.site.addresses import path_to_anchor
from pipeline.site.card_pages import name_shown_card
from pipeline.site.figures import Look, Spot
from pipeline.site.findings import show_findings
from pipeline.site.pages import Addresses
from pipeline.site.sources import ShownVersion
from pipeline.site.values import HEAD
from pipeline.site.voice import Voice
from schemas.record import Place

TAKEN_FOR: tuple[Look, ...] = ("label", "heading", "furniture")
"""What text is taken for that is no value: its places come from the ledger, not from the record."""


@dataclass(frozen=True, slots=True)
class Owned:
    """A spot and whose it is.

    Attributes:
        spot: where and what.
        owner: name of what it belongs to; "" for findings, which own nothing.
        address: of the owner's page, or ``None``.
        part: what of the owner it is: the name of a field, or the text itself; "" for nothing.
    """

    spot: Spot
    owner: str
    address: str | None
    part: str


def list_owned(version: ShownVersion, addresses: Addresses, voice: Voice) -> list[Owned]:
    """Everything that stands somewhere in a version."""
    return [
        *_own_cards(version, addresses, voice),
        *_own_tables(version, addresses, voice),
        *_own_account(version, voice),
        *_own_ledger(version, voice),
        *_own_findings(version, addresses, voice),
        *_own_leftovers(version, voice),
    ]


def _own_cards(version: ShownVersion, addresses: Addresses, voice: Voice) -> Iterator[Owned]:
    for at, card in enumerate(version.plan.cards):
        name, address = name_shown_card(card, voice), addresses.card_at(version, at)
        for found in card.evidence:
            field = found.path.strip("/").partition("/")[0]
            part = "" if field in ("card_id", "kind", "code") else voice.name_field(field)
            place = Place(page=found.page, bbox=found.bbox, line=found.line)
            href = f"{address}#{_name_anchor(found.path)}"
            label = f"{name}: {part}" if part else name
            spot = Spot(f"card-{at}", label, place, "field", href)
            yield Owned(spot, name, address, part)


def _name_anchor(path: str) -> str:
    """The anchor of the value that holds a path.

    >>> _name_anchor("/indicators/output/0/code"), _name_anchor("/card_id")
    ('indicators.output.0', 'title')
    """
    field, *inside = path.strip("/").split("/")
    return "title" if field in HEAD else path_to_anchor("/".join((field, *inside[:2])))


def _own_tables(version: ShownVersion, addresses: Addresses, voice: Voice) -> Iterator[Owned]:
    overview = addresses.overview(version.name)
    funding = version.plan.funding
    name = voice.say("funding_table")
    places = [place for found in funding.allocations for place in found.evidence]
    places += [p for found in funding.allocations for row in found.rows for p in row.evidence]
    for place in (*places, *funding.allocations_total_evidence):
        yield Owned(Spot("funding", name, place, "table", f"{overview}#money"), name, None, "")
    for at, table in enumerate(funding.calls):
        name = voice.say("call_table_n", number=table.table or at + 1)
        of_rows = [p for row in table.rows for p in row.evidence]
        of_cells = [p for row in table.rows for cell in row.cells for p in cell.evidence]
        for place in (*table.evidence, *of_rows, *of_cells):
            yield Owned(
                Spot(f"calls-{at}", name, place, "table", f"{overview}#calendar"), name, None, ""
            )


def _own_account(version: ShownVersion, voice: Voice) -> Iterator[Owned]:
    """What the chapters tell of the programme and of each objective's progress."""
    plan, name = version.plan, voice.say("account")
    events = (found for event in plan.plan.milestones for found in event.evidence)
    progress = (found for account in plan.progress for found in account.evidence)
    for evidence in chain(events, progress):
        place = Place(page=evidence.page, bbox=evidence.bbox, line=evidence.line)
        yield Owned(Spot("account", name, place, "table", is_link=False), name, None, "")


def _own_ledger(version: ShownVersion, voice: Voice) -> Iterator[Owned]:
    for stretch in version.ledger:
        for look in TAKEN_FOR:
            if stretch.category == look:
                name, text = voice.interface.ledger[look], show_symbols(stretch.text)
                spot = Spot(look, f"{name}: {text}", stretch.place, look, is_link=False)
                yield Owned(spot, name, None, text)


def show_symbols(text: str) -> str:
    """Signs of a symbol font, which have no glyph in any other, as bullets.

    >>> show_symbols("\uf0b7 asylum")
    '• asylum'
    """
    return "".join("•" if unicodedata.category(sign) == "Co" else sign for sign in text)


def _own_findings(version: ShownVersion, addresses: Addresses, voice: Voice) -> Iterator[Owned]:
    overview = addresses.overview(version.name)
    for finding in show_findings(version, voice):
        label = f"{voice.say('finding_n', number=finding.number)}: {finding.title}"
        address = finding.card_address or overview
        for place in finding.places:
            href = f"{address}#{finding.anchor}"
            spot = Spot(finding.anchor, label, place, "finding", href)
            yield Owned(spot, "", None, "")


def _own_leftovers(version: ShownVersion, voice: Voice) -> Iterator[Owned]:
    name = voice.say("leftovers")
    for at, left in enumerate(version.plan.coverage.leftovers):
        place = Place(page=left.page, bbox=left.bbox, line=left.line)
        spot = Spot(f"left-{at}", f"{name}: {left.text}", place, "leftover", f"#left-{at}")
        yield Owned(spot, name, None, "")

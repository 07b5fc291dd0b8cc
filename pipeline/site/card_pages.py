"""The page of a card: its record beside the pages that it was read from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.diff.statements import diff_to_statements
from pipeline.site.figures import PageFigure, Spot, spots_to_figures
from pipeline.site.findings import ShownFinding, finding_to_spots, show_findings
from pipeline.site.pages import Addresses, Link, SitePage
from pipeline.site.sources import ShownVersion
from pipeline.site.values import (
    Section,
    Value,
    card_to_head,
    card_to_sections,
    values_to_spots,
)
from pipeline.site.voice import Voice
from schemas.record import MeasureCard, PlanHeader

CHAPTER_FIELDS = ("specific_objective", "implementation_measure")
"""Fields that are read from chapter headings, which may stand many pages before the card."""


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A field of the card, and what was found in it."""

    section: Section
    findings: tuple[ShownFinding, ...]


@dataclass(frozen=True, slots=True)
class CardView:
    """What the page of a card shows.

    Attributes:
        header: of the plan.
        name: of the card, such as "Measure 2B1".
        title: of the card.
        head: kind, code and title.
        sections: its fields.
        findings: those that are about no field of it.
        labels: names of the values, by anchor.
        figures: the pages that it stands on.
        other_figures: other pages, with the headings over it or with what its findings point to.
        coverage: address of the version's coverage.
        no_pictures: why there are none, or "".
        before, after: the cards beside it.
        history: address of its history, or ``None``.
        changes: those of this card, from the version before (of the first one: to the next).
    """

    header: PlanHeader
    name: str
    title: str
    head: tuple[Value, ...]
    sections: tuple[ShownSection, ...]
    findings: tuple[ShownFinding, ...]
    labels: dict[str, str]
    figures: tuple[PageFigure, ...]
    other_figures: tuple[PageFigure, ...]
    coverage: str
    no_pictures: str
    before: Link | None
    after: Link | None
    history: str | None
    changes: CardChanges | None


@dataclass(frozen=True, slots=True)
class CardChanges:
    """Where the changes of a card are.

    Attributes:
        text: how many there are between which versions.
        address: of the page.
        card_id: what the card is filtered by there.
    """

    text: str
    address: str
    card_id: str


def show_cards(version: ShownVersion, addresses: Addresses, voice: Voice) -> Iterator[SitePage]:
    """The pages of all cards of a version."""
    found = show_findings(version, voice)
    changed = _count_changes(version, addresses)
    for at, card in enumerate(version.plan.cards):
        own = [finding for finding in found if finding.card_id == card.card_id]
        changes = _link_changes(card, changed, version, addresses, voice)
        yield _show_card(at, card, own, changes, version, addresses, voice)


def name_shown_card(card: MeasureCard, voice: Voice) -> str:
    """A card's name, such as "Measure 2B1"."""
    return voice.name_card(card.kind, card.card_id)


def say_no_pictures(version: ShownVersion, voice: Voice) -> str:
    """Why a version has no pictures; "" when it has."""
    if version.no_pictures is None:
        return ""
    return voice.say("no_pictures", why=voice.say(version.no_pictures, why=version.reason))


def _show_card(
    at: int,
    card: MeasureCard,
    findings: Sequence[ShownFinding],
    changes: CardChanges | None,
    version: ShownVersion,
    addresses: Addresses,
    voice: Voice,
) -> SitePage:
    sections, head = card_to_sections(card, voice), card_to_head(card, voice)
    labels = {value.anchor: voice.name_field(value.path.strip("/")) for value in head}
    for section in sections:
        labels |= {v.anchor: section.title for group in section.groups for v in group.values}
    values = [*head, *(v for s in sections for group in s.groups for v in group.values)]
    spots = values_to_spots(card, values, labels)
    found = [spot for finding in findings for spot in finding_to_spots(finding, voice)]
    own_pages = {spot.place.page for spot in spots if not _is_over_card(spot)}
    everywhere = [*spots, *found]
    fields = {section.field for section in sections}
    name, address = name_shown_card(card, voice), addresses.card_at(version, at)
    return SitePage(
        address=address,
        template="card.html",
        title=f"{name}: {card.title}",
        view=CardView(
            header=version.plan.plan,
            name=name,
            title=card.title,
            head=tuple(head),
            sections=tuple(
                ShownSection(section, tuple(f for f in findings if _field_of(f) == section.field))
                for section in sections
            ),
            findings=tuple(f for f in findings if _field_of(f) not in fields),
            labels=labels,
            figures=tuple(
                spots_to_figures(
                    (s for s in everywhere if s.place.page in own_pages), version.pictures
                )
            ),
            other_figures=tuple(
                spots_to_figures(
                    (s for s in everywhere if s.place.page not in own_pages), version.pictures
                )
            ),
            coverage=addresses.coverage(version.name),
            no_pictures=say_no_pictures(version, voice),
            before=_link_card(at - 1, version, addresses, voice),
            after=_link_card(at + 1, version, addresses, voice),
            history=addresses.history(version, card.card_id),
            changes=changes,
        ),
        links=addresses.links(version.name, address, voice),
        versions=tuple(_link_versions(card, version, addresses, voice)),
    )


def _is_over_card(spot: Spot) -> bool:
    return spot.anchor.partition(".")[0] in CHAPTER_FIELDS


def _count_changes(version: ShownVersion, addresses: Addresses) -> Mapping[str, int]:
    """How many changes each card has on the page that ``Addresses.find_pair`` names."""
    pair = addresses.find_pair(version.name)
    if pair is None:
        return {}
    statements = diff_to_statements(addresses.plan.diffs[pair], "en")
    return Counter(found.card_id for found in statements if found.card_id)


def _link_changes(
    card: MeasureCard,
    changed: Mapping[str, int],
    version: ShownVersion,
    addresses: Addresses,
    voice: Voice,
) -> CardChanges | None:
    pair = addresses.find_pair(version.name)
    if pair is None:
        return None
    old, new = pair
    card_id = addresses.plan.follow_card(card.card_id, version.name, new) or card.card_id
    count = changed.get(card_id, 0)
    text = voice.say("card_changes", old=old, new=new, count=count)
    return CardChanges(text, addresses.changes(old, new), card_id) if count else None


def _field_of(finding: ShownFinding) -> str:
    return (finding.field or "").partition(".")[0]


def _link_card(at: int, version: ShownVersion, addresses: Addresses, voice: Voice) -> Link | None:
    cards = version.plan.cards
    if not 0 <= at < len(cards):
        return None
    return Link(name_shown_card(cards[at], voice), addresses.card_at(version, at))


def _link_versions(
    card: MeasureCard, here: ShownVersion, addresses: Addresses, voice: Voice
) -> Iterator[Link]:
    """The same card in the other versions, as the diffs tell which it is there."""
    for version in addresses.plan.versions:
        card_id = addresses.plan.follow_card(card.card_id, here.name, version.name)
        address = addresses.card(version, card_id)
        if address:
            text = voice.say("version_n", version=version.name)
            named = text if card_id == card.card_id else f"{text}: {card_id}"
            yield Link(named, address, version is here)

"""The page of changes between two versions: by impact, with words marked and both pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.diff.statements import Statement, changes_to_statements, diff_to_statements
from pipeline.evidence import card_to_places
from pipeline.site.figures import Look, PageFigure, Spot, spots_to_figures
from pipeline.site.pages import Addresses, Link, SitePage
from pipeline.site.sources import ShownVersion
from pipeline.site.voice import Voice
from schemas.changes import IMPACTS, Change, Diff, Impact, Unknown, ValueChange, WordRun
from schemas.record import MeasureCard, Place, PlanHeader


@dataclass(frozen=True, slots=True)
class ShownWords:
    """A text that was reworded, its words marked."""

    field: str
    runs: tuple[WordRun, ...]


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A statement about changes.

    Attributes:
        number: 1-based, in the order of the diff document.
        anchor: of the change.
        impact: what it does to an applicant.
        sentence: in the language of the page.
        card_id: the card, or "" outside the cards.
        old_card, new_card: addresses of its pages, or ``None``.
        words: texts that were reworded.
        old_text, new_text: what it was and is, where that is a short text.
        old_figures, new_figures: the pages in both versions.
        old_places, new_places: where it stands, in words.
    """

    number: int
    anchor: str
    impact: Impact
    sentence: str
    card_id: str
    old_card: str | None
    new_card: str | None
    words: tuple[ShownWords, ...]
    items: tuple[tuple[str, str], ...]
    old_figures: tuple[PageFigure, ...]
    new_figures: tuple[PageFigure, ...]
    old_pages: tuple[int, ...]
    new_pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ImpactPart:
    """The changes of one impact."""

    impact: Impact
    label: str
    changes: tuple[ShownChange, ...]


@dataclass(frozen=True, slots=True)
class ChangesView:
    """What the page of changes shows."""

    old: PlanHeader
    new: PlanHeader
    parts: tuple[ImpactPart, ...]
    cards: tuple[str, ...]
    unchanged: int
    unknown: tuple[Unknown, ...]
    tool: tuple[str, ...]
    notes: tuple[str, ...]
    pairs: tuple[Link, ...]


def show_changes(
    old: ShownVersion, new: ShownVersion, addresses: Addresses, voice: Voice
) -> SitePage:
    """The changes from one version to another."""
    diff = addresses.plan.diffs[old.name, new.name]
    address = addresses.changes(old.name, new.name)
    shown = [
        _show_change(number, statement, old, new, addresses, voice)
        for number, statement in enumerate(diff_to_statements(diff, voice.code), start=1)
    ]
    tool = changes_to_statements(diff.tool_changes, voice.code)
    return SitePage(
        address=address,
        template="changes.html",
        title=voice.say("changes_title", old=old.name, new=new.name),
        view=ChangesView(
            old=diff.old,
            new=diff.new,
            parts=tuple(_group_by_impact(shown, voice)),
            cards=tuple(dict.fromkeys(change.card_id for change in shown if change.card_id)),
            unchanged=diff.summary.cards_unchanged,
            unknown=tuple(diff.unknown),
            tool=tuple(statement.sentence for statement in tool),
            notes=tuple(diff.notes),
            pairs=tuple(_link_pairs(addresses, diff)),
        ),
        links=addresses.links(new.name, address, voice),
    )


def _group_by_impact(changes: Sequence[ShownChange], voice: Voice) -> Iterator[ImpactPart]:
    for impact in IMPACTS:
        own = tuple(change for change in changes if change.impact == impact)
        if own:
            yield ImpactPart(impact, voice.name_impact(impact), own)


def _link_pairs(addresses: Addresses, here: Diff) -> Iterator[Link]:
    for old, new in addresses.plan.diffs:
        is_here = (old, new) == (here.old.version, here.new.version)
        yield Link(f"{old} → {new}", addresses.changes(old, new), is_here)


def _show_change(
    number: int,
    statement: Statement,
    old: ShownVersion,
    new: ShownVersion,
    addresses: Addresses,
    voice: Voice,
) -> ShownChange:
    first = statement.changes[0]
    old_id = new_id = None
    if isinstance(first, Change):
        new_id = None if first.change in ("card_removed", "card_merged") else first.card_id
        old_id = first.previous_card_id or (
            None if first.change in ("card_added", "card_split") else first.card_id
        )
    anchor = f"change-{number}"
    return ShownChange(
        number=number,
        anchor=anchor,
        impact=statement.impact,
        sentence=statement.sentence,
        card_id=statement.card_id or "",
        old_card=addresses.card(old, old_id),
        new_card=addresses.card(new, new_id),
        words=tuple(
            ShownWords(_name_field(change, voice), tuple(change.words))
            for change in statement.changes
            if change.words
        ),
        items=tuple(_list_items(statement)),
        old_figures=_draw(anchor, statement, statement.old_places, "old", old)
        or _draw_beside(anchor, first, old.find_card(old_id), old),
        new_figures=_draw(anchor, statement, statement.new_places, "new", new)
        or _draw_beside(anchor, first, new.find_card(new_id), new),
        old_pages=_list_pages(statement.old_places),
        new_pages=_list_pages(statement.new_places),
    )


def _name_field(change: ValueChange, voice: Voice) -> str:
    return voice.name_field(getattr(change, "field", None) or "title")


def _list_items(statement: Statement) -> Iterator[tuple[str, str]]:
    """Whole texts that were added or removed, which the sentence only quotes in short."""
    for change in statement.changes:
        if change.words:
            continue
        for op, value in (("removed", change.old), ("added", change.new)):
            text = _to_text(value)
            if text and " " in text:
                yield op, text


def _to_text(value: object) -> str | None:
    if isinstance(value, dict):
        value = value.get("condition") or value.get("text")
    return value if isinstance(value, str) else None


def _draw(
    anchor: str, statement: Statement, places: Sequence[Place], look: Look, version: ShownVersion
) -> tuple[PageFigure, ...]:
    spots = [Spot(anchor, statement.sentence, place, look) for place in places]
    return tuple(spots_to_figures(spots, version.pictures))


def _draw_beside(
    anchor: str, change: ValueChange, card: MeasureCard | None, version: ShownVersion
) -> tuple[PageFigure, ...]:
    """Where a value that one version has not got would stand in it: the field's first page."""
    if card is None:
        return ()
    field = (getattr(change, "field", None) or "title").partition(".")[0]
    places = card_to_places(card, f"/{field}") or card_to_places(card, "/title")
    spots = [Spot(anchor, field, place) for place in places if place.page == places[0].page]
    figures = spots_to_figures(spots, version.pictures)
    return tuple(PageFigure(figure.picture, ()) for figure in figures)


def _list_pages(places: Sequence[Place]) -> tuple[int, ...]:
    return tuple(sorted({place.page for place in places if place.page is not None}))

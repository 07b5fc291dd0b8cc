"""The values of one card as spans of versions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from pydantic import JsonValue

from pipeline.diff.card_fields import LISTS
from pipeline.evidence import PlaceIndex
from pipeline.history.following import CardThread, Snapshot
from pipeline.history.item_lives import ItemLives, LiveItem
from pipeline.history.places import Place as ItemPlace
from schemas.history import ValueSpan
from schemas.record import MeasureCard, Place

CARD_ID = "card_id"
"""The value whose spans also say where the card stands among the others."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A value of a card, the same in all versions: a field, or an item of a list."""

    path: str
    item: int | None


@dataclass(frozen=True, slots=True)
class Held:
    """What stands at a spot in one version.

    Attributes:
        value: as JSON; ``None`` when there is none.
        place: of an item or card among the others; another place is another span.
        at: the item's index in its list.
    """

    value: JsonValue
    place: ItemPlace | int | None = None
    at: int | None = None


@dataclass(slots=True)
class _Span:
    """A span that is being made."""

    spot: Spot
    held: Held
    first: int
    last: int
    card_id: str
    unknown: list[int] = field(default_factory=list)
    read_in: int | None = None
    evidence: list[Place] = field(default_factory=list)


def thread_to_spans(
    thread: CardThread, card_key: str, versions: Sequence[str], order: Sequence[int | None]
) -> list[ValueSpan]:
    """Every value of a card and the versions that have it, field by field and item by item.

    Args:
        thread: the card.
        card_key: what it is called in the history.
        versions: all versions of the plan, in order.
        order: its place among the cards in each of its versions.
    """
    lives = {path: ItemLives(kind) for path, kind in LISTS.items()}
    spans: list[_Span] = []
    open_spans: dict[Spot, _Span] = {}
    for snapshot, card_place in zip(thread.snapshots, order, strict=True):
        places = PlaceIndex(snapshot.card)
        now = dict(_snapshot_to_spots(snapshot, lives, card_place))
        for spot, held in now.items():
            span = open_spans.get(spot)
            if span is None or (span.held.value, span.held.place) != (held.value, held.place):
                span = _Span(spot, held, snapshot.at, snapshot.at, snapshot.card_id)
                spans.append(span)
            span.last = snapshot.at
            _note_reading(span, held, snapshot, places)
            open_spans[spot] = span
        open_spans = {spot: open_spans[spot] for spot in now}
    ranks = {path: life.rank() for path, life in lives.items()}
    newest = len(versions) - 1
    return [
        ValueSpan(
            card_key=card_key,
            card_id=span.card_id,
            path=field_to_pointer(span.spot.path),
            item=span.spot.item,
            order=_rank(span, ranks),
            value=span.held.value,
            valid_from=versions[span.first],
            valid_to=versions[span.last] if span.last < newest else None,
            unknown_in=[versions[at] for at in span.unknown],
            read_in=versions[span.first if span.read_in is None else span.read_in],
            evidence=span.evidence,
        )
        for span in sorted(spans, key=_span_to_order(spans))
    ]


def field_to_pointer(path: str) -> str:
    """A field as JSON pointer.

    >>> field_to_pointer("eligible_activities.items")
    '/eligible_activities/items'
    """
    return "/" + path.replace(".", "/")


def _snapshot_to_spots(
    snapshot: Snapshot, lives: dict[str, ItemLives], card_place: int | None
) -> Iterator[tuple[Spot, Held]]:
    """Everything that stands in a card in one version."""
    visited: set[str] = set()

    def walk(path: str, value: JsonValue) -> Iterator[tuple[Spot, Held]]:
        if isinstance(value, dict):
            for key, inner in value.items():
                yield from walk(f"{path}.{key}", inner)
        elif isinstance(value, list):
            visited.add(path)
            items = lives[path].advance(value)
            if not items:
                yield Spot(path, None), Held(None)
            yield from (_item_to_spot(path, at, item) for at, item in enumerate(items))
        else:
            yield Spot(path, None), Held(value, card_place if path == CARD_ID else None)

    for name, value in snapshot.values.items():
        yield from walk(name, value)
    for path in lives.keys() - visited:
        lives[path].advance([])


def _item_to_spot(path: str, at: int, item: LiveItem) -> tuple[Spot, Held]:
    return Spot(path, item.number), Held(item.value, item.place, at)


def _note_reading(span: _Span, held: Held, snapshot: Snapshot, places: PlaceIndex) -> None:
    """Whether the value was read in this version, and where it stands in the first that did."""
    if span.spot.path.partition(".")[0] in snapshot.unknown:
        span.unknown.append(snapshot.at)
    elif span.read_in is None:
        span.read_in = snapshot.at
        span.evidence = _find_evidence(places, span.spot.path, held)


def _find_evidence(places: PlaceIndex, path: str, held: Held) -> list[Place]:
    if held.value is None:
        return []
    pointer = field_to_pointer(path)
    return places.find_nearest(pointer if held.at is None else f"{pointer}/{held.at}")


def _rank(span: _Span, ranks: dict[str, dict[ItemPlace, int]]) -> int | None:
    place = span.held.place
    return ranks[span.spot.path][place] if isinstance(place, ItemPlace) else place


def _span_to_order(spans: Sequence[_Span]) -> Callable[[_Span], tuple[int, int, int, int]]:
    """Fields in the record's order, their parts together, then by item and version."""
    fields = {name: at for at, name in enumerate(MeasureCard.model_fields)}
    seen: dict[str, int] = {}
    for span in spans:
        seen.setdefault(span.spot.path, len(seen))

    def order(span: _Span) -> tuple[int, int, int, int]:
        path = span.spot.path
        return fields[path.partition(".")[0]], seen[path], span.spot.item or 0, span.first

    return order

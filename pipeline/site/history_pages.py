"""The page of a card's history: every value with the first and the last version that have it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.diff.sentences import value_to_text
from pipeline.history.corrected import CorrectedIn, list_corrections
from pipeline.site.addresses import address_history, name_files, path_to_anchor
from pipeline.site.pages import Addresses, Link, SitePage
from pipeline.site.values import HEAD, write_value
from pipeline.site.voice import Voice
from schemas.history import CardHistory, ValueSpan

LEFT_OUT = ("/card_id", "/code", "/kind")
"""Paths whose values the names of the card tell already."""


@dataclass(frozen=True, slots=True)
class ShownSpan:
    """A value and the versions that have it.

    Attributes:
        field: what the value is.
        mark, text: the value; the text is "" when there is none.
        is_own_word: whether the text is the plan's, in the plan's language.
        first, last: names of the versions; the last one is "" when it is still so.
        address: of the card in the version that the value was read in, with its anchor.
    """

    field: str
    mark: str
    text: str
    is_own_word: bool
    first: str
    last: str
    address: str | None


@dataclass(frozen=True, slots=True)
class ConstantField:
    """What a field had in all versions."""

    field: str
    spans: tuple[ShownSpan, ...]


@dataclass(frozen=True, slots=True)
class ShownCorrection:
    """What a person corrected: the field with its version, and the correction."""

    field: str
    found: CorrectedIn
    address: str | None


@dataclass(frozen=True, slots=True)
class HistoryView:
    """What the page of a card's history shows."""

    language: str
    begins: str
    ends: str
    names: tuple[str, ...]
    cards: tuple[Link, ...]
    changed: tuple[tuple[ShownSpan, ...], ...]
    constant: tuple[ConstantField, ...]
    corrected: tuple[ShownCorrection, ...]


def show_histories(addresses: Addresses, voice: Voice) -> Iterator[SitePage]:
    """The pages of all cards that any version has."""
    cards = addresses.plan.history.cards
    for card, name in zip(cards, name_files(card.card_key for card in cards), strict=True):
        yield _show_history(card, address_history(addresses.plan.plan_id, name), addresses, voice)


def _show_history(card: CardHistory, address: str, addresses: Addresses, voice: Voice) -> SitePage:
    lives: dict[tuple[str, int | None], list[ShownSpan]] = {}
    lists = {span.path for span in card.values if span.item is not None}
    for span in card.values:
        is_empty_list = span.path in lists and span.item is None
        if span.path not in LEFT_OUT and not is_empty_list:
            shown = _show_span(span, card, addresses, voice)
            lives.setdefault((span.path, span.item), []).append(shown)
    last = card.names[-1].version
    changed = [spans for spans in lives.values() if _has_changed(spans, card, last)]
    constant = [spans[0] for spans in lives.values() if not _has_changed(spans, card, last)]
    return SitePage(
        address=address,
        template="history.html",
        title=voice.say("history_title", card=card.card_key),
        view=HistoryView(
            language=addresses.plan.find_version(last).plan.plan.language,
            begins=voice.interface.fates[card.begins].format(card=card.split_from),
            ends=voice.interface.fates[card.ends].format(card=card.merged_into)
            if card.ends
            else "",
            names=tuple(_say_names(card, voice)),
            cards=tuple(_link_cards(card, addresses)),
            changed=tuple(tuple(spans) for spans in changed),
            constant=tuple(
                ConstantField(field, tuple(spans))
                for field, spans in groupby(
                    (span for span in constant if span.text or span.mark), lambda span: span.field
                )
            ),
            corrected=tuple(_list_corrections(card, addresses, voice)),
        ),
        links=addresses.links(last, address, voice),
    )


def _list_corrections(
    card: CardHistory, addresses: Addresses, voice: Voice
) -> Iterator[ShownCorrection]:
    plans = [version.plan for version in addresses.plan.versions]
    for found in list_corrections(card, plans):
        version = addresses.plan.find_version(found.version)
        field = found.mark.path.strip("/").replace("/", ".")
        address = addresses.card(version, found.card_id)
        anchor = _name_anchor(found.mark.path)
        yield ShownCorrection(
            voice.name_field(field), found, f"{address}#{anchor}" if address else None
        )


def _has_changed(spans: Sequence[ShownSpan], card: CardHistory, last: str) -> bool:
    """Whether a value is not the same in all versions that have the card."""
    only = spans[0]
    whole = only.first == card.names[0].version and only.last in ("", last)
    return len(spans) > 1 or not whole


def _show_span(span: ValueSpan, card: CardHistory, addresses: Addresses, voice: Voice) -> ShownSpan:
    field = span.path.strip("/").replace("/", ".")
    if isinstance(span.value, list) or (isinstance(span.value, dict) and _is_plain(span)):
        mark, text, own = "", value_to_text(span.value, field, voice.words), False
    elif span.value is None:
        mark, text, own = "", "", False
    else:
        mark, text, own = write_value(span.path.strip("/"), span.value, voice)
    version = addresses.plan.find_version(span.read_in)
    card_id = next((n.card_id for n in card.names if n.version == span.read_in), span.card_id)
    address = addresses.card(version, card_id)
    return ShownSpan(
        field=voice.name_field(field),
        mark=mark,
        text=text,
        is_own_word=own,
        first=span.valid_from,
        last=span.valid_to or "",
        address=f"{address}#{_name_anchor(span.path)}" if address else None,
    )


def _name_anchor(path: str) -> str:
    """Where a value's field stands on the page of the card."""
    field = path_to_anchor(path).partition(".")[0]
    return field if field in HEAD else f"field-{field}"


def _is_plain(span: ValueSpan) -> bool:
    """Whether a record is none of those that have a form of their own."""
    keys = span.value.keys() if isinstance(span.value, dict) else ()
    return not {"season", "percent", "code"} & set(keys)


def _say_names(card: CardHistory, voice: Voice) -> Iterator[str]:
    """What the card is called in which versions, in order."""
    by_name: dict[str, list[str]] = {}
    for name in card.names:
        by_name.setdefault(name.card_id, []).append(name.version)
    for card_id, versions in by_name.items():
        yield voice.say("history_names", name=card_id, versions=", ".join(versions))


def _link_cards(card: CardHistory, addresses: Addresses) -> Iterator[Link]:
    for name in card.names:
        address = addresses.card(addresses.plan.find_version(name.version), name.card_id)
        if address:
            yield Link(f"{name.card_id}, {name.version}", address)

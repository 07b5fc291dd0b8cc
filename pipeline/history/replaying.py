"""The cards of a version, made of the history alone: proof that nothing is missing in it."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import JsonValue

from pipeline.diff.card_fields import LISTS
from pipeline.history.spans import field_to_pointer
from schemas.history import CardHistory, History, ValueSpan

Values = dict[str, JsonValue]

_CARD_ID = "/card_id"
_LISTS = frozenset(field_to_pointer(path) for path in LISTS)


def history_to_cards(history: History, version: str) -> list[Values]:
    """The cards of a version without evidence, as JSON, in its order.

    Args:
        history: of the plan, with all its cards.
        version: one of its versions.

    Raises:
        ValueError: the history has no such version.
    """
    numbers = {entry.version: at for at, entry in enumerate(history.versions)}
    if version not in numbers:
        raise ValueError(f"{history.plan_id} has no version {version}")
    found: list[tuple[int, Values]] = []
    for card in history.cards:
        spans = list(_spans_at(card, numbers, version))
        place = next((span.order for span in spans if span.path == _CARD_ID), None)
        if place is not None:
            found.append((place, spans_to_values(spans)))
    return [values for _, values in sorted(found, key=lambda item: item[0])]


def spans_to_values(spans: list[ValueSpan]) -> Values:
    """A card of spans that are valid together."""
    values: Values = {}
    for span in sorted(spans, key=lambda span: span.order or 0):
        *outer, name = span.path.removeprefix("/").split("/")
        held = values
        for key in outer:
            inner = held.setdefault(key, {})
            if isinstance(inner, dict):
                held = inner
        if span.path not in _LISTS:
            held[name] = span.value
            continue
        items = held.setdefault(name, [])
        if isinstance(items, list) and span.item is not None:
            items.append(span.value)
    return values


def _spans_at(card: CardHistory, numbers: dict[str, int], version: str) -> Iterator[ValueSpan]:
    at = numbers[version]
    for span in card.values:
        last = numbers[span.valid_to] if span.valid_to is not None else len(numbers) - 1
        if numbers[span.valid_from] <= at <= last:
            yield span

"""A card as sections of values, each with an anchor and its places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import JsonValue

from pipeline.evidence import card_to_places
from pipeline.site.addresses import path_to_anchor
from pipeline.site.figures import Spot
from pipeline.site.voice import Voice
from schemas.record import Corrected, MeasureCard, Place, Round

HEAD = ("card_id", "kind", "code", "title")
"""Fields that stand over the sections."""

FIELDS = tuple(
    name for name in MeasureCard.model_fields if name not in (*HEAD, "evidence", "corrected")
)
"""The sections, in the record's order."""

PLAIN = ("items", "text", "base_percent", "status", "rounds", "number", "title")
"""Parts of a field that are what its heading says, and need no name of their own."""

HIDDEN = ("parent",)
"""Parts that follow from others."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value as it is shown.

    Attributes:
        path: JSON pointer inside the card.
        anchor: of the value on the page.
        mark: what it is known by: an indicator's code, a raise's percentage; "" for none.
        text: of the value.
        is_own_word: whether the text is the plan's, in the plan's language.
        places: where it was read.
        corrected: who corrected it, or ``None``.
    """

    path: str
    anchor: str
    mark: str
    text: str
    is_own_word: bool
    places: tuple[Place, ...]
    corrected: Corrected | None


@dataclass(frozen=True, slots=True)
class Group:
    """Values that belong together: one, or the items of a list."""

    label: str | None
    values: tuple[Value, ...]
    is_list: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A field of a card."""

    field: str
    title: str
    groups: tuple[Group, ...]


def card_to_sections(card: MeasureCard, voice: Voice) -> list[Section]:
    """Every field of a card; one that the plan does not have is a section without groups."""
    document = card.model_dump(mode="json", include=set(FIELDS))
    return [
        Section(
            field, voice.name_field(field), tuple(_list_groups(card, field, document[field], voice))
        )
        for field in FIELDS
    ]


def card_to_head(card: MeasureCard, voice: Voice) -> list[Value]:
    """Kind, code and title."""
    texts = [
        ("kind", voice.name_card(card.kind, "").strip(), False),
        ("code", card.code or "", True),
        ("title", card.title, True),
    ]
    return [_show(card, f"/{key}", "", text, own) for key, text, own in texts if text]


def values_to_spots(card: MeasureCard, values: list[Value], labels: dict[str, str]) -> list[Spot]:
    """Every place of the values: evidence belongs to the innermost value that holds its path.

    Args:
        card: whose evidence it is.
        values: that are shown.
        labels: names of the values, by their anchors.
    """
    anchors = {value.path: value.anchor for value in values}
    spots = []
    for found in card.evidence:
        path = found.path
        while path and path not in anchors:
            path = path.rpartition("/")[0]
        if path:
            place = Place(page=found.page, bbox=found.bbox, line=found.line)
            anchor = anchors[path]
            spots.append(Spot(anchor, labels[anchor], place))
    return spots


def _list_groups(card: MeasureCard, field: str, value: JsonValue, voice: Voice) -> Iterator[Group]:
    if value is None:
        return
    if isinstance(value, list):
        yield from _list_to_groups(card, field, value, None, voice)
    elif isinstance(value, dict):
        for key, part in value.items():
            if key in HIDDEN or part is None:
                continue
            inner = f"{field}/{key}"
            label = None if key in PLAIN else _label_part(field, key, voice)
            if isinstance(part, list):
                yield from _list_to_groups(card, inner, part, label, voice)
            else:
                mark, text, own = write_value(inner, part, voice)
                yield Group(label, (_show(card, f"/{inner}", mark, text, own),), False)
    else:
        mark, text, own = write_value(field, value, voice)
        yield Group(None, (_show(card, f"/{field}", mark, text, own),), False)


def _list_to_groups(
    card: MeasureCard, path: str, items: list[JsonValue], label: str | None, voice: Voice
) -> Iterator[Group]:
    if items:
        written = [write_value(path, item, voice) for item in items]
        yield Group(
            label,
            tuple(_show(card, f"/{path}/{at}", *parts) for at, parts in enumerate(written)),
            True,
        )


def _label_part(field: str, key: str, voice: Voice) -> str | None:
    """What a part of a field is called; ``None`` when that is what the field is called."""
    label = voice.name_field(f"{field}.{key}")
    return label if label != voice.name_field(field) else None


def write_value(path: str, value: JsonValue, voice: Voice) -> tuple[str, str, bool]:
    """A value's mark, its text, and whether that is the plan's own."""
    key = path.rpartition("/")[2]
    if isinstance(value, dict):
        if "season" in value:
            return "", voice.name_round(Round.model_validate(value)), False
        if "percent" in value:
            return voice.write_percent(int(str(value["percent"]))), str(value["condition"]), True
        return str(value.get("code") or ""), str(value.get("text") or ""), True
    if key == "categories":
        return "", voice.name_category(str(value)), False
    if key == "status":
        return "", voice.name_status(value), False
    if key.endswith("percent"):
        return "", voice.write_percent(int(str(value))), False
    return "", str(value), True


def _show(card: MeasureCard, path: str, mark: str, text: str, own: bool) -> Value:
    by_hand = (found for found in card.corrected if f"{found.path}/".startswith(f"{path}/"))
    return Value(
        path=path,
        anchor=path_to_anchor(path),
        mark=mark,
        text=text,
        is_own_word=own,
        places=tuple(card_to_places(card, path)),
        corrected=next(by_hand, None),
    )

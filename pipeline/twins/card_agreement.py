"""Where a card says one thing in one language edition and another thing in the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from pipeline.diff.card_fields import card_to_values
from pipeline.evidence import card_to_places, find_nearest_places
from pipeline.twins.disagreements import Disagreement, say_difference, say_members
from pipeline.twins.numerals import Leftover, compare_numerals, texts_to_numerals
from pipeline.wording import round_to_text
from schemas.record import MeasureCard, Place
from schemas.twins import TwinKind

TEXTS = (
    "title",
    "background",
    "goal",
    "target_group",
    "eligible_activities.intro",
    "eligible_activities.items",
    "conditions",
    "result_targets.items",
    "result_targets.notes",
    "support_rate.raised",
    "beneficiaries.text",
    "coordination.text",
    "indicators.note",
    "call_timing.text",
    "start.text",
)
"""Texts whose numbers are compared, each field on its own."""

COUNTED = (
    "eligible_activities.items",
    "conditions",
    "result_targets.items",
    "result_targets.notes",
    "support_rate.raised",
)
"""Lists of texts."""

PRESENT = (
    "background", "goal", "target_group", "eligible_activities", "result_targets", "start",
    "beneficiaries.text", "indicators.note", "call_timing.text", "start.text",
)  # fmt: skip
"""Fields that an edition may lack; what is inside a field that is lacking is not named again."""

CONDITION = "condition"


@dataclass(frozen=True, slots=True)
class TwinCards:
    """A card in both editions, with the code of each edition's language."""

    first: MeasureCard
    second: MeasureCard
    languages: tuple[str, str]


def compare_twin_cards(twins: TwinCards) -> Iterator[Disagreement]:
    """Everything in which the two disagree, in the record's order; one cause is told once."""
    yield from _compare_identities(twins)
    for compare in (_compare_presence, _compare_counts, _compare_values, _compare_sets):
        yield from compare(twins)
    yield from _compare_texts(twins)


def _compare_identities(twins: TwinCards) -> Iterator[Disagreement]:
    first, second = twins.first, twins.second
    if first.card_id != second.card_id:
        message = say_difference("code", first.card_id, second.card_id)
        yield _disagree(twins, "code", "card_id", first.card_id, second.card_id, message)
    structure: tuple[tuple[str, Callable[[MeasureCard], JsonValue]], ...] = (
        ("kind", lambda card: card.kind),
        ("specific_objective.number", _objective),
        ("implementation_measure.code", _measure),
    )
    for field, read in structure:
        if read(first) != read(second):
            message = say_difference(field, read(first), read(second))
            yield _disagree(twins, "structure", field, read(first), read(second), message)


def _objective(card: MeasureCard) -> int | None:
    return card.specific_objective.number if card.specific_objective else None


def _measure(card: MeasureCard) -> str | None:
    return card.implementation_measure.code if card.implementation_measure else None


def _compare_presence(twins: TwinCards) -> Iterator[Disagreement]:
    lacking: list[str] = []
    for field in PRESENT:
        a, b = (_value(card, field) for card in (twins.first, twins.second))
        if (a is None) != (b is None) and not any(field.startswith(f"{f}.") for f in lacking):
            lacking.append(field)
            has, lacks = ("second", "first") if a is None else ("first", "second")
            message = f"{field}: the {has} edition has it, the {lacks} does not"
            yield _disagree(twins, "presence", field, a, b, message)


def _compare_counts(twins: TwinCards) -> Iterator[Disagreement]:
    for field in COUNTED:
        a, b = (_value(card, field) for card in (twins.first, twins.second))
        if isinstance(a, list) and isinstance(b, list) and len(a) != len(b):
            message = say_difference(f"{field}, number of items", len(a), len(b))
            yield _disagree(twins, "count", field, len(a), len(b), message)


def _compare_values(twins: TwinCards) -> Iterator[Disagreement]:
    """Rates and statuses."""
    fields: tuple[tuple[TwinKind, str], ...] = (
        ("rate", "support_rate.base_percent"),
        ("status", "coordination.status"),
        ("status", "indicators.status"),
        ("status", "call_timing.status"),
    )
    for kind, field in fields:
        a, b = (_value(card, field) for card in (twins.first, twins.second))
        if a != b:
            yield _disagree(twins, kind, field, a, b, say_difference(field, a, b))
    raised = [sorted(r.percent for r in c.support_rate.raised) for c in (twins.first, twins.second)]
    if raised[0] != raised[1] and len(raised[0]) == len(raised[1]):
        message = say_difference("raised rates", *(", ".join(map(str, r)) for r in raised))
        yield _disagree(twins, "rate", "support_rate.raised", [*raised[0]], [*raised[1]], message)


def _compare_sets(twins: TwinCards) -> Iterator[Disagreement]:
    """Rounds, funds, categories and indicators, where both editions have any by their status."""
    first, second = twins.first, twins.second
    fields: list[tuple[TwinKind, str, Callable[[MeasureCard], list[str]]]] = [
        ("category", "beneficiaries.categories", lambda card: card.beneficiaries.categories)
    ]
    if first.coordination.status == second.coordination.status:
        fields.append(("fund", "coordination.funds", lambda card: card.coordination.funds))
    if first.indicators.status == second.indicators.status:
        fields += [
            ("indicator", "indicators.output", lambda c: [i.code for i in c.indicators.output]),
            ("indicator", "indicators.result", lambda c: [i.code for i in c.indicators.result]),
        ]
    if first.call_timing.status == second.call_timing.status:
        fields.append(("round", "call_timing.rounds", _rounds))
    for kind, field, read in fields:
        a, b = read(first), read(second)
        message = say_members(field, a, b)
        if message is None and len(a) != len(b):
            message = say_difference(f"{field}, number of items", len(a), len(b))
        if message:
            yield _disagree(twins, kind, field, [*a], [*b], message)


def _rounds(card: MeasureCard) -> list[str]:
    return [round_to_text(found) for found in card.call_timing.rounds]


def _compare_texts(twins: TwinCards) -> Iterator[Disagreement]:
    """Numbers in texts, but for those that another disagreement explains."""
    for field in TEXTS:
        first, second = (_texts(card, field) for card in (twins.first, twins.second))
        if not first or not second or _is_explained(twins, field):
            continue
        left, right = compare_numerals(
            texts_to_numerals(first, twins.languages[0]),
            texts_to_numerals(second, twins.languages[1]),
        )
        if len(first) > len(second) and not right:
            continue  # the numbers of the items that the other edition lacks
        if len(second) > len(first) and not left:
            continue
        if left or right:
            yield Disagreement(
                "number", field, [found.number for found in left],
                [found.number for found in right], _say_numbers(field, left, right),
                _places(twins.first, field, left, len(first)),
                _places(twins.second, field, right, len(second)),
            )  # fmt: skip


def _is_explained(twins: TwinCards, field: str) -> bool:
    """Whether what the text means is compared already, and differs."""
    first, second = twins.first, twins.second
    if field == "call_timing.text":
        return first.call_timing.status != second.call_timing.status or (
            first.call_timing.rounds != second.call_timing.rounds
        )
    if field == "support_rate.raised":
        percents = [sorted(r.percent for r in card.support_rate.raised) for card in (first, second)]
        return percents[0] != percents[1]
    if field == "coordination.text":
        return first.coordination.status != second.coordination.status
    return False


def _say_numbers(field: str, first: Sequence[Leftover], second: Sequence[Leftover]) -> str:
    parts = [
        f"only the {name} edition has {', '.join(found.number for found in only)}"
        for name, only in (("first", first), ("second", second))
        if only
    ]
    return f"numbers in {field}: {'; '.join(parts)}"


def _places(card: MeasureCard, field: str, found: Sequence[Leftover], size: int) -> list[Place]:
    """The texts with the numbers; the whole field where the numbers are missing."""
    pointer = _pointer(field)
    is_list = field in COUNTED
    spots = sorted({item.place for item in found}) or range(size)
    places: list[Place] = []
    for spot in spots:
        for place in find_nearest_places(card, f"{pointer}/{spot}" if is_list else pointer):
            if place not in places:
                places.append(place)
    return places


def _texts(card: MeasureCard, field: str) -> list[str]:
    """The texts of a field: one, or those of its items."""
    value = _value(card, field)
    several = value if isinstance(value, list) else [value]
    texts = [item.get(CONDITION) if isinstance(item, dict) else item for item in several]
    return [text for text in texts if isinstance(text, str)]


def _value(card: MeasureCard, field: str) -> JsonValue:
    """The value at a path, ``None`` where a part of the path is missing."""
    value: JsonValue = dict(card_to_values(card))
    for key in field.split("."):
        if not isinstance(value, dict):
            return None
        value = value[key]
    return value


def _pointer(field: str) -> str:
    return "/" + field.replace(".", "/")


def _disagree(
    twins: TwinCards, kind: TwinKind, field: str, first: JsonValue, second: JsonValue, message: str
) -> Disagreement:
    places = [_find_places(card, field) for card in (twins.first, twins.second)]
    return Disagreement(kind, field, first, second, message, *places)


def _find_places(card: MeasureCard, field: str) -> list[Place]:
    """Where the field stands; where the edition lacks it, where the card begins."""
    return find_nearest_places(card, _pointer(field)) or card_to_places(card, "/title")

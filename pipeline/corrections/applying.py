"""Applies corrections to a plan's cards, and says of each what became of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pydantic import JsonValue, ValidationError

from pipeline.corrections.entries import Override
from pipeline.corrections.pointers import pointer_to_field, read_pointer, write_pointer
from pipeline.evidence import card_to_places
from pipeline.normalise.sources import WHOLE
from schemas.record import Corrected, FieldSource, Finding, MeasureCard

KEPT = ("card_id", "kind", "code", "evidence", "corrected")
"""Fields that no correction sets: they say which card it is, and what was read."""

Sources = Mapping[tuple[str, str], str]
"""Fingerprints by card and field."""


class Correction(NamedTuple):
    """Cards with people's values in place, and what could not be put there.

    Attributes:
        cards: in the plan's order.
        findings: one for each correction that does not apply.
    """

    cards: list[MeasureCard]
    findings: list[Finding]


def correct_cards(
    cards: Sequence[MeasureCard], sources: Sequence[FieldSource], overrides: Sequence[Override]
) -> Correction:
    """Put people's values in place of those that were read.

    A correction applies where the text is the one that it was made for: in its own card, or, when
    the card was renumbered, in the only card that says the same.

    Args:
        cards: as read.
        sources: what their fields were read from.
        overrides: those of this plan.
    """
    known = {(source.card_id, source.field): source.fingerprint for source in sources}
    corrected = dict(enumerate(cards))
    findings: list[Finding] = []
    twice = _find_conflicts(overrides)
    for override in overrides:
        if (override.card_id, override.path) in twice:
            findings.append(_refuse(override, "is corrected twice, to different values", cards))
            continue
        found = find_card(cards, known, override)
        if isinstance(found, str):
            findings.append(_refuse(override, found, cards))
            continue
        made = _set_value(corrected[found], override)
        if isinstance(made, str):
            findings.append(_refuse(override, made, cards))
        else:
            corrected[found] = made
    return Correction(list(corrected.values()), _each_once(findings))


def find_card(cards: Sequence[MeasureCard], known: Sources, override: Override) -> int | str:
    """The place of the card that a correction was made for, or why there is none."""
    field = pointer_to_field(override.path)
    same = [
        at
        for at, card in enumerate(cards)
        if find_source(known, card.card_id, field) == override.source
    ]
    own = [at for at in same if cards[at].card_id == override.card_id]
    if own:
        return own[0]
    if len(same) == 1:
        return same[0]
    if any(card.card_id == override.card_id for card in cards):
        return "was corrected, but the plan's text is another one now"
    return "was corrected, but the plan has no such card now"


def find_source(known: Sources, card_id: str, field: str) -> str | None:
    """What a correction of a field is bound to: its text, or the card's when it has none."""
    return known.get((card_id, field)) or known.get((card_id, WHOLE))


def _set_value(card: MeasureCard, override: Override) -> MeasureCard | str:
    """The card with the value in place, or why it cannot be there."""
    if pointer_to_field(override.path) in KEPT:
        return "cannot be corrected: it says which card it is, or what was read"
    values: Mapping[str, JsonValue] = card.model_dump(mode="json")
    try:
        before = read_pointer(values, override.path)
        made = write_pointer(values, override.path, override.value)
    except KeyError:
        return "was corrected, but the card has no such value"
    mark = Corrected(
        path=override.path,
        extracted=json.dumps(before, ensure_ascii=False),
        name=override.name,
        date=override.date.isoformat(),
        reason=override.reason,
    )
    made["corrected"] = [
        *(found.model_dump(mode="json") for found in card.corrected),
        mark.model_dump(mode="json"),
    ]
    try:
        return MeasureCard.model_validate(made)
    except ValidationError as error:
        return f"cannot be {json.dumps(override.value, ensure_ascii=False)}: {_explain(error)}"


def _explain(error: ValidationError) -> str:
    first = error.errors()[0]
    return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"


def _find_conflicts(overrides: Iterable[Override]) -> set[tuple[str, str]]:
    """Values that people set differently for the same text."""
    values: dict[tuple[str, str, str], set[str]] = {}
    for entry in overrides:
        key = (entry.card_id, entry.path, entry.source)
        values.setdefault(key, set()).add(json.dumps(entry.value, sort_keys=True))
    return {(card_id, path) for (card_id, path, _), several in values.items() if len(several) > 1}


def _refuse(override: Override, why: str, cards: Sequence[MeasureCard]) -> Finding:
    """What a person must know of a correction that does not apply."""
    field = pointer_to_field(override.path)
    card = next((card for card in cards if card.card_id == override.card_id), None)
    return Finding(
        code="correction-not-applied",
        level="warning",
        card_id=override.card_id,
        field=field,
        message=f"{override.path} {why}; {override.name} ({override.date.isoformat()}): "
        f"{override.reason}. Look at the plan again and correct it anew, or drop the entry",
        evidence=card_to_places(card, f"/{field}") if card else [],
    )


def _each_once(findings: Iterable[Finding]) -> list[Finding]:
    seen: Counter[str] = Counter()
    kept = []
    for finding in findings:
        seen[finding.message] += 1
        if seen[finding.message] == 1:
            kept.append(finding)
    return kept

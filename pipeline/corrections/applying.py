"""Applies corrections to a plan's cards, and says of each what became of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from pydantic import JsonValue, ValidationError

from pipeline.corrections.entries import Override
from pipeline.corrections.pointers import (
    pointer_to_field,
    pointers_overlap,
    read_pointer,
    write_pointer,
)
from pipeline.evidence import card_to_places
from pipeline.normalise.sources import WHOLE
from schemas.record import Corrected, FieldSource, Finding, MeasureCard

KEPT = ("card_id", "kind", "code", "evidence", "corrected")
"""Fields that no correction sets: they say which card it is, and what was read."""

STALE = "was corrected, but the plan's text is another one now"
"""Why a correction of a card that is there does not apply."""

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
    the card was renumbered, in the only card that says the same. One whose text is another one now
    needs no word when the value was corrected anew.

    Args:
        cards: as read.
        sources: what their fields were read from.
        overrides: those of this plan.
    """
    known = {(source.card_id, source.field): source.fingerprint for source in sources}
    corrected = dict(enumerate(cards))
    applied: set[tuple[str, str]] = set()
    refused: list[tuple[Override, str]] = []
    conflicts = _find_conflicts(overrides)
    for at, override in enumerate(overrides):
        found = conflicts.get(at) or find_card(cards, known, override)
        if not isinstance(found, str) and (override.card_id, override.path) in applied:
            continue  # the same words a second time: what was read is kept already
        made = found if isinstance(found, str) else _set_value(corrected[found], override)
        if isinstance(made, str):
            refused.append((override, made))
        elif not isinstance(found, str):
            corrected[found] = made
            applied.add((override.card_id, override.path))
    findings = [
        _refuse(override, why, cards)
        for override, why in refused
        if why != STALE or (override.card_id, override.path) not in applied
    ]
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
        return STALE
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
    if isinstance(before, dict) and not isinstance(override.value, dict):
        inside = ", ".join(f"{override.path}/{key}" for key in before)
        return f"cannot be {_write(override.value)}: correct what it holds, {inside}"
    mark = Corrected(
        path=override.path,
        extracted=_write(before),
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
        return f"cannot be {_write(override.value)}: {_explain(error)}"


def _write(value: JsonValue) -> str:
    return json.dumps(value, ensure_ascii=False)


def _explain(error: ValidationError) -> str:
    first = error.errors()[0]
    return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"


def _find_conflicts(overrides: Sequence[Override]) -> dict[int, str]:
    """Why corrections cannot both apply to one text, by their places in the list."""
    conflicts: dict[int, str] = {}
    for (a, one), (b, other) in combinations(enumerate(overrides), 2):
        if (one.card_id, one.source) != (other.card_id, other.source):
            continue
        if one.path == other.path:
            if _write(one.value) != _write(other.value):
                conflicts[a] = conflicts[b] = "is corrected twice, to different values"
        elif pointers_overlap(one.path, other.path):
            conflicts[a] = f"is corrected, and so is {other.path}; one holds the other"
            conflicts[b] = f"is corrected, and so is {one.path}; one holds the other"
    return conflicts


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

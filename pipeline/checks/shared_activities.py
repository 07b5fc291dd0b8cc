"""Activities that two cards support at different rates."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.labels import text_to_key
from pipeline.checks import CheckedPlan
from pipeline.evidence import card_to_places
from pipeline.wording import quote
from schemas.record import Finding, MeasureCard


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """A note per pair of cards: an applicant may ask for the higher rate for the same work.

    Spacing, case, hyphens and a closing point are no difference between two activities.
    """
    earlier: dict[str, tuple[MeasureCard, int]] = {}
    for card in plan.cards:
        shared: dict[str, list[tuple[int, MeasureCard, int]]] = {}
        for at, activity in enumerate(_list_activities(card)):
            other, there = earlier.setdefault(text_to_key(activity), (card, at))
            if _differ(card, other):
                shared.setdefault(other.card_id, []).append((at, other, there))
        for found in shared.values():
            yield _finding(card, found)


def _list_activities(card: MeasureCard) -> list[str]:
    return card.eligible_activities.items if card.eligible_activities else []


def _differ(a: MeasureCard, b: MeasureCard) -> bool:
    rates = (a.support_rate.base_percent, b.support_rate.base_percent)
    return None not in rates and rates[0] != rates[1]


def _finding(card: MeasureCard, shared: list[tuple[int, MeasureCard, int]]) -> Finding:
    here, other, _ = shared[0]
    said = quote(_list_activities(card)[here])
    return Finding(
        code="rates-differ",
        level="note",
        card_id=card.card_id,
        field="support_rate",
        message=f"Card {card.card_id} gives {card.support_rate.base_percent} %, "
        f"card {other.card_id} {other.support_rate.base_percent} % for the same activities "
        f"({len(shared)}), such as {said}",
        evidence=[
            *card_to_places(
                card,
                "/support_rate/base_percent",
                *(f"/eligible_activities/items/{at}" for at, _, _ in shared),
            ),
            *card_to_places(
                other,
                "/support_rate/base_percent",
                *(f"/eligible_activities/items/{there}" for _, _, there in shared),
            ),
        ],
    )

"""Fields that nearly all other cards of a kind have and a card lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipeline.checks import CheckedPlan
from pipeline.evidence import card_to_places
from pipeline.wording import quote
from schemas.record import Finding, MeasureCard

LEAST_SIBLINGS = 4
"""So many other cards of the kind show what its cards have."""

USUAL_SHARE = 0.85
"""A field that at least this share of the others has is usual."""

FIELDS: dict[str, Callable[[MeasureCard], bool]] = {
    "goal": lambda card: card.goal is not None,
    "eligible_activities": lambda card: card.eligible_activities is not None,
    "result_targets": lambda card: card.result_targets is not None,
    "support_rate": lambda card: card.support_rate.base_percent is not None,
    "beneficiaries": lambda card: card.beneficiaries.text is not None,
    "coordination": lambda card: card.coordination.status != "missing",
    "indicators": lambda card: card.indicators.status != "missing",
    "call_timing": lambda card: card.call_timing.status != "missing",
    "start": lambda card: card.start is not None,
}
"""Whether a card has a field; an empty start row has a check of its own."""


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """A note per card and field."""
    for card in plan.cards:
        siblings = [c for c in plan.cards if c is not card and c.kind == card.kind]
        if len(siblings) < LEAST_SIBLINGS:
            continue
        for name, has in FIELDS.items():
            count = sum(has(other) for other in siblings)
            if not has(card) and count >= USUAL_SHARE * len(siblings):
                yield Finding(
                    code="field-missing",
                    level="note",
                    card_id=card.card_id,
                    field=name,
                    message=f"Card {card.card_id} ({quote(card.title)}) has no "
                    f"{name.replace('_', ' ')}; {count} of {len(siblings)} other cards have it",
                    evidence=card_to_places(card, "/title"),
                )

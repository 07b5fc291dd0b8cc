"""Fields that nearly all other cards of a kind have and a card lacks, and those no measure has."""

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


ALWAYS = ("support_rate", "beneficiaries", "call_timing")
"""Every measure's card has these: where none does, their label is probably not known."""

LEAST_CARDS = 2
"""So many cards of measures show what a plan's cards lack."""


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """A note per card and field; a warning per field that no measure has."""
    measures = [card for card in plan.cards if card.kind == "measure"]
    for name in ALWAYS if len(measures) >= LEAST_CARDS else ():
        if not any(FIELDS[name](card) for card in measures):
            yield Finding(
                code="field-missing",
                level="warning",
                card_id=None,
                field=name,
                message=f"None of the {len(measures)} cards of measures has a "
                f"{name.replace('_', ' ')}",
                evidence=card_to_places(measures[0], "/title"),
            )
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

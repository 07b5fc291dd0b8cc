"""Open calls whose start row is empty."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import CheckedPlan
from pipeline.evidence import card_to_places
from pipeline.wording import quote
from schemas.record import Finding


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """A note per card with planned rounds and an empty start row."""
    for card in plan.cards:
        if card.call_timing.rounds and card.start and card.start.text is None:
            yield Finding(
                code="start-missing",
                level="note",
                card_id=card.card_id,
                field="start",
                message=f"Card {card.card_id} opens ({quote(card.call_timing.text or '')}), "
                f"but its row {quote(card.start.label)} is empty",
                evidence=card_to_places(card, "/call_timing/text", "/start/label"),
            )

"""Places where the order of a text dump was repaired."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import CheckedPlan
from schemas.record import Finding
from schemas.stages import words_of


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """A note per group of lines brought back, and per card that headings were moved past."""
    for raw, card in zip(plan.raw_cards, plan.cards, strict=True):
        if raw.region.moved:
            yield Finding(
                code="text-order-repaired",
                level="note",
                card_id=card.card_id,
                field=None,
                message=f"Lines of card {card.card_id} stood inside the next card "
                "and were brought back",
                evidence=plan.places.words_to_places(words_of(raw.region.moved)),
            )
        if raw.region.passed:
            keys = ", ".join(heading.key for heading in raw.region.passed)
            words = [w for heading in raw.region.passed for w in words_of(heading.lines)]
            yield Finding(
                code="text-order-repaired",
                level="note",
                card_id=card.card_id,
                field="specific_objective",
                message=f"Headings ({keys}) stood before card {card.card_id} "
                "although they belong after it",
                evidence=plan.places.words_to_places(words),
            )

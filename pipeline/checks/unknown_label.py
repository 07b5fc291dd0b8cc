"""Row labels that the vocabulary does not know."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import CheckedPlan
from schemas.record import Finding


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """One warning per label; its row's text is left over and named too."""
    for raw, card in zip(plan.raw_cards, plan.cards, strict=True):
        for label in raw.unknown_labels:
            yield Finding(
                code="unknown-label",
                level="warning",
                card_id=card.card_id,
                field=None,
                message=f'Card {card.card_id} has a row labelled "{label.text}", '
                "which the vocabulary does not know",
                evidence=plan.places.words_to_places(label.words),
            )

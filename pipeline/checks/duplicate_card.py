"""Two cards with one code."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import CheckedPlan
from pipeline.evidence import card_to_places
from pipeline.wording import quote
from schemas.record import Finding, MeasureCard


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """One error per code that several cards have, with the place of each title."""
    by_code: dict[str, list[MeasureCard]] = {}
    for card in plan.cards:
        if card.code:
            by_code.setdefault(card.code, []).append(card)
    for code, cards in by_code.items():
        if len(cards) > 1:
            titles = " and ".join(quote(card.title) for card in cards)
            yield Finding(
                code="duplicate-card",
                level="error",
                card_id=cards[1].card_id,
                field="code",
                message=f"{len(cards)} cards have the code {code}: {titles}",
                evidence=[place for card in cards for place in card_to_places(card, "/title")],
            )

"""Two cards with one code."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import CheckedPlan
from schemas.record import Finding, MeasureCard, Place


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """One error per code that several cards have, with the place of each title."""
    by_code: dict[str, list[MeasureCard]] = {}
    for card in plan.cards:
        if card.code:
            by_code.setdefault(card.code, []).append(card)
    for code, cards in by_code.items():
        if len(cards) > 1:
            titles = " and ".join(f'"{card.title}"' for card in cards)
            yield Finding(
                code="duplicate-card",
                level="error",
                card_id=cards[1].card_id,
                field="code",
                message=f"{len(cards)} cards have the code {code}: {titles}",
                evidence=[
                    Place(page=e.page, bbox=e.bbox, line=e.line)
                    for card in cards
                    for e in card.evidence
                    if e.path == "/title"
                ],
            )

"""Cards that say that no indicators apply, and list some or ask for some."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.phrases import phrases_to_pattern
from pipeline.checks import CheckedPlan
from pipeline.evidence import card_to_places
from pipeline.wording import quote
from schemas.record import Finding


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """An error beside indicators, a warning beside a sentence that asks for them.

    A sentence that asks for other objectives' indicators is worth a note: none of this objective
    may apply and others may.
    """
    words = phrases_to_pattern(plan.language.phrases.other)
    other = regex.compile(rf"\b{words}\b", regex.IGNORECASE)
    for raw, card in zip(plan.raw_cards, plan.cards, strict=True):
        none = raw.field("indicators").one("none")
        if none is None:
            continue
        listed = [i.code for i in (*card.indicators.output, *card.indicators.result)]
        if not listed and card.indicators.note is None:
            continue
        note = card.indicators.note or ""
        what = f"lists {', '.join(listed)}" if listed else f"asks: {quote(note)}"
        yield Finding(
            code="indicators-contradictory",
            level="error" if listed else "note" if other.search(note) else "warning",
            card_id=card.card_id,
            field="indicators",
            message=f"Card {card.card_id} says {quote(none.text)} and {what}",
            evidence=[
                *plan.places.words_to_places(none.words),
                *card_to_places(card, "/indicators/status" if listed else "/indicators/note"),
            ],
        )

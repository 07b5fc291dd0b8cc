"""Rows of calls that do not say which round is meant."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import CheckedPlan
from pipeline.evidence import card_to_places
from pipeline.normalise.rounds import text_to_open_seasons
from pipeline.wording import quote
from schemas.record import Finding


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """A warning per season without a year; a note where no round can be told at all."""
    for raw, card in zip(plan.raw_cards, plan.cards, strict=True):
        span = raw.field("call_timing").one("text")
        if span is None or card.call_timing.status == "none_planned":
            continue
        seasons = text_to_open_seasons(span.text, plan.language)
        for season in seasons:
            named = span.slice(season.start, season.end)
            yield Finding(
                code="call-timing-unclear",
                level="warning",
                card_id=card.card_id,
                field="call_timing",
                message=f"Card {card.card_id} names {quote(named.text)} without a year in its call "
                f"timing: {quote(span.text)}",
                evidence=plan.places.words_to_places(named.words),
            )
        if card.call_timing.status == "unclear" and not seasons:
            yield Finding(
                code="call-timing-unclear",
                level="note",
                card_id=card.card_id,
                field="call_timing",
                message=f"Card {card.card_id} names no round of calls in its call timing, nor that "
                f"none is planned: {quote(span.text)}",
                evidence=card_to_places(card, "/call_timing/text"),
            )

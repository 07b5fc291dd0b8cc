"""Rows of calls that do not say which round is meant."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import CheckedPlan
from pipeline.normalise.rounds import text_to_open_seasons
from pipeline.wording import quote
from schemas.language import Language
from schemas.record import Finding, Level, MeasureCard
from schemas.stages import Span


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """A warning per season without a year; a note where no round can be told at all."""
    for raw, card in zip(plan.raw_cards, plan.cards, strict=True):
        span = raw.field("call_timing").one("text")
        if span is None or card.call_timing.status == "none_planned":
            continue
        for level, part, lack in _list_unclear(span, card, plan.language):
            yield Finding(
                code="call-timing-unclear",
                level=level,
                card_id=card.card_id,
                field="call_timing",
                message=f"Card {card.card_id} names {lack}: {quote(span.text)}",
                evidence=plan.places.words_to_places(part.words),
            )


def _list_unclear(
    span: Span, card: MeasureCard, language: Language
) -> Iterator[tuple[Level, Span, str]]:
    """What is unclear in a call timing: how grave it is, the part that is, and what it lacks."""
    seasons = text_to_open_seasons(span.text, language)
    for season in seasons:
        named = span.slice(season.start, season.end)
        yield "warning", named, f"{quote(named.text)} without a year in its call timing"
    if card.call_timing.status == "unclear" and not seasons:
        yield "note", span, "no round of calls in its call timing, nor that none is planned"

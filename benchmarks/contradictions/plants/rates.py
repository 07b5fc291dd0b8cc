"""Support rates and their conditions."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from benchmarks.contradictions.manuscript import Manuscript
from benchmarks.contradictions.planting import Expected, Planted, texts, with_card
from samples.planbuild.source import Card
from schemas.record import FindingCode


def rate_too_high(sample: Manuscript) -> Iterator[Planted]:
    """A card's rate is above its ceiling."""
    for card in sample.plan.cards:
        rates = {"measure": (80, 95), "specific_action": (95, 100), "operating_support": (105,)}
        for rate in rates[card.kind]:
            support = card.support_rate.model_copy(update={"base_percent": rate})
            changed = with_card(sample, card, support_rate=support)
            yield Planted(changed, _of_rates("rate-not-allowed", card), f"{card.card_id} {rate} %")


def raised_rate_too_high(sample: Manuscript) -> Iterator[Planted]:
    """A card's raised rate is above the ceiling."""
    for card in sample.plan.cards:
        for at, raised in enumerate(card.support_rate.raised):
            condition = raised.condition.replace("90", "95")
            changed = _with_condition(sample, card, at, condition)
            yield Planted(changed, _of_rates("rate-not-allowed", card), card.card_id)


def condition_of_no_listed_action(sample: Manuscript) -> Iterator[Planted]:
    """A raised rate's condition names nothing that the regulation lists."""
    for card in sample.plan.cards:
        for at, raised in enumerate(card.support_rate.raised):
            opening = regex.match(r".*?90 ?(?:%|\w+)", raised.condition)
            if opening:
                condition = f"{opening[0]} {texts(sample)['condition']}"
                changed = _with_condition(sample, card, at, condition)
                yield Planted(changed, _of_rates("raised-rate-unexplained", card), card.card_id)


def _with_condition(sample: Manuscript, card: Card, at: int, condition: str) -> Manuscript:
    raised = list(card.support_rate.raised)
    raised[at] = raised[at].model_copy(update={"condition": condition})
    support = card.support_rate.model_copy(update={"raised": raised})
    return with_card(sample, card, support_rate=support)


def _of_rates(code: FindingCode, card: Card) -> Expected:
    return Expected(code, card.card_id, "support_rate")

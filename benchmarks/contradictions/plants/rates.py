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


def rate_of_no_custom(sample: Manuscript) -> Iterator[Planted]:
    """A card's rate is lawful, and none that funds give."""
    for card in sample.plan.cards:
        support = card.support_rate.model_copy(update={"base_percent": 70})
        changed = with_card(sample, card, support_rate=support)
        yield Planted(changed, _of_rates("rate-unusual", card), f"{card.card_id} 70 %")


def specific_action_raised(sample: Manuscript) -> Iterator[Planted]:
    """A specific action or operating support has a raised rate, which only measures can have."""
    conditions = [raised for card in sample.plan.cards for raised in card.support_rate.raised]
    for card in sample.plan.cards:
        if card.kind != "measure":
            support = card.support_rate.model_copy(update={"raised": conditions[:1]})
            changed = with_card(sample, card, support_rate=support)
            yield Planted(changed, _of_rates("raised-rate-unexplained", card), card.card_id)


def listed_action_not_raised(sample: Manuscript) -> Iterator[Planted]:
    """A measure without a raised rate supports what the regulation lists."""
    for card in sample.plan.cards:
        if card.kind == "measure" and not card.support_rate.raised:
            changed = _with_last_activity(sample, card, texts(sample)["listed_action"])
            if changed:
                yield Planted(changed, _of_rates("raised-rate-missing", card), card.card_id)


def activity_in_two_cards(sample: Manuscript) -> Iterator[Planted]:
    """A specific action supports what a measure supports at another rate."""
    measures = [card for card in sample.plan.cards if card.kind == "measure"]
    activities = [
        a for card in measures if card.eligible_activities for a in card.eligible_activities.items
    ]
    for card in sample.plan.cards:
        if card.kind == "specific_action":
            changed = _with_last_activity(sample, card, activities[0])
            if changed:
                yield Planted(changed, _of_rates("rates-differ", card), card.card_id)


def _with_last_activity(sample: Manuscript, card: Card, activity: str) -> Manuscript | None:
    if card.eligible_activities is None:
        return None
    items = [*card.eligible_activities.items[:-1], activity]
    return with_card(
        sample,
        card,
        eligible_activities=card.eligible_activities.model_copy(update={"items": items}),
    )

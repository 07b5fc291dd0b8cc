"""Raised rates whose condition names none of the actions that the regulation lists."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from extractors.entities import EntityFinder
from pipeline.checks import CheckedPlan
from pipeline.evidence import card_to_places
from pipeline.wording import quote
from schemas.facts import find_fund
from schemas.record import Finding


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """A warning per raised rate without such an action."""
    if plan.fund is None or not any(card.support_rate.raised for card in plan.cards):
        return
    finder = _load_action_finder(plan.fund.code, plan.language.code)
    for card in plan.cards:
        for at, raised in enumerate(card.support_rate.raised):
            if not finder.find(raised.condition):
                yield Finding(
                    code="raised-rate-unexplained",
                    level="warning",
                    card_id=card.card_id,
                    field="support_rate",
                    message=f"Card {card.card_id} raises support to {raised.percent} %; no action "
                    f"that {plan.fund.regulation} lists is named in {quote(raised.condition)}",
                    evidence=card_to_places(card, f"/support_rate/raised/{at}"),
                )


@cache
def _load_action_finder(fund: str, language: str) -> EntityFinder:
    """Finds the actions whose support may rise, by the key words of the fund's file."""
    actions = find_fund(fund).raised_action
    phrases = {action.label_en: action.in_language(language) for action in actions}
    return EntityFinder(language, phrases, {})

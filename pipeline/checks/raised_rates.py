"""Raised rates that the regulation does not explain, and listed actions without one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from extractors.entities import EntityFinder
from pipeline.checks import CheckedPlan
from pipeline.evidence import card_to_places
from pipeline.wording import quote, quote_near
from schemas.fund import Fund, find_fund
from schemas.record import Finding, MeasureCard, RaisedRate


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """A warning per raised rate without a listed action, or of support that has no raised rate.

    A note per measure with a listed action whose rate is not raised: it could be.
    """
    if plan.fund is None:
        return
    finder = _load_action_finder(plan.fund.code, plan.language.code)
    for card in plan.cards:
        for at, raised in enumerate(card.support_rate.raised):
            why = _tell_unexplained(card, raised, finder, plan.fund)
            if why:
                yield Finding(
                    code="raised-rate-unexplained",
                    level="warning",
                    card_id=card.card_id,
                    field="support_rate",
                    message=why,
                    evidence=card_to_places(card, f"/support_rate/raised/{at}"),
                )
        if card.kind == "measure" and not card.support_rate.raised:
            yield from _check_not_raised(card, finder, plan.fund)


def _tell_unexplained(
    card: MeasureCard, raised: RaisedRate, finder: EntityFinder, fund: Fund
) -> str | None:
    said = quote(raised.condition)
    if card.kind != "measure":
        kind = card.kind.replace("_", " ")
        return (
            f"Card {card.card_id} ({kind}) raises support to {raised.percent} % ({said}); "
            f"{fund.regulation} raises that of measures only"
        )
    if finder.find(raised.condition):
        return None
    return (
        f"Card {card.card_id} raises support to {raised.percent} %; no action "
        f"that {fund.regulation} lists is named in {said}"
    )


def _check_not_raised(card: MeasureCard, finder: EntityFinder, fund: Fund) -> Iterator[Finding]:
    base = card.support_rate.base_percent
    activities = card.eligible_activities.items if card.eligible_activities else []
    found = {at: finder.find(activity) for at, activity in enumerate(activities)}
    named = {at: entities[0] for at, entities in found.items() if entities}
    if base is None or base >= fund.ceilings.raised or not named:
        return
    first = min(named)
    said = quote_near(activities[first], named[first].start)
    paths = [f"/eligible_activities/items/{at}" for at in named]
    yield Finding(
        code="raised-rate-missing",
        level="note",
        card_id=card.card_id,
        field="support_rate",
        message=f"Card {card.card_id} gives {base} % and raises nothing; {fund.regulation} allows "
        f"{fund.ceilings.raised} % for an action such as {said}",
        evidence=card_to_places(card, "/support_rate/base_percent", *paths),
    )


@cache
def _load_action_finder(fund: str, language: str) -> EntityFinder:
    """Finds the actions whose support may rise, by the key words of the fund's file."""
    actions = find_fund(fund).raised_action
    phrases = {action.label_en: action.in_language(language) for action in actions}
    return EntityFinder(language, phrases, {})

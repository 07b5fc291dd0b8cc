"""The part of a diff that someone asks for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from schemas.changes import Change, Diff, Impact
from schemas.record import MeasureCard, Plan


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for; what is empty does not matter.

    Attributes:
        impacts: changes of these impacts only.
        cards: changes of these cards only, by their id in either version.
        categories: changes only of cards for these beneficiary categories, in either version.
    """

    impacts: Collection[Impact] = ()
    cards: Collection[str] = ()
    categories: Collection[str] = ()


def select_changes(diff: Diff, old: Plan, new: Plan, wanted: Selection) -> Diff:
    """A diff with nothing but what is asked for; its summary stays that of the whole.

    Changes outside the cards belong to no card and no category, so they are left out when one is
    asked for. A category stands for those inside it: "agency" for "agency.police".

    Args:
        diff: of ``old`` and ``new``.
        old: the earlier version.
        new: the later version.
        wanted: what is asked for.
    """
    of_cards = bool(wanted.cards or wanted.categories)
    open_to = _cards_for(old, wanted.categories) | _cards_for(new, wanted.categories)

    def is_wanted(change: Change) -> bool:
        ids = {change.card_id, change.previous_card_id} - {None}
        return (
            _has_impact(change.impact, wanted)
            and (not wanted.cards or bool(ids & set(wanted.cards)))
            and (not wanted.categories or bool(ids & open_to))
        )

    return diff.model_copy(
        update={
            "changes": [change for change in diff.changes if is_wanted(change)],
            "plan_changes": [
                change
                for change in diff.plan_changes
                if not of_cards and _has_impact(change.impact, wanted)
            ],
            "unknown": [
                found for found in diff.unknown if not wanted.cards or found.card_id in wanted.cards
            ],
        }
    )


def _has_impact(impact: Impact, wanted: Selection) -> bool:
    return not wanted.impacts or impact in wanted.impacts


def _cards_for(plan: Plan, categories: Collection[str]) -> set[str | None]:
    return {card.card_id for card in plan.cards if _is_for(card, categories)}


def _is_for(card: MeasureCard, categories: Collection[str]) -> bool:
    return any(
        found == wanted or found.startswith(f"{wanted}.")
        for found in card.beneficiaries.categories
        for wanted in categories
    )

"""Shorter cards: what is left out of a long one is drawn, so that some fit on half a page."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from samples.planbuild.source import Activities, Card, Results

_Item = TypeVar("_Item")

WHOLE = 0.3
"""So many of the cards keep everything."""


def trim_card(card: Card, random: Random) -> Card:
    """The card, perhaps with fewer paragraphs and items."""
    if random.random() < WHOLE:
        return card
    activities, results = card.eligible_activities, card.result_targets
    return card.model_copy(
        update={
            "background": keep_some(card.background, random, fewest=1),
            "eligible_activities": activities and _trim_activities(activities, random),
            "result_targets": results and _trim_results(results, random),
            "conditions_before": keep_some(card.conditions_before, random),
            "conditions_after": keep_some(card.conditions_after, random),
        }
    )


def keep_some(items: Sequence[_Item], random: Random, fewest: int = 0) -> list[_Item]:
    """Some of the items, in their order."""
    if len(items) <= fewest:
        return list(items)
    number = random.randint(fewest, len(items))
    return [items[at] for at in sorted(random.sample(range(len(items)), number))]


def _trim_activities(activities: Activities, random: Random) -> Activities:
    kept = keep_some(range(len(activities.items)), random, fewest=2)
    return activities.model_copy(
        update={
            "items": [activities.items[at] for at in kept],
            # The first item always has its mark: without one it would look like a paragraph.
            "unmarked": [n for n, at in enumerate(kept) if n and at in activities.unmarked],
        }
    )


def _trim_results(results: Results, random: Random) -> Results:
    return results.model_copy(update={"items": keep_some(results.items, random, fewest=1)})

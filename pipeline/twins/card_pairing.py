"""Which card of one language edition is which of the other, by what no language changes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np
import regex
from scipy.optimize import linear_sum_assignment

from schemas.record import MeasureCard

SAME_ID = 0.4
"""What the same id adds to a structure's likeness, which goes from 0 to 1."""

SAME_PLACE = 0.05
"""What decides between cards that are alike: the one that stands where the card would."""

ALIKE = 0.8
"""Cards of different ids are one card from this likeness on. Two measures of one implementation
measure have about 0.5."""

_DIGITS = regex.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class CardPair:
    """A card in both editions, or in one of them."""

    first: MeasureCard | None
    second: MeasureCard | None


@dataclass(frozen=True, slots=True)
class _Trait:
    """A part of a card's structure; two cards that both lack it say nothing by it."""

    weight: float
    values: Callable[[MeasureCard], Collection[object]]


def pair_cards(first: Sequence[MeasureCard], second: Sequence[MeasureCard]) -> list[CardPair]:
    """Pair the cards of two editions, all at once so that the whole fits best.

    Returns:
        The first edition's cards in order, then those that only the second one has.
    """
    partners = _assign(first, second)
    taken = set(partners.values())
    pairs = [
        CardPair(card, second[partners[at]] if at in partners else None)
        for at, card in enumerate(first)
    ]
    return pairs + [CardPair(None, card) for at, card in enumerate(second) if at not in taken]


def _assign(first: Sequence[MeasureCard], second: Sequence[MeasureCard]) -> dict[int, int]:
    if not first or not second:
        return {}
    likeness = np.array([[compare_structures(a, b) for b in second] for a in first])
    same_id = np.array([[a.card_id == b.card_id for b in second] for a in first])
    places = np.array(
        [
            [1 - abs(at / len(first) - other / len(second)) for other in range(len(second))]
            for at in range(len(first))
        ]
    )
    gains = likeness + SAME_ID * same_id + SAME_PLACE * places
    gains[~same_id & (likeness < ALIKE)] = 0
    rows, columns = linear_sum_assignment(gains, maximize=True)
    return {
        int(row): int(column)
        for row, column in zip(rows, columns, strict=True)
        if gains[row, column] > 0
    }


def compare_structures(first: MeasureCard, second: MeasureCard) -> float:
    """How alike two cards are in what no language changes, from 0 to 1."""
    weights = likeness = 0.0
    for trait in TRAITS:
        a, b = set(trait.values(first)), set(trait.values(second))
        if a or b:
            weights += trait.weight
            likeness += trait.weight * len(a & b) / len(a | b)
    return likeness / weights if weights else 0.0


def _kind_and_objective(card: MeasureCard) -> list[object]:
    objective = card.specific_objective
    return [card.kind, objective.number if objective else None]


def _measure(card: MeasureCard) -> list[object]:
    return [card.implementation_measure.code] if card.implementation_measure else []


def _indicators(card: MeasureCard) -> list[object]:
    return [found.code for found in (*card.indicators.output, *card.indicators.result)]


def _rounds(card: MeasureCard) -> list[object]:
    return [card.call_timing.status, *((r.season, r.year) for r in card.call_timing.rounds)]


def _rates(card: MeasureCard) -> list[object]:
    raised = (("raised", at, r.percent) for at, r in enumerate(card.support_rate.raised))
    return [("base", card.support_rate.base_percent), *raised]


def _funds(card: MeasureCard) -> list[object]:
    return [card.coordination.status, *card.coordination.funds]


def _counts(card: MeasureCard) -> list[object]:
    activities, targets = card.eligible_activities, card.result_targets
    return [
        ("activities", len(activities.items) if activities else None),
        ("targets", len(targets.items) if targets else None),
        ("conditions", len(card.conditions)),
        ("goal", card.goal is None),
        ("target group", card.target_group is None),
    ]


def _digits(card: MeasureCard) -> list[object]:
    """Numbers in the texts, as plainly as possible."""
    activities, targets = card.eligible_activities, card.result_targets
    texts = (
        card.background, card.goal, card.target_group, *card.conditions,
        *(activities.items if activities else []), *(targets.items if targets else []),
    )  # fmt: skip
    return [digits for text in texts if text for digits in _DIGITS.findall(text)]


TRAITS = (
    _Trait(1.0, _kind_and_objective),
    _Trait(1.0, _measure),
    _Trait(3.0, _indicators),
    _Trait(3.0, _digits),
    _Trait(3.0, _counts),
    _Trait(2.0, _rounds),
    _Trait(1.0, _rates),
    _Trait(1.0, _funds),
    _Trait(1.0, lambda card: card.beneficiaries.categories),
)
"""What many cards share weighs little."""

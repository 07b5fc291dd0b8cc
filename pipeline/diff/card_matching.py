"""Which card of the new version continues which card of the old one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from pipeline.diff.similarity import Matrix, compare_contents
from schemas.record import MeasureCard

ALIKE = 0.55
"""Cards under different ids continue each other from this similarity on. Unrelated measures of one
plan have 0.1 to 0.25, operating supports of two objectives about 0.5."""

SAME_ID = 0.25
"""A card that keeps its id needs so much less."""

SAME_CONTENT = 0.2
"""What full equality of contents adds, so that it outweighs an id."""

SAME_PLACE = 0.02
"""What decides between cards that are alike in all else: the nearer one."""

OTHER_KIND = 0.25
"""A card of another kind, or without a code under another objective, needs so much more."""

EQUAL = 0.9999
"""A similarity above this is equality."""


@dataclass(frozen=True, slots=True)
class Match:
    """Two cards that continue each other, by their places in the plans."""

    old: int
    new: int
    similarity: float


def match_cards(old: Sequence[MeasureCard], new: Sequence[MeasureCard]) -> list[Match]:
    """Pair the cards of two versions, each at most once, so that the whole fits best.

    The contents decide; an id that stayed helps, but never makes an edit out of another measure
    that took over a code. Cards that nothing continues are in no pair.

    before: old 2A2 "Reception", 2A3 "Interpreters"; new 2A2 "Interpreters"
    after:  old 2A3 and new 2A2 are a pair; old 2A2 has none

    Returns:
        The pairs in the new plan's order. Swapping the plans swaps the pairs.
    """
    if not old or not new:
        return []
    if _to_order(new) < _to_order(old):  # so that rounding decides alike in both directions
        turned = (Match(m.new, m.old, m.similarity) for m in match_cards(new, old))
        return sorted(turned, key=lambda pair: pair.new)
    contents = compare_contents(old, new)
    scores = contents + _circumstances(old, new) + SAME_CONTENT * (contents > EQUAL)
    gains = np.maximum(scores - ALIKE, 0)
    nearness = SAME_PLACE * (1 - _distances(len(old), len(new)))
    rows, columns = linear_sum_assignment(np.where(gains > 0, gains + nearness, 0), maximize=True)
    pairs = [
        Match(int(row), int(column), float(contents[row, column]))
        for row, column in zip(rows, columns, strict=True)
        if gains[row, column] > 0
    ]
    return sorted(pairs, key=lambda pair: pair.new)


def _to_order(cards: Sequence[MeasureCard]) -> list[tuple[str, str, str]]:
    return [(card.card_id, card.title, card.background or "") for card in cards]


def _circumstances(old: Sequence[MeasureCard], new: Sequence[MeasureCard]) -> Matrix:
    """What id, kind and objective say for or against each pair."""
    same_id = _equal([card.card_id for card in old], [card.card_id for card in new])
    same_kind = _equal([_kind_key(card) for card in old], [_kind_key(card) for card in new])
    circumstances: Matrix = SAME_ID * same_id - OTHER_KIND * (1 - same_kind)
    return circumstances


def _kind_key(card: MeasureCard) -> str:
    """Kind, and the objective of cards that only it tells apart."""
    number = card.specific_objective.number if card.specific_objective else 0
    return card.kind if card.code else f"{card.kind} {number}"


def _equal(old: Sequence[str], new: Sequence[str]) -> Matrix:
    numbers = {key: at for at, key in enumerate(dict.fromkeys((*old, *new)))}
    rows = np.array([numbers[key] for key in old])[:, None]
    columns = np.array([numbers[key] for key in new])[None, :]
    equal: Matrix = (rows == columns).astype(np.float64)
    return equal


def _distances(old: int, new: int) -> Matrix:
    """How far apart the places of cards are, from 0 to 1."""
    rows = np.linspace(0, 1, old)[:, None]
    columns = np.linspace(0, 1, new)[None, :]
    distances: Matrix = np.abs(rows - columns)
    return distances

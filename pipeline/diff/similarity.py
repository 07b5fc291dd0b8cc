"""How alike the contents of cards are: TF-IDF cosines of their parts, the usual weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import regex
from scipy.sparse import csr_array

from schemas.record import MeasureCard

Matrix = npt.NDArray[np.float64]
Tokens = list[str]

_WORD = regex.compile(r"\w+")

ONE_SIDED = 0.5
"""A part that only one of two cards has counts with so much of its weight."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a card's content that is compared on its own."""

    weight: float
    tokens: Callable[[MeasureCard], Tokens]


def compare_contents(old: Sequence[MeasureCard], new: Sequence[MeasureCard]) -> Matrix:
    """How alike every old card is to every new one, from 0 to 1: one row per old card.

    Words that many cards share count little, so cards written from one template stay apart.
    A part that both cards lack says nothing. The measure is symmetric.
    """
    alike = np.zeros((len(old), len(new)))
    weights = np.zeros_like(alike)
    for part in PARTS:
        old_tokens, new_tokens = [part.tokens(c) for c in old], [part.tokens(c) for c in new]
        alike += part.weight * _cosines(old_tokens, new_tokens)
        has_old = np.array([bool(tokens) for tokens in old_tokens], dtype=float)[:, None]
        has_new = np.array([bool(tokens) for tokens in new_tokens], dtype=float)[None, :]
        both, either = has_old * has_new, np.maximum(has_old, has_new)
        weights += part.weight * (both + ONE_SIDED * (either - both))
    return np.divide(alike, weights, out=np.zeros_like(alike), where=weights > 0).clip(0, 1)


def text_to_tokens(*texts: str | None) -> Tokens:
    """The words of texts in lower case.

    >>> text_to_tokens("EU-stöd", None)
    ['eu', 'stöd']
    """
    return [word for text in texts if text for word in _WORD.findall(text.casefold())]


def _cosines(old: Sequence[Tokens], new: Sequence[Tokens]) -> Matrix:
    """Cosines of the TF-IDF vectors of token lists; 0 where one is empty."""
    counts = [Counter(tokens) for tokens in (*old, *new)]
    frequency = Counter(token for counted in counts for token in counted)
    columns = {token: at for at, token in enumerate(frequency)}
    starts, found, values = [0], list[int](), list[int]()
    for counted in counts:
        found.extend(columns[token] for token in counted)
        values.extend(counted.values())
        starts.append(len(found))
    rarity = np.log1p(len(counts) / np.array(list(frequency.values()), dtype=np.float64))
    index = np.array(found, dtype=np.int64)
    weights = (1 + np.log(np.array(values, dtype=float))) * rarity[index]
    matrix = csr_array((weights, index, starts), shape=(len(counts), len(columns)))
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    vectors = csr_array(matrix.multiply((1 / np.where(norms > 0, norms, 1))[:, None]))
    cosines: Matrix = (vectors[: len(old)] @ vectors[len(old) :].T).toarray()
    return cosines


def _title(card: MeasureCard) -> Tokens:
    return text_to_tokens(card.title)


def _narrative(card: MeasureCard) -> Tokens:
    return text_to_tokens(card.background, card.goal, card.target_group, *card.conditions)


def _lists(card: MeasureCard) -> Tokens:
    activities = card.eligible_activities.items if card.eligible_activities else []
    targets = card.result_targets
    return text_to_tokens(
        *activities, *(targets.items if targets else []), *(targets.notes if targets else [])
    )


def _indicator_codes(card: MeasureCard) -> Tokens:
    return [found.code for found in (*card.indicators.output, *card.indicators.result)]


PARTS = (
    Part(0.25, _title),
    Part(0.40, _narrative),
    Part(0.25, _lists),
    Part(0.10, _indicator_codes),
)

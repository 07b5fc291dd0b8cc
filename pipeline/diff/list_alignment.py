"""Which item of a new list continues which item of the old one, and which of them moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from scipy.optimize import linear_sum_assignment

T = TypeVar("T")

Alike = Callable[[T, T], float]
"""How alike two items are, from 0 to 1: symmetric; 1 only for items of the same substance."""

REWORDED = 0.5
"""From this similarity on an item is the other one reworded."""


@dataclass(frozen=True, slots=True)
class ItemPair:
    """Two items that continue each other, by their places; ``moved`` when their order changed."""

    old: int
    new: int
    moved: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """How one list became another.

    Attributes:
        pairs: items of both lists, in the new order.
        removed: places in the old list.
        added: places in the new list.
    """

    pairs: tuple[ItemPair, ...]
    removed: tuple[int, ...]
    added: tuple[int, ...]


def align_lists(
    old: Sequence[T],
    new: Sequence[T],
    keys: Sequence[Callable[[T], str]],
    alike: Alike[T],
    size: Callable[[T], int] = lambda _: 1,
) -> Alignment:
    """Pair the items of two lists by what they are, never by their places.

    Items with the same key are the same; of repeated ones, those that keep the order. The others
    are paired by similarity, all at once. As few items as possible are called moved, and the
    shorter ones. Where nothing decides, the choice is the same in both directions.

    before: ["train staff", "buy boats"], ["buy boats", "train all staff", "hire divers"]
    after:  pairs (1, 0) and (0, 1), one of them moved; added (2)

    Args:
        old: the old list.
        new: the new list.
        keys: what makes two items the same, the strictest first.
        alike: how alike two items are.
        size: how much it means to move an item, such as its characters.
    """
    if not old or not new:
        return Alignment((), tuple(range(len(old))), tuple(range(len(new))))
    if [keys[0](item) for item in new] < [keys[0](item) for item in old]:
        return _turn_round(align_lists(new, old, keys, alike, size))
    left, right = list(range(len(old))), list(range(len(new)))
    pairs: list[tuple[int, int]] = []
    for key in keys:
        same = _same_items([key(old[at]) for at in left], [key(new[at]) for at in right])
        pairs += [(left[a], right[b]) for a, b in same]
        left, right = _without(left, [a for a, _ in same]), _without(right, [b for _, b in same])
    pairs += _similar_items(old, new, left, right, alike)
    pairs.sort(key=lambda pair: pair[1])
    staying = _heaviest_increasing(
        [pair[0] for pair in pairs], [size(old[a]) + size(new[b]) for a, b in pairs]
    )
    return Alignment(
        pairs=tuple(ItemPair(a, b, moved=at not in staying) for at, (a, b) in enumerate(pairs)),
        removed=tuple(sorted(set(range(len(old))) - {pair[0] for pair in pairs})),
        added=tuple(sorted(set(range(len(new))) - {pair[1] for pair in pairs})),
    )


def _turn_round(found: Alignment) -> Alignment:
    pairs = (ItemPair(pair.new, pair.old, pair.moved) for pair in found.pairs)
    return Alignment(tuple(sorted(pairs, key=lambda p: p.new)), found.added, found.removed)


def _without(places: Sequence[int], indexes: Sequence[int]) -> list[int]:
    taken = set(indexes)
    return [place for at, place in enumerate(places) if at not in taken]


def _same_items(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of equal keys: first those of the longest common run, then the others in order."""
    pairs = _common_run(old, new) if len(set(old)) < len(old) or len(set(new)) < len(new) else []
    taken_old, taken_new = {a for a, _ in pairs}, {b for _, b in pairs}
    waiting: dict[str, list[int]] = {}
    for at, found in enumerate(old):
        if at not in taken_old:
            waiting.setdefault(found, []).append(at)
    for at, found in enumerate(new):
        if at not in taken_new and waiting.get(found):
            pairs.append((waiting[found].pop(0), at))
    return pairs


def _common_run(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The longest common subsequence, of several the one whose places differ least."""
    best = [[(0, 0)] * (len(new) + 1) for _ in range(len(old) + 1)]
    for a in reversed(range(len(old))):
        for b in reversed(range(len(new))):
            options = [best[a + 1][b], best[a][b + 1]]
            if old[a] == new[b]:
                length, nearness = best[a + 1][b + 1]
                options.append((length + 1, nearness - abs(a - b)))
            best[a][b] = max(options)
    pairs = []
    a = b = 0
    while a < len(old) and b < len(new):
        if best[a][b] == best[a + 1][b]:
            a += 1
        elif best[a][b] == best[a][b + 1]:
            b += 1
        else:
            pairs.append((a, b))
            a, b = a + 1, b + 1
    return pairs


def _similar_items(
    old: Sequence[T], new: Sequence[T], left: list[int], right: list[int], alike: Alike[T]
) -> list[tuple[int, int]]:
    """Pairs of items that were reworded: the assignment that is best as a whole."""
    if not left or not right:
        return []
    gains = np.array([[max(alike(old[a], new[b]) - REWORDED, 0) for b in right] for a in left])
    near = np.array(
        [[1 - abs(a / len(old) - b / len(new)) for b in right] for a in left]
    )  # decides between equals
    rows, columns = linear_sum_assignment(
        np.where(gains > 0, gains + near / 1000, 0), maximize=True
    )
    return [
        (left[row], right[column])
        for row, column in zip(rows, columns, strict=True)
        if gains[row, column] > 0
    ]


def _heaviest_increasing(places: Sequence[int], sizes: Sequence[int]) -> set[int]:
    """The items that stay: the longest increasing run of places, of several the heaviest."""
    best: list[tuple[int, int]] = []
    before: list[int] = []
    for at, place in enumerate(places):
        choice, link = (0, 0), -1
        for earlier in range(at):
            if places[earlier] < place and best[earlier] > choice:
                choice, link = best[earlier], earlier
        best.append((choice[0] + 1, choice[1] + sizes[at]))
        before.append(link)
    at = max(range(len(places)), key=lambda found: best[found], default=-1)
    staying = set()
    while at >= 0:
        staying.add(at)
        at = before[at]
    return staying


def zip_aligned(
    old: Sequence[T], new: Sequence[T], found: Alignment
) -> Iterator[tuple[T | None, T | None]]:
    """The items side by side: removed ones alone, then pairs and added ones in the new order."""
    for at in found.removed:
        yield old[at], None
    before = {pair.new: pair.old for pair in found.pairs}
    for at, item in enumerate(new):
        yield (old[before[at]] if at in before else None), item

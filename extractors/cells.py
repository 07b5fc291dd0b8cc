"""Which cell of a ruled table a word stands in: found from the rules around it, no grid needed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import groupby
from math import inf, nextafter

from schemas.geometry import Box
from schemas.stages import Cell, Page, Word

TOUCH = 1.5
"""Rules and words within so many points touch; rows and columns are told apart by more."""

DOT_GAP = 4.0
"""Collinear pieces of a rule closer than so many points are one (dotted, dashed borders)."""


def page_to_cells(page: Page) -> dict[int, Cell]:
    """The table cell of every word on ``page`` that stands in one, by the word's index.

    A word is in a table when an upright rule passes on its left and on its right and a level rule
    above or below it: a table cut by the page's end needs no closing rule.

    >>> from schemas.stages import Rule, Word
    >>> rules = (Rule(Box(0, 0, 100, 0)), Rule(Box(0, 0, 0, 50)), Rule(Box(100, 0, 100, 50)))
    >>> word = Word(7, "x", 1, Box(10, 10, 20, 20))
    >>> page_to_cells(Page(1, 200, 300, (word,), rules))[7].columns
    1
    """
    if not page.rules:
        return {}
    found = _Tiles(page).words_to_places(page.words)
    places = sorted(set(found.values()), key=_columns, reverse=True)
    rows = _tops_to_rows(top for _, _, _, top, _, _ in places)
    # Beside a table inside another cell of its row, a cell seems to be one of more columns.
    whole = {place[2:]: place[:2] for place in places}
    cells = {place: Cell(rows[place[3]], *whole[place[2:]], Box(*place[2:])) for place in places}
    return {index: cells[place] for index, place in found.items()}


_Place = tuple[int, int, float, float, float, float]
"""A cell whose row is still to be numbered: column, columns, and the edges of its box."""


def _columns(place: _Place) -> int:
    return place[1]


class _Tiles:
    """A page cut at every rule and every end of one: all words in a tile stand in one cell."""

    def __init__(self, page: Page) -> None:
        level = merge_rules(rule.box for rule in page.rules if not rule.upright)
        upright = merge_rules(_turn(rule.box) for rule in page.rules if rule.upright)
        self._level = _Crossings(level)
        self._upright = _Crossings(upright)
        self._height = page.height
        self._xs = sorted({*self._level.ends, *(rule.centre[1] for rule in upright)})
        self._ys = sorted({*self._upright.ends, *(rule.centre[1] for rule in level)})

    def words_to_places(self, words: Iterable[Word]) -> dict[int, _Place]:
        """The cell around every word that stands in one, by the word's index."""
        known: dict[tuple[int, int], _Place | None] = {}
        found: dict[int, _Place] = {}
        for word in words:
            x0, top, x1, bottom = word.box
            x, y = (x0 + x1) / 2, (top + bottom) / 2
            tile = (bisect_right(self._xs, x), bisect_right(self._ys, y))
            if tile not in known:
                known[tile] = self._find_cell(x, y)
            place = known[tile]
            if place is not None:
                found[word.index] = place
        return found

    def _find_cell(self, x: float, y: float) -> _Place | None:
        """The cell around a point. Empty neighbours count as columns."""
        edges = _keep_apart(self._upright.at(y))
        column = bisect_right(edges, x) - 1
        if not 0 <= column < len(edges) - 1:
            return None
        tops = self._level.at(x)
        if not tops:
            return None
        below = bisect_right(tops, y)
        top = tops[below - 1] if below else 0.0
        bottom = tops[below] if below < len(tops) else self._height
        return (column, len(edges) - 1, edges[column], top, edges[column + 1], bottom)


class _Crossings:
    """Where level rules are crossed by an upright line."""

    def __init__(self, rules: Sequence[Box]) -> None:
        self._rules = [
            (rule.x0 - TOUCH, nextafter(rule.x1 + TOUCH, inf), rule.centre[1]) for rule in rules
        ]
        self.ends = sorted({end for start, stop, _ in self._rules for end in (start, stop)})
        self._known: dict[int, list[float]] = {}

    def at(self, x: float) -> list[float]:
        """The heights of the rules that reach to ``x``, in order.

        They are the same wherever no rule begins or ends: what is told once is known there.
        """
        stretch = bisect_right(self.ends, x)
        if stretch not in self._known:
            self._known[stretch] = sorted(y for start, stop, y in self._rules if start <= x < stop)
        return self._known[stretch]


def _keep_apart(heights: Sequence[float]) -> list[float]:
    """Heights without those that touch the one kept before them.

    >>> _keep_apart([10.0, 11.0, 12.0, 50.0])
    [10.0, 12.0, 50.0]
    """
    apart: list[float] = []
    for height in heights:
        if not apart or height - apart[-1] > TOUCH:
            apart.append(height)
    return apart


def merge_rules(boxes: Iterable[Box]) -> list[Box]:
    """Level rules with their collinear pieces joined, from the top.

    >>> merge_rules([Box(0, 10, 5, 10), Box(7, 10.2, 12, 10.2), Box(40, 10, 50, 10)])
    [Box(x0=0, top=10, x1=12, bottom=10.2), Box(x0=40, top=10, x1=50, bottom=10)]
    """
    merged: list[Box] = []
    ordered = sorted(boxes, key=lambda b: b.centre[1])
    for _, row in groupby(_number_clusters(ordered), key=lambda pair: pair[0]):
        for box in sorted((box for _, box in row), key=lambda b: b.x0):
            last = merged[-1] if merged else None
            if (
                last
                and abs(last.centre[1] - box.centre[1]) <= TOUCH
                and last.x0 - DOT_GAP <= box.x0 <= last.x1 + DOT_GAP
            ):
                merged[-1] = Box(
                    min(last.x0, box.x0),
                    min(last.top, box.top),
                    max(last.x1, box.x1),
                    max(last.bottom, box.bottom),
                )
            else:
                merged.append(box)
    return merged


def _number_clusters(ordered: Sequence[Box]) -> list[tuple[int, Box]]:
    numbered: list[tuple[int, Box]] = []
    cluster = 0
    for at, box in enumerate(ordered):
        if at and box.centre[1] - ordered[at - 1].centre[1] > TOUCH / 3:
            cluster += 1
        numbered.append((cluster, box))
    return numbered


def _turn(box: Box) -> Box:
    return Box(box.top, box.x0, box.bottom, box.x1)


def _tops_to_rows(tops: Iterable[float]) -> dict[float, int]:
    """Number rows from the top; upper edges that touch are one row.

    >>> _tops_to_rows([10.0, 50.0, 10.4])
    {10.0: 0, 10.4: 0, 50.0: 1}
    """
    rows: dict[float, int] = {}
    number = -1
    last: float | None = None
    for top in sorted(set(tops)):
        if last is None or top - last > TOUCH:
            number += 1
        rows[top] = number
        last = top
    return rows

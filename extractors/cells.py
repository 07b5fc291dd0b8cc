"""Which cell of a ruled table a word stands in: found from the rules around it, no grid needed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

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

    >>> from schemas.stages import Rule
    >>> rules = (Rule(Box(0, 0, 100, 0)), Rule(Box(0, 0, 0, 50)), Rule(Box(100, 0, 100, 50)))
    >>> word = Word(7, "x", 1, Box(10, 10, 20, 20))
    >>> page_to_cells(Page(1, 200, 300, (word,), rules))[7].columns
    1
    """
    level = merge_rules(rule.box for rule in page.rules if not rule.upright)
    upright = [_turn(box) for box in merge_rules(_turn(r.box) for r in page.rules if r.upright)]
    found: dict[int, Cell] = {}
    for word in page.words:
        cell = _word_to_cell(word, level, upright, page.height)
        if cell is not None:
            found[word.index] = cell
    rows = _tops_to_rows(cell.box.top for cell in found.values())
    return {index: replace(cell, row=rows[cell.box.top]) for index, cell in found.items()}


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


def _word_to_cell(
    word: Word, level: Sequence[Box], upright: Sequence[Box], page_height: float
) -> Cell | None:
    """The cell around a word, its row still to be numbered. Empty neighbours count as columns."""
    x, y = word.box.centre
    edges: list[float] = []
    for edge in sorted(r.centre[0] for r in upright if r.top - TOUCH <= y <= r.bottom + TOUCH):
        if not edges or edge - edges[-1] > TOUCH:
            edges.append(edge)
    column = bisect_right(edges, x) - 1
    if not 0 <= column < len(edges) - 1:
        return None
    tops = [r.centre[1] for r in level if r.x0 - TOUCH <= x <= r.x1 + TOUCH]
    if not tops:
        return None
    box = Box(
        edges[column],
        max((top for top in tops if top <= y), default=0.0),
        edges[column + 1],
        min((top for top in tops if top > y), default=page_height),
    )
    return Cell(0, column, len(edges) - 1, box)


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

"""From a value's words to its places: lines of a text, or boxes that hold it and nothing else."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from schemas.geometry import Box, boxes_share_height, join_boxes
from schemas.record import Place
from schemas.stages import Document, Word, turn_back

ROUNDING = 2
"""Decimals of a point that are published."""


TOUCHING = 0.5
"""A word that reaches less than so many points into a box from the side is not in it."""

TOUCHING_SHARE = 0.4
"""A word that reaches into a box from above or below with less of its height is not in it."""


class PlaceFinder:
    """Knows all words of a document, so that a box around several lines holds no other word."""

    def __init__(self, document: Document) -> None:
        """Index the words by page."""
        self._pages = {page.number: _PageWords(page.words) for page in document.pages}
        self._turned = {page.number: page for page in document.pages if page.turns}

    def words_to_places(self, words: Sequence[Word]) -> list[Place]:
        """The places of ``words`` in reading order.

        Lines below each other become one box when no other word stands in it; a value that begins
        or ends inside a line, or continues in another column or on another page, gets several.
        """
        return [
            Place(page=page, bbox=bbox, line=line)
            for page, bbox, line in self.words_to_spots(words)
        ]

    def words_to_spots(self, words: Sequence[Word]) -> list[Spot]:
        """The same as plain values, for what is published with more beside it."""
        if words and words[0].line is not None:
            return [Spot(None, None, number) for number in dict.fromkeys(w.line for w in words)]
        own = {word.index for word in words}
        merged: list[tuple[int, Box]] = []
        last: Box | None = None
        for page, box in self._words_to_line_boxes(words, own):
            below = last is not None and box.top >= last.centre[1]
            if merged and merged[-1][0] == page and below:
                hull = join_boxes(merged[-1][1], box)
                if not self._pages[page].hold_others(hull, own):
                    merged[-1], last = (page, hull), box
                    continue
            merged.append((page, box))
            last = box
        return [Spot(page, self._round(page, box), None) for page, box in merged]

    def box_to_place(self, page: int, box: Box) -> Place:
        """A box of a page as a published place."""
        return Place(page=page, bbox=self._round(page, box))

    def _round(self, page: int, box: Box) -> tuple[float, float, float, float]:
        """A box on the page as it is shown."""
        turned = self._turned.get(page)
        return _rounded(turn_back(box, turned) if turned else box)

    def _words_to_line_boxes(self, words: Sequence[Word], own: set[int]) -> list[tuple[int, Box]]:
        """One box per run of words on a line with no other word between."""
        boxes: list[tuple[int, Box]] = []
        before: Word | None = None
        for run in _words_to_runs(words):
            first = run[0]
            run_box = Box(first.box.x0, first.box.top, max(w.box.x1 for w in run), first.box.bottom)
            if before and before.page == first.page:
                page, box = boxes[-1]
                beside = boxes_share_height(box, run_box) > 0.5 and run_box.x0 >= box.x0
                if beside:
                    hull = join_boxes(box, run_box)
                    follows = first.index == before.index + 1
                    if follows or not self._pages[page].hold_others(hull, own):
                        boxes[-1], before = (page, hull), run[-1]
                        continue
            boxes.append((first.page, run_box))
            before = run[-1]
        return boxes


class Spot(NamedTuple):
    """What a ``Place`` publishes: page and box, or the line of a text."""

    page: int | None
    bbox: tuple[float, float, float, float] | None
    line: int | None


class _PageWords:
    """The words of one page by their upper edges."""

    def __init__(self, words: Iterable[Word]) -> None:
        self._words = sorted(words, key=_upper_edge)
        self._tops = [word.box.top for word in self._words]
        self._indices = [word.index for word in self._words]
        heights = [bottom - top for _, top, _, bottom in (word.box for word in self._words)]
        self._tallest = max(heights, default=0.0)

    def hold_others(self, box: Box, own: set[int]) -> bool:
        """Whether a word that is not one's own stands in a box; only those at its height may."""
        start = bisect_left(self._tops, box.top - self._tallest)
        end = bisect_right(self._tops, box.bottom)
        others = set(self._indices[start:end]) - own
        return bool(others) and any(
            word.index in others and _stands_in(word.box, box) for word in self._words[start:end]
        )


def _upper_edge(word: Word) -> float:
    return word.box[1]


def _words_to_runs(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """Words that follow each other from left to right and are equally high, together."""
    start = 0
    for at, (before, word) in enumerate(pairwise(words), start=1):
        x0, top, _, bottom = before.box
        box = word.box
        if not (
            word.index == before.index + 1
            and word.page == before.page
            and (box.top == top and box.bottom == bottom and box.x0 >= x0)
        ):
            yield words[start:at]
            start = at
    if words:
        yield words[start:]


def _stands_in(word: Box, box: Box) -> bool:
    """Whether part of a word stands in a box; lines set tightly may touch."""
    width = min(word.x1, box.x1) - max(word.x0, box.x0)
    height = min(word.bottom, box.bottom) - max(word.top, box.top)
    return width > TOUCHING and height > TOUCHING_SHARE * word.height


def box_to_place(page: int, box: Box) -> Place:
    """A box of a page as a published place."""
    return Place(page=page, bbox=_rounded(box))


def _rounded(box: Box) -> tuple[float, float, float, float]:
    x0, top, x1, bottom = box
    return (round(x0, ROUNDING), round(top, ROUNDING), round(x1, ROUNDING), round(bottom, ROUNDING))

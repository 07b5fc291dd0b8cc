"""From a value's words to its places: lines of a text, or boxes that hold it and nothing else."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from schemas.geometry import Box, boxes_share_height, join_boxes
from schemas.record import Place
from schemas.stages import Document, Word

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
        self._words = {
            page.number: sorted(page.words, key=lambda w: w.box.top) for page in document.pages
        }
        self._tops = {number: [w.box.top for w in words] for number, words in self._words.items()}
        self._tallest = {
            number: max((w.box.height for w in words), default=0.0)
            for number, words in self._words.items()
        }

    def words_to_places(self, words: Sequence[Word]) -> list[Place]:
        """The places of ``words`` in reading order.

        Lines below each other become one box when no other word stands in it; a value that begins
        or ends inside a line, or continues in another column or on another page, gets several.
        """
        if words and words[0].line is not None:
            return [Place(line=number) for number in dict.fromkeys(w.line for w in words)]
        own = {word.index for word in words}
        merged: list[tuple[int, Box]] = []
        last: Box | None = None
        for page, box in self._words_to_line_boxes(words, own):
            below = last is not None and box.top >= last.centre[1]
            if merged and merged[-1][0] == page and below:
                hull = join_boxes(merged[-1][1], box)
                if not self._holds_others(page, hull, own):
                    merged[-1], last = (page, hull), box
                    continue
            merged.append((page, box))
            last = box
        return [box_to_place(page, box) for page, box in merged]

    def _words_to_line_boxes(self, words: Iterable[Word], own: set[int]) -> list[tuple[int, Box]]:
        """One box per run of words on a line with no other word between."""
        boxes: list[tuple[int, Box]] = []
        before: Word | None = None
        for word in words:
            if before and before.page == word.page:
                page, box = boxes[-1]
                beside = boxes_share_height(box, word.box) > 0.5 and word.box.x0 >= box.x0
                if beside:
                    hull = join_boxes(box, word.box)
                    follows = word.index == before.index + 1
                    if follows or not self._holds_others(page, hull, own):
                        boxes[-1], before = (page, hull), word
                        continue
            boxes.append((word.page, word.box))
            before = word
        return boxes

    def _holds_others(self, page: int, box: Box, own: set[int]) -> bool:
        """Whether another word stands in a box; only words at its height are looked at."""
        tops = self._tops[page]
        start = bisect_left(tops, box.top - self._tallest[page])
        end = bisect_right(tops, box.bottom)
        near = self._words[page][start:end]
        return any(word.index not in own and _stands_in(word.box, box) for word in near)


def _stands_in(word: Box, box: Box) -> bool:
    """Whether part of a word stands in a box; lines set tightly may touch."""
    width = min(word.x1, box.x1) - max(word.x0, box.x0)
    height = min(word.bottom, box.bottom) - max(word.top, box.top)
    return width > TOUCHING and height > TOUCHING_SHARE * word.height


def box_to_place(page: int, box: Box) -> Place:
    """A box of a page as a published place."""
    return Place(page=page, bbox=_rounded(box))


def _rounded(box: Box) -> tuple[float, float, float, float]:
    x0, top, x1, bottom = (round(value, ROUNDING) for value in box)
    return (x0, top, x1, bottom)

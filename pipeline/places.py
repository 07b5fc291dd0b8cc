"""From a value's words to its places: lines of a text, or boxes that hold it and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from schemas.geometry import Box, box_contains_point, boxes_share_height, boxes_to_hull
from schemas.record import Place
from schemas.stages import Document, Word

ROUNDING = 2
"""Decimals of a point that are published."""


class PlaceFinder:
    """Knows all words of a document, so that a box around several lines holds no other word."""

    def __init__(self, document: Document) -> None:
        """Index the words by page."""
        self._words = {page.number: page.words for page in document.pages}

    def words_to_places(self, words: Sequence[Word]) -> list[Place]:
        """The places of ``words`` in reading order.

        Lines below each other become one box when no other word stands in it; a value that begins
        or ends inside a line, or continues in another column or on another page, gets several.
        """
        if words and words[0].line is not None:
            return [Place(line=number) for number in dict.fromkeys(w.line for w in words)]
        own = {word.index for word in words}
        merged: list[tuple[int, Box]] = []
        for page, box in _words_to_line_boxes(words):
            if merged and merged[-1][0] == page:
                hull = boxes_to_hull((merged[-1][1], box))
                if box.top >= merged[-1][1].top and not self._holds_others(page, hull, own):
                    merged[-1] = (page, hull)
                    continue
            merged.append((page, box))
        return [Place(page=page, bbox=_rounded(box)) for page, box in merged]

    def _holds_others(self, page: int, box: Box, own: set[int]) -> bool:
        return any(
            word.index not in own and box_contains_point(box, *word.box.centre)
            for word in self._words[page]
        )


def _words_to_line_boxes(words: Iterable[Word]) -> list[tuple[int, Box]]:
    """One box per run of words on a line."""
    boxes: list[tuple[int, Box]] = []
    for word in words:
        if boxes:
            page, box = boxes[-1]
            beside = boxes_share_height(box, word.box) > 0.5 and word.box.x0 >= box.x0
            if page == word.page and beside:
                boxes[-1] = (page, boxes_to_hull((box, word.box)))
                continue
        boxes.append((word.page, word.box))
    return boxes


def _rounded(box: Box) -> tuple[float, float, float, float]:
    x0, top, x1, bottom = (round(value, ROUNDING) for value in box)
    return (x0, top, x1, bottom)

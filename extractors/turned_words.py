"""Words that run another way than the text of their page: on their side, on their head, aslant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from schemas.geometry import Box, boxes_to_hull
from schemas.stages import Cell, Line, TurnedWord, Word

_NOWHERE = Box(0.0, 0.0, 0.0, 0.0)


def part_turned_words(
    words: Sequence[Word], turned: Sequence[TurnedWord], cells: Mapping[int, Cell]
) -> tuple[list[Word], list[Line]]:
    """The words of a page that run with its text, and the others as lines of their own.

    What runs aslant, as a stamp does, or stands on its side beside, above or below all text of the
    page, as a register's number does, is no part of the text. A label on its side in a table is.

    before: "VN/123" on its side in the left margin, "Målet är" beside it
    after:  words "Målet är"; an aside "VN/123"
    """
    turns = dict(turned)
    straight = [word for word in words if word.index not in turns]
    text = boxes_to_hull(word.box for word in straight) if straight else _NOWHERE
    lines: list[Line] = []
    others = (word for word in words if word.index in turns)
    for (way, cell), run in groupby(others, lambda w: (turns[w.index], cells.get(w.index))):
        line = Line(tuple(run), None, cell)
        outside = way is None or _stands_apart(line.box, text)
        lines.append(Line(line.words, role="aside") if outside else line)
    return straight, lines


def _stands_apart(box: Box, text: Box) -> bool:
    beside = box.x1 <= text.x0 or box.x0 >= text.x1
    return beside or box.bottom <= text.top or box.top >= text.bottom

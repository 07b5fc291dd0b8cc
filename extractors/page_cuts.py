"""What a page's end leaves of a line that stands on the other side of it.

A browser's print clips a table at the page's end. The tallest signs of the first line that does
not fit (brackets, "å") reach into the page and are printed there too, at the same place; so are
the deepest signs ("g", "y") of the last line that fits, on top of the next page.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from schemas.stages import Line, Word

LAST_LINES = 3
"""Such a rest is one of the last lines of its page, page numbers and running heads counted. On top
of a page, it is one of so many first ones."""

FIRST_LINES = 8
"""The whole line is one of the first on the next page, running heads and titles counted. On the
page before, it is one of so many last ones."""

SAME_PLACE = 0.5
"""Signs printed twice differ by less than so many points."""

REST_SHARE = 0.5
"""A rest has at most this share of the line's characters."""


def find_rests(lines: Sequence[Line]) -> set[int]:
    """Indices of lines that hold nothing but signs of a line on the next page, or the one before.

    before: "( )" at the end of page 3, "fonden (ERDF) och" on top of page 4
    after:  the index of "( )"
    """
    pages = [list(group) for _, group in groupby(range(len(lines)), key=lambda i: lines[i].page)]
    found: set[int] = set()
    for own, after in pairwise(pages):
        whole = [lines[at] for at in after[:FIRST_LINES]]
        found |= {at for at in own[-LAST_LINES:] if any(_is_rest(lines[at], w) for w in whole)}
        whole = [lines[at] for at in own[-FIRST_LINES:]]
        found |= {at for at in after[:LAST_LINES] if any(_is_tail(lines[at], w) for w in whole)}
    return found


def _is_tail(line: Line, whole: Line) -> bool:
    """Whether ``line`` is a rest of ``whole`` and none of its words a whole word there.

    On top of a page the last words of a sentence are common.
    """
    words = {word.text for word in whole.words}
    return _is_rest(line, whole) and not any(word.text in words for word in line.words)


def _is_rest(line: Line, whole: Line) -> bool:
    """Whether every word of ``line`` is printed in ``whole`` too, and not at its beginning."""
    if line.number is not None or not line.words or line.mark or not whole.words:
        return False
    if line.words[0].text not in whole.text:
        return False
    return (
        line.box.x0 > whole.box.x0 + SAME_PLACE
        and _count(line) <= REST_SHARE * _count(whole)
        and all(any(_is_part(word, other) for other in whole.words) for word in line.words)
    )


def _is_part(word: Word, other: Word) -> bool:
    inside = other.box.x0 - SAME_PLACE <= word.box.x0 and word.box.x1 <= other.box.x1 + SAME_PLACE
    return inside and word.text in other.text and _style(word) == _style(other)


def _style(word: Word) -> tuple[str, float]:
    return (word.font, round(word.size, 1))


def _count(line: Line) -> int:
    return sum(len(word.text) for word in line.words)

"""Words that stand on a page but not in its text: a watermark, line numbers, marks of footnotes.

They are kept: each becomes a line of its own, which the search for running heads sets aside.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extractors.titles import is_contents_entry
from schemas.stages import Document, Line, Word

LEAST_WATERMARK = 18.0
"""Words of a watermark have at least this font size, in points."""

WATERMARK_SHARE = 1.6
"""And at least so many times the size of the words that they lie under."""

LEAST_COVERED = 2
"""A watermark lies under at least so many words of a page that shows it."""

SAME_PLACE = 20.0
"""A watermark stands at one place from page to page, within so many points."""

LEAST_NUMBERS = 5
"""So many line numbers at least stand on a page."""

SAME_EDGE = 2.0
"""Line numbers have one right edge, within so many points."""

SMALLER_SHARE = 0.9
"""Line numbers on the right are at most this share of the size of the text."""

COUNTED_SHARE = 0.8
"""At least this share of the steps from one line number to the next are the same."""


class Column(NamedTuple):
    """Left and right edge of a column, in points."""

    x0: float
    x1: float


def find_watermark(document: Document) -> frozenset[int]:
    """Indices of the words of a watermark: large ones that lie under the text of a page.

    On a page without text under it, the same word at the same place is it as well.
    """
    found: dict[tuple[str, int, int], list[Word]] = defaultdict(list)
    covering: set[tuple[str, int, int]] = set()
    for page in document.pages:
        large = [word for word in page.words if word.size >= LEAST_WATERMARK]
        for word in large:
            x, y = word.box.centre
            key = (word.text, round(x / SAME_PLACE), round(y / SAME_PLACE))
            found[key].append(word)
            if key not in covering and _covers_text(word, page.words):
                covering.add(key)
    return frozenset(word.index for key in covering for word in found[key])


def _covers_text(large: Word, words: Sequence[Word]) -> bool:
    box = large.box
    count = 0
    for word in words:
        x, y = word.box.centre
        inside = box.x0 < x < box.x1 and box.top < y < box.bottom
        if inside and word.size * WATERMARK_SHARE <= large.size:
            count += 1
            if count >= LEAST_COVERED:
                return True
    return False


def find_line_numbers(lines: Sequence[Line], column: Column | None = None) -> frozenset[int]:
    """Indices of the words that number the lines of a page, in its left or right margin.

    They stand one below the other, beside all that is written on the page, and count by one, or by
    another step that stays the same. On the right they are smaller than the text: the page numbers
    of a table of contents stand and count so as well.

    Args:
        lines: of one page, from the top.
        column: where the line numbers of other pages stand, if there are some. A few numbers there
            are line numbers, too, however they count.
    """
    left = [line.words[0] for line in lines if line.words and line.words[0].text.isdecimal()]
    right = [line.words[-1] for line in lines if line.words and line.words[-1].text.isdecimal()]
    if column is not None:
        return _outside_all([w for w in (*left, *right) if _is_within(w, column)], lines)
    found = _outside_all(_find_column(left, lambda word: word.box.x1), lines)
    few = len(right) < LEAST_NUMBERS
    if found or few or any(is_contents_entry(line.text) for line in lines):
        return found
    smaller = median(line.size for line in lines) * SMALLER_SHARE
    small = [word for word in right if word.size <= smaller]
    return _outside_all(_find_column(small, lambda word: word.box.x0), lines)


def _find_column(numbers: Sequence[Word], edge: Callable[[Word], float]) -> list[Word]:
    """The numbers that share an edge and count on, if they are enough."""
    if len(numbers) < LEAST_NUMBERS:
        return []
    edges = Counter(round(edge(word) / SAME_EDGE) for word in numbers)
    common = edges.most_common(1)[0][0]
    column = [word for word in numbers if abs(round(edge(word) / SAME_EDGE) - common) <= 1]
    counted = [int(word.text) for word in column]
    return column if len(column) >= LEAST_NUMBERS and _counts_evenly(counted) else []


def _is_within(word: Word, column: Column) -> bool:
    return column.x0 - SAME_EDGE <= word.box.x0 and word.box.x1 <= column.x1 + SAME_EDGE


def _outside_all(column: Sequence[Word], lines: Sequence[Line]) -> frozenset[int]:
    """The indices of ``column`` if all else on the page stands on one side of it."""
    if not column:
        return frozenset()
    own = frozenset(word.index for word in column)
    others = [word.box for line in lines for word in line.all_words if word.index not in own]
    x0, x1 = min(word.box.x0 for word in column), max(word.box.x1 for word in column)
    apart = all(box.x0 > x1 for box in others) or all(box.x1 < x0 for box in others)
    return own if apart else frozenset()


def find_number_column(lines: Iterable[Line]) -> Column | None:
    """Where the line numbers among the asides of a document stand."""
    boxes = [line.box for line in lines if line.role == "aside" and line.text.isdecimal()]
    if not boxes:
        return None
    return Column(min(box.x0 for box in boxes), max(box.x1 for box in boxes))


def _counts_evenly(numbers: Sequence[int]) -> bool:
    """Whether numbers count on by one step, nearly always.

    >>> _counts_evenly([5, 10, 15, 20, 25]), _counts_evenly([2, 2, 5, 9, 12])
    (True, False)
    """
    steps = Counter(later - number for number, later in pairwise(numbers))
    step, often = steps.most_common(1)[0]
    return step > 0 and often >= COUNTED_SHARE * (len(numbers) - 1)

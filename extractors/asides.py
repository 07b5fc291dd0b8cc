"""Words that stand on a page but not in its text: a watermark, line numbers, marks of footnotes.

They are kept: each becomes a line of its own, which the search for running heads sets aside.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from schemas.stages import Document, Line, Word

LEAST_WATERMARK = 30.0
"""Words of a watermark have at least this font size, in points."""

WATERMARK_SHARE = 2.5
"""And at least so many times the size of the words that they lie under."""

LEAST_COVERED = 2
"""A watermark lies under at least so many words of a page that shows it."""

SAME_PLACE = 20.0
"""A watermark stands at one place from page to page, within so many points."""

LEAST_NUMBERS = 5
"""So many line numbers at least stand on a page."""

SAME_EDGE = 2.0
"""Line numbers have one right edge, within so many points."""

COUNTED_SHARE = 0.8
"""At least this share of the steps from one line number to the next are the same."""


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


def find_line_numbers(lines: Sequence[Line], edge: float | None = None) -> frozenset[int]:
    """Indices of the words that number the lines of a page, in its left margin.

    They stand one below the other, left of all that is written on the page, and count by one, or
    by another step that stays the same.

    Args:
        lines: of one page, from the top.
        edge: right edge of the line numbers on other pages of the document, in points. A few
            numbers there are line numbers, too, however they count.
    """
    numbers = [line.words[0] for line in lines if line.words and line.words[0].text.isdecimal()]
    if edge is not None:
        return _outside_all([w for w in numbers if abs(w.box.x1 - edge) <= SAME_EDGE], lines)
    if len(numbers) < LEAST_NUMBERS:
        return frozenset()
    edges = Counter(round(word.box.x1 / SAME_EDGE) for word in numbers)
    common = edges.most_common(1)[0][0]
    column = [word for word in numbers if abs(round(word.box.x1 / SAME_EDGE) - common) <= 1]
    if len(column) < LEAST_NUMBERS or not _counts_evenly([int(word.text) for word in column]):
        return frozenset()
    return _outside_all(column, lines)


def _outside_all(column: Sequence[Word], lines: Sequence[Line]) -> frozenset[int]:
    """The indices of ``column`` if nothing else on the page reaches as far to the left."""
    own = frozenset(word.index for word in column)
    edge = max((word.box.x1 for word in column), default=0.0)
    others = (word for line in lines for word in line.all_words if word.index not in own)
    return frozenset() if any(word.box.x0 <= edge for word in others) else own


def find_number_edge(lines: Iterable[Line]) -> float | None:
    """The right edge of the line numbers among the asides of a document, in points."""
    edges = [line.box.x1 for line in lines if line.role == "aside" and line.size < LEAST_WATERMARK]
    return median(edges) if edges else None


def _counts_evenly(numbers: Sequence[int]) -> bool:
    """Whether numbers count on by one step, nearly always.

    >>> _counts_evenly([5, 10, 15, 20, 25]), _counts_evenly([2, 2, 5, 9, 12])
    (True, False)
    """
    steps = Counter(later - number for number, later in pairwise(numbers))
    step, often = steps.most_common(1)[0]
    return step > 0 and often >= COUNTED_SHARE * (len(numbers) - 1)

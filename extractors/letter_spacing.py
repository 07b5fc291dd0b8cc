"""Words set with wide gaps between their letters, as headings and labels are set to stand out.

Readers take each letter, or a pair that stands closer, for a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from schemas.geometry import Box

_SPACED = re.compile(r"\n\S\S? \S\S? \S\S? \S\S? ")
"""The beginning of such a line. This engine is the faster one where a pattern begins with a letter
of its own; it is asked of every page."""

LEAST_PIECES = 5
"""So many pieces at least follow each other."""

LONGEST_PIECE = 3
"""None of them has more characters: a longer word shows that the letters beside it are words."""

SINGLE_SHARE = 0.6
"""At least this share of them are one letter or digit; words are seldom so short."""

WIDEST_GAP = 1.2
"""Pieces of one line stand closer than so many font sizes."""

SAME_BASELINE = 0.15
"""Their lower edges differ by less than this share of the font size: capitals may be larger."""

TYPICAL = 0.25
"""This share of the gaps is smaller than the typical one between letters."""

WIDER = 0.16
"""Between words the gap is wider by more than this share of the font size."""


def is_spaced(text: str) -> bool:
    r"""Whether a page has a line that begins so.

    >>> is_spaced("Kaféer\nM å l 1 K a f é e r"), is_spaced("To l k n i n g"), is_spaced("Mål 1 a")
    (True, True, False)
    """
    return _SPACED.search(f"\n{text}") is not None


def find_letter_joints(
    texts: Sequence[str], boxes: Sequence[Box], sizes: Sequence[float]
) -> set[int]:
    """The pieces that belong to the piece before them, by their number.

    Args:
        texts: of the pieces, in the order of the page.
        boxes: where they stand, in points.
        sizes: of their fonts, in points.

    before: "M", "å", "l", "1" with gaps of 2, 2 and 7 points
    after:  the second and the third: "Mål", "1"
    """
    joints: set[int] = set()
    for run in _find_runs(texts, boxes, sizes):
        gaps = {at: boxes[at].x0 - boxes[at - 1].x1 for at in run[1:]}
        typical = sorted(gaps.values())[int(TYPICAL * len(gaps))]
        joints |= {at for at, gap in gaps.items() if gap < typical + WIDER * sizes[at]}
    return joints


def _find_runs(
    texts: Sequence[str], boxes: Sequence[Box], sizes: Sequence[float]
) -> Iterator[range]:
    """Stretches of a line that consist of letters."""
    breaks = [
        at
        for at, ((a, size), (b, other)) in enumerate(
            pairwise(zip(boxes, sizes, strict=True)), start=1
        )
        if not (0 <= b.x0 - a.x1 < WIDEST_GAP * max(size, other))
        or abs(b.bottom - a.bottom) > SAME_BASELINE * max(size, other)
    ]
    breaks += [
        edge for at, text in enumerate(texts) if len(text) > LONGEST_PIECE for edge in (at, at + 1)
    ]
    for start, end in pairwise((0, *sorted(breaks), len(texts))):
        first = next((at for at in range(start, end) if _is_short(texts[at])), end)
        last = next((at for at in range(end, first, -1) if _is_short(texts[at - 1])), first)
        single = sum(len(texts[at]) == 1 for at in range(first, last))
        letters = sum(texts[at].isalpha() for at in range(first, last))
        count = last - first
        if LEAST_PIECES <= count <= 2 * letters and single >= SINGLE_SHARE * count:
            yield range(first, last)


def _is_short(text: str) -> bool:
    letters = text.strip("-–.:,")
    return 0 < len(letters) <= 2 and (letters.isalpha() or letters.isdecimal())

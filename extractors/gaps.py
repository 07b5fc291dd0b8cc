"""Which gaps between signs are spaces: what all engines must say alike.

A PDF places signs; whether a space stands between two of them is told by a space sign, by a gap, or
by both. Engines guess at gaps.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

LOST_SPACE = regex.compile(r"(?<=[\p{L}\d)])[,;.)](?=\p{L})")
"""Punctuation inside a word, after which a narrow space may have been taken for none."""

NARROW_SPACE_SHARE = 0.1
"""A gap after punctuation wider than this share of the font size is a space."""

LEAST_SPACES = 3
"""A line with so many space signs parts its words by them."""

NARROWER = 0.95
"""No space sign fits into a gap of less than this share of its width."""

_HYPHENS = ("-", "\u2010")


def is_gap_inside_word(before: str, after: str, gap: float, spaces: Sequence[float]) -> bool:
    """Whether a gap stands inside a word: no space sign of its line would fit into it.

    Word processors leave a gap where a word could have been broken and was not.

    Args:
        before: what stands before the gap.
        after: what follows.
        gap: in points.
        spaces: how wide the space signs of the line are, in points.

    >>> is_gap_inside_word("air", "craft", 1.5, [2.5, 2.5, 2.5])
    True
    >>> is_gap_inside_word("air", "craft", 2.5, [2.5, 2.5, 2.5])
    False
    """
    if len(spaces) < LEAST_SPACES or gap >= NARROWER * min(spaces):
        return False
    return before[-1:].islower() and (after[:1].islower() or after in _HYPHENS)

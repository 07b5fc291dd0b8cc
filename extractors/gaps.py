"""Where a gap between signs is a space: what all engines must say alike."""

from __future__ import annotations

import regex

LOST_SPACE = regex.compile(r"(?<=[\p{L}\d)])[,;.)](?=\p{L})")
"""Punctuation inside a word, after which a narrow space may have been taken for none."""

NARROW_SPACE_SHARE = 0.1
"""A gap after punctuation wider than this share of the font size is a space."""


def may_hide(before: str, after: str) -> bool:
    """Whether a space between two signs may be a soft hyphen that is not shown.

    None stands beside a digit. Some fonts move the space towards a "1", and take all room from it.

    >>> [may_hide(*signs) for signs in ("et", "1%", "12", "a1")]
    [True, False, False, False]
    """
    return not (before.isdigit() or after.isdigit())

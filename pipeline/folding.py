"""Texts without what is only editorial: letter case, punctuation, dashes, spacing."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex

_THOUSANDS = regex.compile(r"(?<=\d)\s(?=\d{3}(?!\d))")
_RANGE = regex.compile(r"(?<=\d)\s*\p{Pd}\s*(?=\d)")
_DASH = "-"
_MARK = r"[^\p{L}\p{N}\p{S}\p{M}%‰§&@#*/\\]"
_EDITORIAL = regex.compile(rf"{_MARK}{{2,}}|{_MARK}(?!\d)|(?<!\d){_MARK}")


@lru_cache(maxsize=65536)
def fold_text(text: str) -> str:
    """What is left of a text when only its substance counts.

    Marks between digits stay, because they carry meaning ("1,5" is not "15"); dashes between them
    are alike. Signs such as % and § stay too.

    before: "EU-finansiering, 2025–2026"
    after: "eufinansiering2025-2026"

    >>> fold_text("EU-finansiering, 2025–2026") == fold_text("EU finansiering 2025-2026")
    True
    >>> fold_text("1,5 %") == fold_text("15 %")
    False
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _EDITORIAL.sub("", _RANGE.sub(_DASH, _THOUSANDS.sub("", plain)))


def is_editorial(old: str, new: str) -> bool:
    """Whether two texts differ in nothing but punctuation, dashes, spacing and letter case."""
    return fold_text(old) == fold_text(new)

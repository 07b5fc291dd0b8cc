"""Texts without what is only editorial: letter case, punctuation, dashes, spacing."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex

_THOUSANDS = regex.compile(r"\d\K\s(?=\d{3}(?!\d))")
_RANGE = regex.compile(r"\d\K\s*\p{Pd}\s*(?=\d)")
_DIGIT = regex.compile(r"\d")
_DASH = "-"
_MARK = r"[^\p{L}\p{N}\p{S}\p{M}%‰§&@#*/\\]"
_SPACED_DIGITS = regex.compile(r"(?<=\d) (?=\d)")
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
    tight = _RANGE.sub(_DASH, _THOUSANDS.sub("", plain))
    parts = _SPACED_DIGITS.split(tight) if _DIGIT.search(tight) else [tight]
    return " ".join("".join(map(_fold_word, part.split(" "))) for part in parts)


@lru_cache(maxsize=65536)
def _fold_word(word: str) -> str:
    """A word without its marks; the same words come again and again, in most texts of a plan."""
    return word if word.isalnum() else _EDITORIAL.sub("", word)


def is_editorial(old: str, new: str) -> bool:
    """Whether two texts differ in nothing but punctuation, dashes, spacing and letter case."""
    return fold_text(old) == fold_text(new)

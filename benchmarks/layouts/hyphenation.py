"""Soft hyphens where a producer may break a word."""

from __future__ import annotations

import re
from functools import cache

import pyphen

SOFT_HYPHEN = "\u00ad"
SHORTEST_WORD = 8
SHORTEST_PART = 3

_WORD = re.compile(rf"[^\W\d_]{{{SHORTEST_WORD},}}")
_FINNISH = re.compile(r"(?<=[^\W\d_])(?=[bcdfghjklmnpqrstvwxz][aeiouyäöå])", re.IGNORECASE)


@cache
def _dictionary(language: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang={"sv": "sv", "en": "en_GB"}[language], left=3, right=3)


def hyphenate(text: str, language: str) -> str:
    """The text with a soft hyphen wherever a long word may be broken.

    >>> hyphenate("kotouttaminen", "fi").replace(SOFT_HYPHEN, "|")
    'kotout|ta|mi|nen'
    """
    return _WORD.sub(lambda match: _hyphenate_word(match[0], language), text)


def _hyphenate_word(word: str, language: str) -> str:
    if language == "fi":
        parts = _FINNISH.split(word)
        return SOFT_HYPHEN.join(_without_short_ends(parts))
    broken: str = _dictionary(language).inserted(word, hyphen=SOFT_HYPHEN)
    return broken


def _without_short_ends(parts: list[str]) -> list[str]:
    while len(parts) > 1 and len(parts[0]) < SHORTEST_PART:
        parts = [parts[0] + parts[1], *parts[2:]]
    while len(parts) > 1 and len(parts[-1]) < SHORTEST_PART:
        parts = [*parts[:-2], parts[-2] + parts[-1]]
    return parts

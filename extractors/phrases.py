"""Phrases of the data files as regular expressions."""

from __future__ import annotations

from collections.abc import Iterable

import regex


def phrase_to_pattern(phrase: str) -> str:
    r"""A phrase literally, with any white space between its words.

    >>> phrase_to_pattern("at most")
    'at\\s+most'
    """
    return r"\s+".join(regex.escape(word) for word in phrase.split(" "))


def phrases_to_pattern(phrases: Iterable[str]) -> str:
    r"""One of several phrases, as a group; of two that begin alike the longer is tried first.

    >>> phrases_to_pattern(["call", "call for projects"])
    '(?:call\\s+for\\s+projects|call)'
    """
    ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return f"(?:{'|'.join(map(phrase_to_pattern, ordered))})"


def stems_to_pattern(phrases: Iterable[str]) -> str:
    r"""Like ``phrases_to_pattern``; ``stem*`` is every word that begins so.

    >>> stems_to_pattern(["May", "joulu*"])
    '(?:joulu\\p{L}*|May)'
    """
    pattern = phrases_to_pattern(phrases)
    return pattern.replace(r"\*", r"\p{L}*")

"""How findings put a plan's own words and numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from textwrap import shorten

from schemas.record import SEASONS, Round

LONGEST_QUOTE = 100
"""Characters of the plan that a message quotes at a time."""

WORDS_BEFORE = 3
"""So many words before a difference are quoted too."""


MOST_QUOTED = 5
"""So many of several texts are quoted; the evidence has all."""


def quote(text: str) -> str:
    """A text of the plan in quotation marks, shortened."""
    return f'"{shorten(text, LONGEST_QUOTE, placeholder=" …")}"'


def quote_some(texts: Sequence[str]) -> str:
    """The first of several texts of the plan in quotation marks, and whether there are more.

    >>> quote_some(["one", "two"])
    '"one" and "two"'
    """
    dots = ["…"] if len(texts) > MOST_QUOTED else []
    return " and ".join(map(quote, [*texts[:MOST_QUOTED], *dots]))


def quote_near(text: str, at: int) -> str:
    """A text of the plan in quotation marks, from a few words before character ``at``.

    >>> quote_near("one two three four five six", 19)
    '"… two three four five six"'
    """
    before = text[:at].split()
    dots = ["…"] if len(before) > WORDS_BEFORE else []
    return quote(" ".join([*dots, *before[-WORDS_BEFORE:], text[at:]]))


def quote_difference(a: str, b: str) -> tuple[str, str]:
    """Two texts of the plan, quoted from a few words before they part.

    >>> quote_difference("one two three four five six", "one two three four five seven")
    ('"… three four five six"', '"… three four five seven"')
    """
    first, second = a.split(), b.split()
    same = 0
    while same < min(len(first), len(second)) and first[same] == second[same]:
        same += 1
    start = max(0, same - WORDS_BEFORE)
    dots = ["…"] if start else []
    return quote(" ".join(dots + first[start:])), quote(" ".join(dots + second[start:]))


def rounds_to_text(rounds: Iterable[Round]) -> str:
    """Rounds in order of time.

    >>> rounds_to_text([Round(season="spring", year=2026), Round(season="autumn", year=2025)])
    'autumn 2025, spring 2026'
    """
    ordered = sorted(rounds, key=lambda found: (found.year, SEASONS.index(found.season)))
    return ", ".join(round_to_text(found) for found in ordered) or "no round"


def round_to_text(found: Round) -> str:
    """A round, such as "autumn 2025"."""
    return f"{found.season} {found.year}"


def money_to_text(amount: Decimal) -> str:
    """An amount with its thousands apart, as English writes it.

    >>> money_to_text(Decimal("4202096.00"))
    '4,202,096.00 EUR'
    """
    return f"{amount:,.2f} EUR"

"""Amounts of money in a cell, exact to the cent."""

from __future__ import annotations

from decimal import Decimal

import regex

from extractors.phrases import phrases_to_pattern
from schemas.facts import Language

CENT = Decimal("0.01")

_NUMBER = regex.compile(
    r"(?:(?P<grouped>\d{1,3}(?P<group>[ .,'\u2019])\d{3}(?:(?P=group)\d{3})*)|(?P<plain>\d+))"
    r"(?:(?P<point>[.,])(?P<cents>\d\d?))?"
)


def text_to_amount(text: str, language: Language) -> Decimal | None:
    """The amount that a text is and nothing else, footnote marks and currency left out.

    Groups of three digits are parted by one kind of sign; the decimals are one or two.

    >>> from schemas.facts import find_language
    >>> [str(text_to_amount(t, find_language("sv"))) for t in
    ...     ("54 981 626,18 €", "0 €", "1 200 000 *", "15,120,450.20 EUR", "1 2", "1.5.2027")]
    ['54981626.18', '0.00', '1200000.00', '15120450.20', 'None', 'None']
    """
    currency = phrases_to_pattern(language.tables.currency)
    bare = regex.sub(rf"(?i:{currency})|[*)]", " ", text)
    match = _NUMBER.fullmatch(" ".join(bare.split()))
    if match is None or (match["point"] and match["point"] == match["group"]):
        return None
    whole = match["grouped"].replace(match["group"], "") if match["grouped"] else match["plain"]
    return Decimal(f"{whole}.{match['cents'] or '0'}").quantize(CENT)

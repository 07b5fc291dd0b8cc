"""Amounts of money, in a cell or in running text, exact to the cent."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

import regex

from extractors.phrases import phrases_to_pattern
from schemas.language import Language, find_language

CENT = Decimal("0.01")

AmountRole = Literal["whole", "part", "total", ""]

NEVER = "(?!)"
"""A pattern that nothing matches."""

_NUMBER = regex.compile(
    r"(?:(?P<grouped>\d{1,3}(?P<group>[ .,'\u2019])\d{3}(?:(?P=group)\d{3})*)|(?P<plain>\d+))"
    r"(?:(?P<point>[.,])(?P<cents>\d\d?))?"
)


def text_to_amount(text: str, language: Language) -> Decimal | None:
    """The amount that a text is and nothing else, footnote marks and currency left out.

    Groups of three digits are parted by one kind of sign; the decimals are one or two.

    >>> from schemas.language import find_language
    >>> [str(text_to_amount(t, find_language("sv"))) for t in
    ...     ("54 981 626,18 €", "0 €", "1 200 000 *", "15,120,450.20 EUR", "1 2", "1.5.2027")]
    ['54981626.18', '0.00', '1200000.00', '15120450.20', 'None', 'None']
    """
    bare = _load_beside_amount(language.code).sub(" ", text)
    match = _NUMBER.fullmatch(" ".join(bare.split()))
    if match is None or (match["point"] and match["point"] == match["group"]):
        return None
    whole = match["grouped"].replace(match["group"], "") if match["grouped"] else match["plain"]
    return Decimal(f"{whole}.{match['cents'] or '0'}").quantize(CENT)


@cache
def _load_beside_amount(code: str) -> regex.Pattern[str]:
    """What may stand beside an amount in its cell: a currency, marks of a footnote."""
    currency = phrases_to_pattern(find_language(code).tables.currency)
    return regex.compile(rf"(?i:{currency})|[*)]")


@dataclass(frozen=True, slots=True)
class FoundAmount:
    """An amount in running text and the characters it was read from.

    Attributes:
        amount: in EUR.
        unit: one of its last digit, in EUR: 100000 of "21.2 million".
        role: "whole" or "part" where the words beside it say so; "total" where they say that it is
            a sum of several, which may be either.
    """

    amount: Decimal
    unit: Decimal
    start: int
    end: int
    role: AmountRole = ""


def text_to_amounts(text: str, language: Language) -> tuple[FoundAmount, ...]:
    """The amounts of a text that has other words too; a currency stands before or after each.

    >>> from schemas.language import find_language
    >>> found = text_to_amounts("21,2 miljoner euro (totalt 54 981 626 €)", find_language("sv"))
    >>> [(str(f.amount), str(f.unit), f.role) for f in found]
    [('21200000.00', '100000.0', ''), ('54981626.00', '1', 'total')]
    """
    scales, pattern = _load_amount_patterns(language.code)
    return tuple(
        _match_to_amount(match, scales)
        for match in pattern.finditer(text)
        if match["before"] or match["after"]
    )


def _match_to_amount(
    match: regex.Match[str], scales: tuple[tuple[regex.Pattern[str], Decimal], ...]
) -> FoundAmount:
    whole, decimals = match["whole"], match["decimals"] or ""
    factor = Decimal(1)
    if match["scale"]:
        factor = next(factor for scale, factor in scales if scale.fullmatch(match["scale"]))
    digits = regex.sub(r"\D", "", whole)
    role: AmountRole = ""
    if match["part"]:
        role = "part"
    elif match["of"] or match["of_whole"]:
        role = "whole"
    elif match["total"] or match["total_after"]:
        role = "total"
    return FoundAmount(
        amount=(Decimal(f"{digits}.{decimals or 0}") * factor).quantize(CENT),
        unit=Decimal(1).scaleb(-len(decimals)) * factor,
        start=match.start("amount"),
        end=match.end("amount"),
        role=role,
    )


@cache
def _load_amount_patterns(
    code: str,
) -> tuple[tuple[tuple[regex.Pattern[str], Decimal], ...], regex.Pattern[str]]:
    """The words for thousand, million and billion, and what an amount looks like."""
    language = find_language(code)
    words = language.amounts
    scales = tuple(
        (regex.compile(rf"(?i:{phrases_to_pattern(forms)})"), factor)
        for forms, factor in (
            (words.thousand, Decimal(10**3)),
            (words.million, Decimal(10**6)),
            (words.billion, Decimal(10**9)),
        )
        if forms
    )
    scale = phrases_to_pattern([*words.thousand, *words.million, *words.billion])
    of_whole = phrases_to_pattern(words.of_whole) if words.of_whole else NEVER
    whole = phrases_to_pattern(words.whole) if words.whole else NEVER
    currency = phrases_to_pattern(language.tables.currency)
    about = phrases_to_pattern(words.about)
    lead = (
        rf"(?:(?P<part>{phrases_to_pattern(words.of_which)})|(?P<of>{whole})|"
        rf"(?P<total>{phrases_to_pattern(words.total)}))\s+(?:{about}\s+)?"
    )
    scaled = r"(?P<whole>\d{1,3}(?: \d{3})+|\d+)(?:[.,](?P<decimals>\d{1,3}))?"
    plain = (
        r"(?P<whole>\d{1,3}(?P<group>[ .,'\u2019])\d{3}(?:(?P=group)\d{3})*|\d+)"
        r"(?:[.,](?P<decimals>\d\d?))?"
    )
    return scales, regex.compile(
        rf"(?i)(?:(?<!\w){lead})?(?P<amount>(?:(?<!\w)(?P<before>{currency})\s?)?(?<![\d.,])"
        rf"(?:{scaled}\s?(?P<scale>{scale})(?:(?!\p{{L}})|(?={currency}))|{plain})"
        rf"(?:\s?(?P<after>(?P<of_whole>{of_whole})|{currency})(?!\w))?)"
        rf"(?:\s(?P<total_after>{phrases_to_pattern(words.total_after)})(?!\w))?"
    )

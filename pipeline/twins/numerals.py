"""Numbers in running text, read so that their spelling in two languages does not matter."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise

import regex

from extractors.phrases import phrases_to_pattern, stems_to_pattern
from schemas.language import Language, find_language

Reading = tuple[str, ...]
"""The numbers that a numeral stands for, without separators and leading zeros."""

_CODE = r"(?<![\p{L}\d])(?:\p{Lu}\.?\d+(?:\.\d+)*|\d+-?\p{Lu}{1,2}\d*)(?![\p{L}\d])"
"""Codes are spelled alike in all languages: 2A3, 1-OS, O.1.1.1."""

_SPACED = r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?(?!\d)"
_APOSTROPHES = "'’"
_PLAIN = rf"\d+(?:[.,:{_APOSTROPHES}]\d+)*"
_TOKEN = regex.compile(rf"(?P<code>{_CODE})|(?P<number>{_SPACED}|{_PLAIN})")
_NEAR = r"[\s.,\p{Pd}]{0,3}"
"""What may stand between a month and its day or year."""

_SUFFIX = r":\p{L}{1,3}"
"""An ending of a number: 2:a, 31:sta."""

_GROUP = 3
"""Digits between marks of thousands."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number, code or month in a text.

    Attributes:
        text: as it stands there.
        readings: what it may stand for, the most likely first.
        place: which of several texts it stands in.
    """

    text: str
    readings: tuple[Reading, ...]
    place: int


@dataclass(frozen=True, slots=True)
class Numerals:
    """What some texts in one language say in numbers.

    Attributes:
        found: their numerals, in order.
        spelled: how often each number is spelled out as a word.
    """

    found: tuple[Numeral, ...]
    spelled: Counter[str]


@dataclass(frozen=True, slots=True)
class Leftover:
    """A number that only one side has, and which of its texts it stands in."""

    number: str
    place: int


def texts_to_numerals(texts: Sequence[str], code: str) -> Numerals:
    """The numerals of texts in the language of that code.

    before: "Senast 1.3.2027 har 1 500 personer nåtts" (sv); "1,500 people by 1 March 2027" (en)
    after:  1, 3, 2027, 1500; 1500, 1, 3, 2027
    """
    words = _load_words(code)
    found: list[Numeral] = []
    spelled: Counter[str] = Counter()
    for place, text in enumerate(texts):
        plain = " ".join(unicodedata.normalize("NFKC", text).split())
        found += _text_to_numerals(plain, place, words)
        for number, pattern in words.spelled.items():
            spelled[number] += len(pattern.findall(plain))
    return Numerals(tuple(found), spelled)


def compare_numerals(
    first: Numerals, second: Numerals
) -> tuple[tuple[Leftover, ...], tuple[Leftover, ...]]:
    """The numbers that only one side has, each as often as it is missing on the other side.

    Where a numeral can be read in two ways, it is read as the other side has it. A number that the
    other side spells out as a word is no difference.
    """
    chosen = _agree(_Chosen(first.found, second.found))
    left, right = chosen.leftovers()
    return (
        tuple(_locate(left, chosen.first, _excuses(second, first))),
        tuple(_locate(right, chosen.second, _excuses(first, second))),
    )


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Numerals of both sides, each to be read in its first reading."""

    first: tuple[Numeral, ...]
    second: tuple[Numeral, ...]

    def leftovers(self) -> tuple[Counter[str], Counter[str]]:
        first, second = _count(self.first), _count(self.second)
        return first - second, second - first

    def size(self) -> int:
        return sum(side.total() for side in self.leftovers())

    def others(self) -> Iterator[_Chosen]:
        """One numeral read in another way."""
        for at, numeral in enumerate(self.first):
            for again in _other_readings(numeral):
                yield _Chosen((*self.first[:at], again, *self.first[at + 1 :]), self.second)
        for at, numeral in enumerate(self.second):
            for again in _other_readings(numeral):
                yield _Chosen(self.first, (*self.second[:at], again, *self.second[at + 1 :]))


def _agree(chosen: _Chosen) -> _Chosen:
    """Read numerals otherwise as long as that leaves fewer numbers to only one side."""
    while chosen.size():
        better = min(chosen.others(), key=_Chosen.size, default=chosen)
        if better.size() >= chosen.size():
            break
        chosen = better
    return chosen


def _other_readings(numeral: Numeral) -> Iterator[Numeral]:
    for at in range(1, len(numeral.readings)):
        readings = (*numeral.readings[at:], *numeral.readings[:at])
        yield Numeral(numeral.text, readings, numeral.place)


def _count(numerals: Sequence[Numeral]) -> Counter[str]:
    return Counter(number for numeral in numerals for number in numeral.readings[0])


def _excuses(side: Numerals, other: Numerals) -> Counter[str]:
    """Numbers that a side spells out more often than the other one."""
    return side.spelled - other.spelled


def _locate(
    left: Counter[str], numerals: Sequence[Numeral], excuses: Counter[str]
) -> Iterator[Leftover]:
    """Where the numbers stand, without those that are excused; the last ones of each number."""
    waiting = left - excuses
    for numeral in reversed(numerals):
        for number in numeral.readings[0]:
            if waiting[number] > 0:
                waiting[number] -= 1
                yield Leftover(number, numeral.place)


@dataclass(frozen=True, slots=True)
class _Words:
    """What a language writes numbers with."""

    decimal: str
    near: regex.Pattern[str]
    months: tuple[regex.Pattern[str], ...]
    multiples: dict[int, regex.Pattern[str]]
    spelled: dict[str, regex.Pattern[str]]


@cache
def _load_words(code: str) -> _Words:
    language = find_language(code)
    endings = language.dates.day_endings
    return _Words(
        decimal=language.numbers.decimal,
        near=regex.compile(rf"(?:{phrases_to_pattern((*endings, ''))}|{_SUFFIX})?{_NEAR}"),
        months=tuple(_to_pattern(forms, strict=True) for forms in language.dates.months),
        multiples=_load_multiples(language),
        spelled={number: _to_pattern(forms) for number, forms in language.numbers.spelled.items()},
    )


def _load_multiples(language: Language) -> dict[int, regex.Pattern[str]]:
    words = language.amounts
    several = {10**3: words.thousand, 10**6: words.million, 10**9: words.billion}
    return {factor: _to_pattern(forms) for factor, forms in several.items()}


def _to_pattern(forms: Sequence[str], *, strict: bool = False) -> regex.Pattern[str]:
    """Any of the words as a whole; where strict, a capital letter counts ("May")."""
    capital = any(form[0].isupper() for form in forms)
    word = stems_to_pattern(forms) if strict and capital else f"(?i:{stems_to_pattern(forms)})"
    return regex.compile(rf"(?<![\p{{L}}\d]){word}(?!\p{{L}})")


def _text_to_numerals(text: str, place: int, words: _Words) -> Iterator[Numeral]:
    spots = [
        (match.start(), match.end(), _match_to_numeral(match, text, place, words))
        for match in _TOKEN.finditer(text)
    ]
    months = [
        (match.start(), match.end(), Numeral(match[0], ((str(number),),), place))
        for number, pattern in enumerate(words.months, start=1)
        for match in pattern.finditer(text)
    ]
    together = sorted([*spots, *months], key=lambda spot: spot[:2])
    near = {
        at for at, (a, b) in enumerate(pairwise(together)) if words.near.fullmatch(text, a[1], b[0])
    }
    for at, (_, _, numeral) in enumerate(together):
        is_month = numeral.text[0].isalpha() and not any(c.isdigit() for c in numeral.text)
        if not is_month or at in near or at - 1 in near:
            yield numeral


def _match_to_numeral(match: regex.Match[str], text: str, place: int, words: _Words) -> Numeral:
    if match["code"]:
        return Numeral(match[0], ((match[0].replace("-", ""),),), place)
    readings = list(_read(match[0], words.decimal))
    for factor, pattern in words.multiples.items():
        if pattern.match(text, match.end() + text[match.end() :].startswith(" ")):
            readings += [
                (_canonical(Decimal(number) * factor),)
                for (number,) in (reading for reading in readings if len(reading) == 1)
            ]
    return Numeral(match[0], tuple(readings), place)


def _read(text: str, decimal: str) -> tuple[Reading, ...]:
    """What a run of digits and marks may stand for, the most likely first.

    >>> _read("1,500", ".")
    (('1500',), ('1.5',), ('1', '500'))
    >>> _read("1.3.2027", ",")
    (('1', '3', '2027'),)
    """
    groups = regex.findall(r"\d+", text)
    marks = regex.findall(r"\D", text)
    parts = tuple(_canonical(Decimal(group)) for group in groups)
    if not marks:
        return (parts,)
    *thousands, last = marks
    grouped = len(groups[0]) <= _GROUP and all(len(group) == _GROUP for group in groups[1:-1])
    may_be_whole = len(set(marks)) == 1 and grouped and len(groups[-1]) == _GROUP and last != ":"
    may_have_decimals = last not in (" ", *_APOSTROPHES, *thousands) and (not thousands or grouped)
    whole = [(_canonical(Decimal("".join(groups))),)] if may_be_whole else []
    point = f"{''.join(groups[:-1])}.{groups[-1]}"
    decimals = [(_canonical(Decimal(point)),)] if may_have_decimals else []
    readings = [*decimals, *whole] if last == decimal else [*whole, *decimals]
    return (*readings, parts)


def _canonical(number: Decimal) -> str:
    """A number without what its spelling adds.

    >>> _canonical(Decimal("012.50"))
    '12.5'
    """
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

"""Dates in running text, in the forms that the plans' languages write them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise

import regex

from extractors.phrases import phrases_to_pattern, stems_to_pattern
from schemas.language import Language, find_language

YEAR_LENGTH = 4
"""A stand-in of so many characters is a year's, a shorter one a day's or month's."""

_DASH = r"\s?[-\u2010-\u2015]\s?"
_YEAR = r"20\d\d"
_YEARS = regex.compile(_YEAR)
_LETTER_AFTER_POINT = regex.compile(r"\.(?<=\w\.)\p{L}")

_ALONE_AFTER = r"(?![\w/]|[-\u2010-\u2015.]\d|\s[-\u2010-\u2015]\s?\d)"
_ALONE_BEFORE = r"(?<![\w/.]|\d[-\u2010-\u2015]|[-\u2010-\u2015]\s)"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date, or a part of one, and the characters it was read from.

    Attributes:
        blank: whether a day, month or year is a stand-in, as in "x.x.2025".
        until: the last day of a range that begins with this date.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    blank: bool = False
    until: FoundDate | None = None

    @property
    def iso(self) -> str | None:
        """Such as "2025-08-26"; ``None`` where a part is missing or no calendar has the day."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return date(self.year, self.month, self.day).isoformat()
        except ValueError:
            return None

    @property
    def is_whole(self) -> bool:
        """Whether day, month and year are written, be it as stand-ins."""
        return self.blank or self.day is not None

    @property
    def is_impossible(self) -> bool:
        """Whether the calendar has no such day."""
        return self.day is not None and self.year is not None and self.iso is None


def text_to_dates(text: str, language: Language) -> tuple[FoundDate, ...]:
    """The dates of a text in its order: whole ones, months of a year, years that stand alone.

    A day and month take the year of the date they are joined with ("3.4. and 5.6.2025"); without
    one they are none. A range is one date with an ``until``.

    >>> from schemas.language import find_language
    >>> found = text_to_dates("den 5 maj 2025, 26–29.8.2025 och x.x.2026", find_language("sv"))
    >>> [(f.iso, f.until.iso if f.until else None, f.blank) for f in found]
    [('2025-05-05', None, False), ('2025-08-26', '2025-08-29', False), (None, None, True)]
    """
    if not _may_hold_date(text, language):
        return ()
    pattern, link = _load_patterns(language.code)
    found = [_match_to_date(match, language.code) for match in pattern.finditer(text)]
    joined = [bool(link.fullmatch(text, a.end, b.start)) for a, b in pairwise(found)]
    for at in reversed(range(len(found) - 1)):
        if found[at].year is None and joined[at]:
            month = found[at].month or found[at + 1].month
            found[at] = replace(found[at], year=found[at + 1].year, month=month)
    return tuple(_join_ranges([f for f in found if f.year or f.blank], text))


def _may_hold_date(text: str, language: Language) -> bool:
    """Whether a text has a year, or what may stand in for one: "d.m.yyyy", "__", "May 20xx"."""
    year = "20" in text and _YEARS.search(text) is not None
    if year or "_" in text or _LETTER_AFTER_POINT.search(text) is not None:
        return True
    return _load_blank_years(language.code).search(text) is not None


@cache
def _load_blank_years(code: str) -> regex.Pattern[str]:
    """What stands in for a year."""
    forms = [form for form in find_language(code).dates.blank if len(form) >= YEAR_LENGTH]
    return regex.compile(rf"(?<!\w){phrases_to_pattern(forms)}(?!\w)", regex.IGNORECASE)


def _join_ranges(found: list[FoundDate], text: str) -> list[FoundDate]:
    ranges: list[FoundDate] = []
    for item in found:
        before = ranges[-1] if ranges else None
        dashed = before and regex.fullmatch(_DASH, text[before.end : item.start])
        whole = before and before.is_whole and item.is_whole
        if before and dashed and whole and before.until is None:
            ranges[-1] = replace(before, end=item.end, until=item)
        else:
            ranges.append(item)
    return ranges


@cache
def _load_patterns(code: str) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """What a date looks like, and what joins two dates."""
    language = find_language(code)
    words = language.dates
    short = phrases_to_pattern([form for form in words.blank if len(form) < YEAR_LENGTH])
    long = phrases_to_pattern([form for form in words.blank if len(form) >= YEAR_LENGTH])
    blank = rf"{short}|_{{1,3}}"
    day = rf"(?P<day>\d{{1,2}}|{blank})"
    month = rf"(?P<month>{'|'.join(stems_to_pattern(forms) for forms in words.months)})"
    marks = rf"(?:\.|{phrases_to_pattern(words.day_endings)})?" if words.day_endings else r"\.?"
    year = rf"(?P<year>{_YEAR}|{long}|_{{4,}})"
    forms = (
        r"(?P<year>20\d\d)-(?P<number>\d\d)-(?P<day>\d\d)(?![-\d])",
        rf"{day}\.\s?(?P<number>\d{{1,2}}|{blank})\.\s?{year}(?!\w)",
        r"(?P<day>\d{1,2})\.\s?(?P<number>\d{1,2})\.(?=\s?[-\u2010-\u2015,]|\s\p{L})",
        rf"{day}{marks}\s+{month}\s+{year}(?!\w)",
        rf"(?P<day>\d{{1,2}}){marks}\s+{month}(?!\w)",
        rf"{month}\s+(?P<day>\d{{1,2}}){marks},?\s+{year}(?!\w)",
        rf"{day}\.?(?={_DASH}(?:\d{{1,2}}{marks}\s+{month}|\d{{1,2}}\.\s?\d{{1,2}}\.))",
        rf"{month}\s+{year}(?!\w)",
        rf"{_ALONE_BEFORE}(?P<year>{_YEAR}){_ALONE_AFTER}",
    )
    whole = regex.compile(rf"(?<![\w.]|[.]\s?\d)(?i:{'|'.join(f'(?:{form})' for form in forms)})")
    conjunctions = phrases_to_pattern(language.wrap.conjunctions)
    filling = phrases_to_pattern(words.filling)
    link = regex.compile(rf"(?i:{_DASH}|,?\s*(?:{conjunctions}\s+)?(?:{filling}\s+)?)")
    return whole, link


def _match_to_date(match: regex.Match[str], code: str) -> FoundDate:
    named = match.groupdict()
    parts = {key: named[key] for key in ("day", "number", "year") if named.get(key)}
    blank = any(not text.isdigit() for text in parts.values())
    month = int(parts["number"]) if parts.get("number", "").isdigit() else None
    if named.get("month"):
        month = _name_to_month(named["month"], code)
    return FoundDate(
        start=match.start(),
        end=match.end(),
        year=int(parts["year"]) if parts.get("year", "").isdigit() else None,
        month=month,
        day=int(parts["day"]) if parts.get("day", "").isdigit() else None,
        blank=blank,
    )


def _name_to_month(name: str, code: str) -> int:
    for number, forms in enumerate(_load_month_patterns(code), start=1):
        if forms.fullmatch(name):
            return number
    raise ValueError(f"'{name}' is no month")


@cache
def _load_month_patterns(code: str) -> tuple[regex.Pattern[str], ...]:
    """What each month is called."""
    months = find_language(code).dates.months
    return tuple(regex.compile(rf"(?i:{stems_to_pattern(forms)})") for forms in months)

"""The deadline in a card's row for the start or schedule, as a day of the calendar."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from functools import cache

import regex

from extractors.phrases import phrases_to_pattern
from pipeline.normalise.dates import FoundDate, text_to_dates
from schemas.language import Language, find_language

NEVER = "(?!)"


def row_to_deadline(label: str, text: str, language: Language) -> tuple[str, FoundDate] | None:
    """The last day that a row names, and where its text does; ``None`` where it names none.

    The end of a month or year is its last day; "by June" may be its first day or its last, so it
    is none. The word that makes a date a deadline may stand in the label.

    >>> from schemas.language import find_language
    >>> found = [row_to_deadline("Projektet inleds senast", text, find_language("sv")) for text in
    ...     ("30.6.2027", "Före utgången av juni 2027.", "Se utlysningen.")]
    >>> [deadline and deadline[0] for deadline in found]
    ['2027-06-30', '2027-06-30', None]
    """
    dates = text_to_dates(text, language)
    if len(dates) != 1 or dates[0].until or dates[0].blank:
        return None
    found, patterns = dates[0], _load_patterns(language.code)
    lead = f"{label.rstrip(' :')} {text[: found.start]}"
    rest = text[found.end :].strip(" .")
    before, after = (
        (patterns.before, patterns.after)
        if found.day is not None
        else (patterns.end_before, patterns.end_after)
    )
    if (before.search(lead) and not rest) or after.fullmatch(rest):
        day = found.iso if found.day is not None else _last_day(found)
        return (day, found) if day else None
    return None


def _last_day(found: FoundDate) -> str | None:
    """The last day of a month or year."""
    if found.year is None:
        return None
    month = found.month or 12
    return f"{found.year}-{month:02}-{monthrange(found.year, month)[1]}"


@dataclass(frozen=True, slots=True)
class _Patterns:
    """What stands before or after a day, and before or after a month or year that ends."""

    before: regex.Pattern[str]
    after: regex.Pattern[str]
    end_before: regex.Pattern[str]
    end_after: regex.Pattern[str]


@cache
def _load_patterns(code: str) -> _Patterns:
    words = find_language(code).dates
    filling = rf"(?:\s+{phrases_to_pattern(words.filling)})*"

    def before(phrases: tuple[str, ...]) -> regex.Pattern[str]:
        return regex.compile(rf"(?i)(?<!\w){_any(phrases)}{filling}\s*$")

    def after(phrases: tuple[str, ...]) -> regex.Pattern[str]:
        return regex.compile(rf"(?i){_any(phrases)}")

    return _Patterns(
        before(words.deadline),
        after(words.deadline_after),
        before(words.end_of),
        after(words.end_after),
    )


def _any(phrases: tuple[str, ...]) -> str:
    return phrases_to_pattern(phrases) if phrases else NEVER

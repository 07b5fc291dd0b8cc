"""Rounds of calls: seasons and years in a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from extractors.phrases import phrases_to_pattern
from schemas.facts import Language, find_language
from schemas.record import Round, Season


@dataclass(frozen=True, slots=True)
class FoundRound:
    """A round and the characters it was read from."""

    round: Round
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class OpenSeason:
    """A season that no year belongs to: the characters of its name."""

    start: int
    end: int


def text_to_rounds(text: str, language: Language) -> tuple[FoundRound, ...]:
    """The rounds that a text names, in its order.

    A year counts for the seasons right before it that have none ("våren och hösten 2026"), a year
    right after another one for its season again ("hösten 2025 och 2026"). Other words between part
    them: "Autumn 2027, decisions in 2028" is one round, "our site in 2027" none.

    >>> from schemas.facts import find_language
    >>> rounds = text_to_rounds("Hösten 2025, våren 2026", find_language("sv"))
    >>> [(found.round.season, found.round.year) for found in rounds]
    [('autumn', 2025), ('spring', 2026)]
    """
    return tuple(item for item in _text_to_seasons(text, language) if isinstance(item, FoundRound))


def text_to_open_seasons(text: str, language: Language) -> tuple[OpenSeason, ...]:
    """The seasons that a text names without a year.

    >>> from schemas.facts import find_language
    >>> text_to_open_seasons("Våren 2025, hösten", find_language("sv"))
    (OpenSeason(start=12, end=18),)
    """
    return tuple(item for item in _text_to_seasons(text, language) if isinstance(item, OpenSeason))


def _text_to_seasons(text: str, language: Language) -> Iterator[FoundRound | OpenSeason]:
    seasons, token, link = _load_season_words(language.code)
    waiting: list[tuple[Season, OpenSeason]] = []
    last: tuple[Season, OpenSeason] | None = None
    end = 0
    for match in token.finditer(text):
        if not link.fullmatch(text, end, match.start()):
            yield from (place for _, place in waiting)
            waiting, last = [], None
        end = match.end()
        if match["season"]:
            last = (seasons[match["season"].casefold()], OpenSeason(*match.span()))
            waiting.append(last)
            continue
        for season, place in waiting or ([last] if last else []):
            yield FoundRound(Round(season=season, year=int(match["year"])), place.start, end)
        waiting = []
    yield from (place for _, place in waiting)


@cache
def _load_season_words(
    code: str,
) -> tuple[dict[str, Season], regex.Pattern[str], regex.Pattern[str]]:
    """The words for seasons; what a season or year looks like, and what may join two of them."""
    words = find_language(code).seasons
    by_season: dict[Season, tuple[str, ...]] = {
        "spring": words.spring,
        "summer": words.summer,
        "autumn": words.autumn,
        "winter": words.winter,
    }
    seasons = {form.casefold(): season for season, forms in by_season.items() for form in forms}
    token = rf"(?<!\w)(?:(?P<year>20\d\d)|(?P<season>{phrases_to_pattern(seasons)}))(?!\w)"
    link = rf"(?:[\s,;/\-–]|{phrases_to_pattern(words.linking)}(?!\w))*"
    return seasons, regex.compile(token, regex.IGNORECASE), regex.compile(link, regex.IGNORECASE)

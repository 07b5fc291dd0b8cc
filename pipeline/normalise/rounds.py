"""Rounds of calls: seasons and years in a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extractors.phrases import phrases_to_pattern
from schemas.language import Language, find_language
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
    them: "Autumn 2027, decisions in 2028" is one round, "our site in 2027" none. Where years come
    first throughout ("2027 hösten, 2028 våren"), each counts for the season after it.

    >>> from schemas.language import find_language
    >>> rounds = text_to_rounds("Hösten 2025, våren 2026", find_language("sv"))
    >>> [(found.round.season, found.round.year) for found in rounds]
    [('autumn', 2025), ('spring', 2026)]
    """
    return tuple(item for item in _text_to_seasons(text, language) if isinstance(item, FoundRound))


def text_to_open_seasons(text: str, language: Language) -> tuple[OpenSeason, ...]:
    """The seasons that a text names without a year.

    >>> from schemas.language import find_language
    >>> text_to_open_seasons("Våren 2025, hösten", find_language("sv"))
    (OpenSeason(start=12, end=18),)
    """
    return tuple(item for item in _text_to_seasons(text, language) if isinstance(item, OpenSeason))


def _text_to_seasons(text: str, language: Language) -> Iterator[FoundRound | OpenSeason]:
    seasons, token, link = _load_season_words(language.code)
    tokens = list(token.finditer(text))
    pairs = _pair_years_first(tokens, text)
    for year, season in pairs:
        named = Round(season=seasons[season["season"].casefold()], year=int(year["year"]))
        yield FoundRound(named, year.start(), season.end())
    if pairs:
        return
    waiting: list[tuple[Season, OpenSeason]] = []
    last: Season | None = None
    end = 0
    for match in tokens:
        if not link.fullmatch(text, end, match.start()):
            yield from (place for _, place in waiting)
            waiting, last = [], None
        end = match.end()
        if match["season"]:
            last = seasons[match["season"].casefold()]
            waiting.append((last, OpenSeason(*match.span())))
            continue
        again = [(last, OpenSeason(*match.span()))] if last else []
        for name, place in waiting or again:
            yield FoundRound(Round(season=name, year=int(match["year"])), place.start, end)
        waiting = []
    yield from (place for _, place in waiting)


def _pair_years_first(
    tokens: Sequence[regex.Match[str]], text: str
) -> list[tuple[regex.Match[str], regex.Match[str]]]:
    """Years and the seasons right after them, if the text has nothing but such pairs."""
    pairs = list(zip(tokens[::2], tokens[1::2], strict=False))
    fits = len(tokens) % 2 == 0 and all(
        year["year"] and season["season"] and text[year.end() : season.start()].isspace()
        for year, season in pairs
    )
    return pairs if fits else []


@cache
def _load_season_words(
    code: str,
) -> tuple[dict[str, Season], regex.Pattern[str], regex.Pattern[str]]:
    """The words for seasons; what a season or year looks like, and what may join two of them."""
    words = find_language(code).seasons
    seasons = {
        form.casefold(): season for season, forms in words.by_season.items() for form in forms
    }
    token = rf"(?<!\w)(?:(?P<year>20\d\d)|(?P<season>{phrases_to_pattern(seasons)}))(?!\w)"
    link = rf"(?:[\s,;/\-–]|{phrases_to_pattern(words.linking)}(?!\w))*"
    return seasons, regex.compile(token, regex.IGNORECASE), regex.compile(link, regex.IGNORECASE)

"""What card titles and chapter headings look like in one language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex

from extractors.dewrap import WrapRules, lines_to_span
from extractors.phrases import phrase_to_pattern
from schemas.facts import Language, load_languages
from schemas.stages import CardTitle, Heading, Kind, Line

_AFTER_CODE = r"(?![\p{L}\p{N}])\s*[.:;–—-]?\s*"
_MEASURE_CODE = r"([1-9])\s?(\p{Lu})\s?(\d{1,2})"
_GROUP_CODE = r"([1-9])\s?(\p{Lu})"
_OBJECTIVE_NUMBER = r"([1-9])"


@cache
def _load_all_patterns() -> tuple[TitlePatterns, ...]:
    return tuple(TitlePatterns(language) for language in load_languages())


@cache
def _load_all_initials() -> frozenset[str]:
    return frozenset[str]().union(*(patterns.title_initials for patterns in _load_all_patterns()))


def begins_title(text: str) -> bool:
    """Whether ``text`` begins like a card's title in any language."""
    return text[:1] in _load_all_initials() and any(
        patterns.match_title(text) for patterns in _load_all_patterns()
    )


@dataclass(frozen=True, slots=True)
class TitleMatch:
    """A line that begins like a card's title or a heading.

    Attributes:
        key: "2D5", "1A" or "1"; "" for a card without a code.
        at: number of characters before the title proper; 0 for a card without a code.
    """

    kind: Kind | Literal["objective", "implementation_measure"]
    key: str
    at: int


class TitlePatterns:
    """Compiled openings of titles and headings."""

    def __init__(self, language: Language) -> None:
        """Compile the words of ``language``."""
        words = language.structure
        self._titles: tuple[tuple[Kind, regex.Pattern[str]], ...] = (
            ("measure", _opening(words.measure, _MEASURE_CODE)),
            ("operating_support", _opening(words.operating_support)),
            ("specific_action", _opening(words.specific_action)),
        )
        self.title_initials = _initials(
            words.measure, words.operating_support, words.specific_action
        )
        self._heading_initials = _initials(words.objective, words.implementation_measure)
        self._objective = _opening(words.objective, _OBJECTIVE_NUMBER)
        self._group = _opening(words.implementation_measure, _GROUP_CODE)

    def match_title(self, text: str) -> TitleMatch | None:
        """Whether ``text`` begins like the title of a card.

        >>> from schemas.facts import find_language
        >>> TitlePatterns(find_language("sv")).match_title("Åtgärd 2 D 5: Stöd för familjer")
        TitleMatch(kind='measure', key='2D5', at=14)
        """
        if text[:1] not in self.title_initials:
            return None
        for kind, pattern in self._titles:
            match = pattern.match(text)
            if match:
                coded = kind == "measure"
                return TitleMatch(kind, "".join(match.groups()), match.end() if coded else 0)
        return None

    def is_only_opener(self, text: str) -> bool:
        """Whether ``text`` is the whole name of a kind of card without a code and nothing else."""
        return any(pattern.fullmatch(text) for kind, pattern in self._titles if kind != "measure")

    def match_heading(self, text: str) -> TitleMatch | None:
        """Whether ``text`` begins like the heading of an objective or an implementation measure."""
        if text[:1] not in self._heading_initials:
            return None
        match = self._objective.match(text)
        if match:
            return TitleMatch("objective", match[1], match.end())
        match = self._group.match(text)
        if match:
            return TitleMatch("implementation_measure", match[1] + match[2], match.end())
        return None


def _initials(*several: tuple[str, ...]) -> frozenset[str]:
    """What lines that open with one of the phrases begin with; it rules nearly all others out."""
    return frozenset(phrase[0].upper() for phrases in several for phrase in phrases)


def _opening(phrases: tuple[str, ...], code: str = "") -> regex.Pattern[str]:
    """A phrase with a capital first letter, then the code if any.

    "åtgärd 2D2" inside a sentence is a reference, "Åtgärd 2D2" at a line's start opens a card.
    """
    spellings = "|".join(
        f"{regex.escape(p[0].upper())}(?i:{phrase_to_pattern(p[1:])})"
        for p in sorted(phrases, key=len, reverse=True)
    )
    after = rf"\s*:?\s*{code}{_AFTER_CODE}" if code else r"(?![\p{L}\p{N}])"
    return regex.compile(rf"(?:{spellings}){after}")


def lines_to_title(lines: tuple[Line, ...], match: TitleMatch, rules: WrapRules) -> CardTitle:
    """The title row's lines as a card title."""
    span = lines_to_span(lines, rules)
    if match.kind == "measure":
        opener, title = span.slice(0, match.at), span.slice(match.at, len(span.text))
        return CardTitle("measure", match.key, opener, title, lines)
    if match.kind in ("operating_support", "specific_action"):
        return CardTitle(match.kind, None, span, span, lines)
    raise ValueError(f"{match.kind} is no kind of card")


def lines_to_heading(lines: tuple[Line, ...], match: TitleMatch, rules: WrapRules) -> Heading:
    """The lines of a chapter heading; a closing semicolon is not part of its title."""
    span = lines_to_span(lines, rules)
    end = len(span.text.rstrip(" ;"))
    if match.kind not in ("objective", "implementation_measure"):
        raise ValueError(f"{match.kind} is no kind of heading")
    return Heading(match.kind, match.key, span.slice(0, match.at), span.slice(match.at, end), lines)

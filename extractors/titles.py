"""What card titles and chapter headings look like in one language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from string import ascii_lowercase
from typing import Literal

import regex

from extractors.dewrap import WrapRules, lines_to_span
from extractors.phrases import phrase_to_pattern
from schemas.language import Language, load_languages
from schemas.stages import CardTitle, Heading, Kind, Line

_AFTER_CODE = r"(?![\p{L}\p{N}])\s*[.:;–—-]?\s*"
_MEASURE_CODE = r"([1-9])[\s.]?(\p{Lu})[\s.]?(\d{1,2})"
_GROUP_CODE = r"([1-9])[\s.]?(\p{Lu})"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_OBJECTIVE_NUMBER = rf"([1-9]|{'|'.join(reversed(_ROMAN))})"

_LEADER = regex.compile(r"(?:[.…·_]\s?){4,}\s*\d{1,4}$")

START = 2
"""So many first letters rule out that a line begins with a phrase, nearly always."""


@cache
def _load_all_patterns() -> tuple[TitlePatterns, ...]:
    return tuple(TitlePatterns(language) for language in load_languages())


@cache
def _load_all_starts() -> frozenset[str]:
    return frozenset().union(*(patterns.title_starts for patterns in _load_all_patterns()))


def begins_title(text: str) -> bool:
    """Whether ``text`` begins like a card's title in any language."""
    return text[:START].casefold() in _load_all_starts() and any(
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
    """Compiled openings of titles and headings.

    Attributes:
        title_starts: the first letters of titles, in lower case.
        starts: those of titles and headings.
    """

    def __init__(self, language: Language, bare_codes: bool = False) -> None:
        """Compile the words of ``language``.

        Args:
            language: whose words open titles and headings.
            bare_codes: whether a measure's title begins with its code, without a word before it.
        """
        words = language.structure
        measure = _BareCode() if bare_codes else _Opening(words.measure, _MEASURE_CODE)
        self._titles: tuple[tuple[Kind, _Opening], ...] = (
            ("measure", measure),
            ("operating_support", _Opening(words.operating_support)),
            ("specific_action", _Opening(words.specific_action)),
        )
        self._objective = _Opening(words.objective, _OBJECTIVE_NUMBER)
        self._group = _Opening(words.implementation_measure, _GROUP_CODE)
        self.title_starts = frozenset().union(*(opening.starts for _, opening in self._titles))
        self._heading_starts = self._objective.starts | self._group.starts
        self.starts = self.title_starts | self._heading_starts

    def match_title(self, text: str) -> TitleMatch | None:
        """Whether ``text`` begins like the title of a card.

        >>> from schemas.language import find_language
        >>> TitlePatterns(find_language("sv")).match_title("Åtgärd 2 D 5: Stöd för familjer")
        TitleMatch(kind='measure', key='2D5', at=14)
        >>> TitlePatterns(find_language("sv")).match_title("Åtgärd 2.D.5 Stöd för familjer").key
        '2D5'
        """
        if text[:START].casefold() not in self.title_starts:
            return None
        for kind, opening in self._titles:
            match = opening.match(text)
            if match:
                coded = kind == "measure"
                return TitleMatch(kind, "".join(match.groups()), match.end() if coded else 0)
        return None

    def is_only_code(self, text: str) -> bool:
        """Whether ``text`` is the opening of a measure's title and no more: "Åtgärd 2D5:".

        >>> from schemas.language import find_language
        >>> TitlePatterns(find_language("sv")).is_only_code("Åtgärd 2 D 5")
        True
        """
        match = self.match_title(text)
        return match is not None and match.kind == "measure" and match.at == len(text)

    def is_only_opener(self, text: str) -> bool:
        """Whether ``text`` is the whole name of a kind of card without a code and nothing else."""
        return any(opening.is_all_of(text) for kind, opening in self._titles if kind != "measure")

    def match_heading(self, text: str) -> TitleMatch | None:
        """Whether ``text`` begins like the heading of an objective or an implementation measure."""
        if text[:START].casefold() not in self._heading_starts:
            return None
        match = self._objective.match(text)
        if match:
            return TitleMatch("objective", _to_arabic(match[1]), match.end())
        match = self._group.match(text)
        if match:
            return TitleMatch("implementation_measure", match[1] + match[2], match.end())
        return None


def _to_arabic(number: str) -> str:
    return str(_ROMAN.index(number) + 1) if number in _ROMAN else number


def is_contents_entry(text: str) -> bool:
    """Whether a line is an entry of a table of contents: leaders and a page number end it.

    >>> is_contents_entry("Specifikt mål 1 Kaféer . . . . . . 12"), is_contents_entry("Mål 1 ... 2")
    (True, False)
    """
    return text[-1:].isdecimal() and _LEADER.search(text) is not None


class _Opening:
    """A phrase with a capital first letter, then the code if any.

    "åtgärd 2D2" inside a sentence is a reference, "Åtgärd 2D2" at a line's start opens a card.
    Compiled when a line begins as it does: most languages' openings never are.

    Attributes:
        starts: the first letters, in lower case.
    """

    def __init__(self, phrases: tuple[str, ...], code: str = "") -> None:
        self._phrases = phrases
        self._code = code
        self.starts = frozenset(phrase[:START].casefold() for phrase in phrases)

    def match(self, text: str) -> regex.Match[str] | None:
        """The opening that ``text`` begins with."""
        return self._pattern.match(text) if text[:START].casefold() in self.starts else None

    def is_all_of(self, text: str) -> bool:
        """Whether ``text`` is an opening and nothing else."""
        return self._pattern.fullmatch(text) is not None

    @cached_property
    def _pattern(self) -> regex.Pattern[str]:
        spellings = "|".join(
            f"{regex.escape(p[0].upper())}(?i:{phrase_to_pattern(p[1:])})"
            for p in sorted(self._phrases, key=len, reverse=True)
        )
        after = rf"\s*:?\s*{self._code}{_AFTER_CODE}" if self._code else r"(?![\p{L}\p{N}])"
        return regex.compile(rf"(?:{spellings}){after}")


class _BareCode(_Opening):
    """The code of a measure and a title with a capital first letter, without a word before."""

    def __init__(self) -> None:
        super().__init__(())
        letters = (*ascii_lowercase, " ", ".")
        self.starts = frozenset(f"{number}{after}" for number in range(1, 10) for after in letters)

    @cached_property
    def _pattern(self) -> regex.Pattern[str]:
        return regex.compile(rf"{_MEASURE_CODE}{_AFTER_CODE}(?=\p{{Lu}})")


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

"""What the rows and captions of the funding table and the call tables begin with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

import regex

from extractors.phrases import phrases_to_pattern
from schemas.language import Language

RowKind = Literal[
    "objective",
    "implementation_measure",
    "measure",
    "operating_support",
    "specific_action",
    "project",
    "technical_assistance",
    "total",
    "other",
]

_CODE = r"([1-9])[\s.]?(\p{Lu})(?:[\s.]?(\d{1,2}))?(?![\p{L}\p{N}])\s*[.:;–—-]?\s*"
_LONGEST_AMOUNT = 6
"""An amount is at most so many words: "1 234 567 890 € *"."""

_AFTER = r"(?![\p{L}\p{N}])"
_YEAR = r"20\d\d"
_NUMBER = r"\d{1,3}(?:[ .,'’]\d{3})+(?:[.,]\d\d?)?|\d+(?:[.,]\d\d?)?"
_DASH = regex.compile(r"[\-\u2010-\u2015]")


@dataclass(frozen=True, slots=True)
class RowOpening:
    """How a row's label begins.

    Attributes:
        key: "1A1", "1A" or the objective's number; "" for other kinds.
        start: where the key's characters begin.
        at: where the text after the key begins; 0 without a key.
    """

    kind: RowKind
    key: str = ""
    start: int = 0
    at: int = 0


class RowKinds:
    """Compiled openings of rows and captions in one language."""

    def __init__(self, language: Language) -> None:
        """Compile the words of ``language``."""
        structure, words = language.structure, language.tables
        openers = (*structure.implementation_measure, *structure.measure)
        self._code = regex.compile(rf"(?:{_any(openers)}\s*:?\s+)?{_CODE}")
        self._objective = regex.compile(
            rf"{_any((*structure.objective, *words.objective))}\s*:?\s*([1-9]){_AFTER}[.:;]?\s*"
        )
        kinds: tuple[tuple[RowKind, tuple[str, ...]], ...] = (
            ("operating_support", (*words.operating_support, *structure.operating_support)),
            ("specific_action", (*words.specific_action, *structure.specific_action)),
            ("project", words.project),
            ("technical_assistance", words.technical_assistance),
        )
        self._kinds = [(kind, regex.compile(rf"{_any(of)}{_AFTER}")) for kind, of in kinds]
        total = _any(words.total)
        self._total = regex.compile(rf"{total}{_AFTER}|.*(?<![\p{{L}}\p{{N}}]){total}[\s:]*$")
        self._caption = regex.compile(rf"{_any(words.table)}\s*(\d{{1,2}}){_AFTER}")
        of_year = language.seasons
        seasons = tuple(chain(*of_year.by_season.values()))
        self._round = regex.compile(rf"(?:\s|{_YEAR}{_AFTER}|{_any(seasons)}{_AFTER})+$")
        self._year = regex.compile(_YEAR)
        self._season = regex.compile(_any(seasons))
        marks = "|".join(regex.escape(mark) for mark in words.open_mark)
        currency = _any(words.currency)
        self._mark = regex.compile(rf"\(?(?i:{marks})\)?\*?")
        self._amount = regex.compile(rf"(?:{currency}\s*)?(?:{_NUMBER})(?:\s*{currency})?\*?")
        self._has_money = regex.compile(rf"\d[ .,'’]\d{{3}}(?!\d)|\d[.,]\d\d?$|{currency}|^0$")
        self._currency = regex.compile(rf"{currency}\*?")

    def read(self, label: str) -> RowOpening:
        """What kind of row a label opens; "other" when no known word opens it.

        >>> from schemas.language import find_language
        >>> RowKinds(find_language("sv")).read("Genomförandeåtgärd 3 C Stöd för återvändande")
        RowOpening(kind='implementation_measure', key='3C', start=19, at=23)
        """
        code = self._code.match(label)
        if code:
            kind: RowKind = "measure" if code[3] else "implementation_measure"
            key = "".join(part for part in code.groups() if part)
            return RowOpening(kind, key, code.start(1), code.end())
        objective = self._objective.match(label)
        if objective:
            return RowOpening("objective", objective[1], objective.start(1), objective.end())
        for kind, pattern in self._kinds:
            if pattern.match(label):
                return RowOpening(kind)
        return RowOpening("total" if self._total.match(label) else "other")

    def opens_objective(self, text: str) -> bool:
        """Whether a text, which may go on with an amount, begins with an objective's number."""
        return self._objective.match(text) is not None

    def find_caption_number(self, text: str) -> tuple[int, int] | None:
        """Where the table's number stands in a caption."""
        match = self._caption.match(text)
        return match.span(1) if match else None

    def find_objective_number(self, text: str) -> tuple[int, int] | None:
        """Where the objective's number stands in a caption, such as "i det specifika målet 1"."""
        match = self._objective.search(text)
        return match.span(1) if match else None

    def begins_caption(self, text: str) -> bool:
        """Whether a line begins a table's caption."""
        return self._caption.match(text) is not None

    def is_header(self, texts: Sequence[str]) -> bool:
        """Whether every cell but the first is a round of calls and nothing else."""
        return len(texts) > 1 and all(
            self._round.match(text) and self._year.search(text) for text in texts[1:]
        )

    def is_season(self, text: str) -> bool:
        """Whether a word is a season, such as "HÖSTEN"."""
        return self._season.fullmatch(text) is not None

    def is_year(self, text: str) -> bool:
        """Whether a word is a year."""
        return self._year.fullmatch(text) is not None

    def count_value_words(self, words: Sequence[str]) -> int:
        """How many of the first words are one value of a table: a mark, a dash or an amount.

        >>> from schemas.language import find_language
        >>> kinds = RowKinds(find_language("sv"))
        >>> [kinds.count_value_words(text.split()) for text in
        ...     ("x x", "1 200 000 € 500 €", "0,00 x", "2027 års", "– x", "stöd")]
        [1, 4, 1, 0, 1, 0]
        """
        if not words:
            return 0
        if self._mark.fullmatch(words[0]) or _DASH.fullmatch(words[0]):
            return 1
        for count in range(min(len(words), _LONGEST_AMOUNT), 0, -1):
            text = " ".join(words[:count])
            if self._amount.fullmatch(text) and self._has_money.search(text):
                return count
        return 0

    def opens_row(self, text: str) -> bool:
        """Whether a label begins a row of its own."""
        return self.read(text).kind != "other"


def _any(phrases: Sequence[str]) -> str:
    return f"(?i:{phrases_to_pattern(phrases)})"

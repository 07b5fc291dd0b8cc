"""What the rows and captions of the funding table and the call tables begin with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from extractors.phrases import phrases_to_pattern
from schemas.facts import Language

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

_CODE = r"([1-9])\s?(\p{Lu})(?:\s?(\d{1,2}))?(?![\p{L}\p{N}])\s*[.:;–—-]?\s*"
_AFTER = r"(?![\p{L}\p{N}])"
_YEAR = r"20\d\d"


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
        seasons = (*of_year.spring, *of_year.summer, *of_year.autumn, *of_year.winter)
        self._round = regex.compile(rf"(?:\s|{_YEAR}{_AFTER}|{_any(seasons)}{_AFTER})+$")
        self._year = regex.compile(_YEAR)

    def read(self, label: str) -> RowOpening:
        """What kind of row a label opens; "other" when no known word opens it.

        >>> from schemas.facts import find_language
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

    def opens_row(self, text: str) -> bool:
        """Whether a label begins a row of its own."""
        return self.read(text).kind != "other"


def _any(phrases: Sequence[str]) -> str:
    return f"(?i:{phrases_to_pattern(phrases)})"

"""Finds the codes of measures and implementation measures that running text refers to."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extractors.phrases import phrases_to_pattern, stems_to_pattern
from schemas.language import Language
from schemas.stages import Span

_AFTER = r"(?![\p{L}\p{N}]|[-\u2010-\u2015]\p{L})"
_BEFORE = r"(?<![\p{L}\p{N}.])"
_GROUP = rf"[1-9]\.?\p{{Lu}}{_AFTER}"
_MEASURE = rf"[1-9]\.?\p{{Lu}}\.?\d{{1,2}}{_AFTER}"
_CODE = rf"[1-9](?:[\s.]?\p{{Lu}}[\s.]?\d{{1,2}}|\.?\p{{Lu}}){_AFTER}"
_PARTED = regex.compile(r"[\s.]")


@dataclass(frozen=True, slots=True)
class Reference:
    """A code that a text names: "2D5" or "2D"."""

    code: str
    span: Span


class ReferenceFinder:
    """Finds references in texts of one language.

    A measure's code ("2D5") stands for itself. "2D" alone may be something else, so it counts after
    a word for measures, alone between parentheses, and at the start of a list item.
    """

    def __init__(self, language: Language) -> None:
        """Compile the words for measures of ``language``."""
        openers = stems_to_pattern(language.structure.referring)
        conjunctions = phrases_to_pattern(language.wrap.conjunctions)
        link = rf"\s*(?:[,;/&+]|[-\u2010-\u2015]|{conjunctions})\s*"
        several = rf"{_CODE}(?:{link}{_CODE})*"
        self._said = regex.compile(
            rf"(?i:{_BEFORE}\p{{L}}*{openers})\s*:?\s*\K{several}"
            rf"|\(\s*\K{several}(?=\s*\))|{_BEFORE}{_MEASURE}"
        )
        self._item = regex.compile(_GROUP)
        self._code = regex.compile(_CODE)

    def find(self, span: Span, in_list: bool = False) -> tuple[Reference, ...]:
        """The references in a text, in its order.

        Args:
            span: the text.
            in_list: whether it is an item of a list of measures.

        before: "tolkar utbildas i sex landskap (1B/1C), se åtgärd 2D5"
        after:  1B, 1C, 2D5
        """
        text = span.text
        if not self._code.search(text):
            return ()
        found = [match.span() for match in self._said.finditer(text)]
        opening = self._item.match(text) if in_list else None
        if opening and not any(start < opening.end() for start, _ in found):
            found.insert(0, opening.span())
        codes = [m for start, end in found for m in self._code.finditer(text, start, end)]
        return tuple(Reference(_PARTED.sub("", m[0]), span.slice(*m.span())) for m in codes)

"""Glyphs without letters on a page: PDFium gives their codes, which look like any character."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import compress, repeat
from typing import Any, NamedTuple

from extractors.font_gaps import FontGaps, without_tag
from extractors.pdfium.calls import handle_to_address, has_map_error
from extractors.pdfium.styles import PageStyles
from schemas.glyphs import UNREAD, LetterlessGlyph

_RIGHT_TO_LEFT = frozenset({"R", "AL"})
"""Classes of characters that PDFium turns round, and forgets of them that they are codes."""


class Gap(NamedTuple):
    """A glyph without letters in a page's text; ``letters`` are what its font tells, or ""."""

    at: int
    glyph: LetterlessGlyph
    letters: str


def find_gaps(text: str, text_page: Any, styles: PageStyles, gaps: FontGaps) -> list[Gap]:
    """Every glyph without letters on a page, in the order of its text.

    Args:
        text: one character per index; the code where there is no letter.
        text_page: PDFium's handle.
        styles: for the font of a character.
        gaps: the document's fonts that have such glyphs; without any, nothing is asked of PDFium.
    """
    if not gaps:
        return []
    errors = map(has_map_error, repeat(handle_to_address(text_page)), range(len(text)))
    turned = {chr(code) for codes in gaps.values() for code in codes if _is_turned(code)}
    places = {*compress(range(len(text)), errors)}
    places.update(at for at, sign in enumerate(text) if turned and sign in turned)
    found: list[Gap] = []
    for at in sorted(places):
        font, code = without_tag(styles.at(at).font), ord(text[at])
        if font in gaps and (text[at] not in turned or code in gaps[font]):
            found.append(Gap(at, LetterlessGlyph(font, code), gaps[font].get(code, "")))
    return found


def _is_turned(code: int) -> bool:
    return unicodedata.bidirectional(chr(code)) in _RIGHT_TO_LEFT


def hold_places(text: str, gaps: Sequence[Gap]) -> str:
    """The text with one ``UNREAD`` for each gap, or a space where the glyph is one."""
    if not gaps:
        return text
    kept = list(text)
    for gap in gaps:
        kept[gap.at] = " " if gap.letters.isspace() else UNREAD
    return "".join(kept)


def fill_gaps(words: Sequence[str], gaps: Sequence[Gap]) -> list[str]:
    """The words of a page, in the order of its text, with the letters that fonts tell.

    >>> tt = Gap(1, LetterlessGlyph("Carlito", 130), "")
    >>> ff = Gap(9, LetterlessGlyph("Carlito", 64), "ff")
    >>> fill_gaps(["a\N{REPLACEMENT CHARACTER}", "si\N{REPLACEMENT CHARACTER}ror"], [tt, ff])
    ['a\N{REPLACEMENT CHARACTER}', 'siffror']
    """
    told = iter([gap.letters for gap in gaps if not gap.letters.isspace()])
    return [_fill(word, told) if UNREAD in word else word for word in words]


def _fill(word: str, told: Iterator[str]) -> str:
    return "".join((next(told, "") or UNREAD) if sign == UNREAD else sign for sign in word)

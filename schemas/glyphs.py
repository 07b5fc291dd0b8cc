"""Glyphs whose letters a PDF does not tell."""

from __future__ import annotations

from typing import NamedTuple

UNREAD = "\N{REPLACEMENT CHARACTER}"
"""Stands in a word for a glyph without letters."""


class LetterlessGlyph(NamedTuple):
    """A glyph whose letters the PDF does not tell: its font, without subset tag, and its code."""

    font: str
    code: int


class UnreadGlyph(NamedTuple):
    """A glyph whose letters the PDF does not tell; its word has U+FFFD in its place.

    Attributes:
        word: index of the word. Several glyphs of one word are in the order of its U+FFFD.
        font: name of the font, without the tag of its subset.
        code: the glyph's code in the font.
    """

    word: int
    font: str
    code: int

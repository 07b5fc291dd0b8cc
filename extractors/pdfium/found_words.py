"""What a reader hands on of a page's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from extractors.directions import choose_turns
from extractors.pdfium.styles import Style
from schemas.glyphs import UnreadGlyph
from schemas.stages import TurnedWord, Word


class FoundWords(NamedTuple):
    """The words of a page.

    Attributes:
        words: in PDFium's order.
        unread: the glyphs in them that have no letters.
        turned: those that run another way than from left to right.
        turns: the quarter turns clockwise that make most of the page's text upright.
        characters: of a page without words, how many PDFium sees: all are spaces.
    """

    words: tuple[Word, ...] = ()
    unread: tuple[UnreadGlyph, ...] = ()
    turned: tuple[TurnedWord, ...] = ()
    turns: int = 0
    characters: int = 0


def note_turned(found: FoundWords, styles: Sequence[Style]) -> FoundWords:
    """``found`` with the words that run another way, and the way that most of them run.

    Args:
        found: words of a page.
        styles: of each of them.
    """
    ways = [style.turns for style in styles]
    characters: Counter[int | None] = Counter()
    for word, way in zip(found.words, ways, strict=True):
        characters[way] += len(word.text)
    words = zip(found.words, ways, strict=True)
    turned = tuple(TurnedWord(word.index, way) for word, way in words if way != 0)
    return found._replace(turned=turned, turns=choose_turns(characters))

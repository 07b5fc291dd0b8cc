"""What a reader hands on of a page's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from extractors.directions import choose_turns
from extractors.pdfium.styles import Style
from schemas.geometry import Box, box_contains_point
from schemas.glyphs import UnreadGlyph
from schemas.stages import TurnedWord, Word


class FoundWords(NamedTuple):
    """The words of a page.

    Attributes:
        words: in PDFium's order.
        unread: the glyphs in them that have no letters.
        turned: those that run another way than from left to right.
        turns: the quarter turns clockwise that make most of the page's text upright.
        pale: indices of those that are white.
        characters: of a page without words, how many PDFium sees: all are spaces.
    """

    words: tuple[Word, ...] = ()
    unread: tuple[UnreadGlyph, ...] = ()
    turned: tuple[TurnedWord, ...] = ()
    turns: int = 0
    pale: frozenset[int] = frozenset()
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


def note_pale(found: FoundWords, styles: Sequence[Style]) -> FoundWords:
    """``found`` with the words that are white; ``styles`` are those of each word."""
    pairs = zip(found.words, styles, strict=True)
    return found._replace(pale=frozenset(word.index for word, style in pairs if style.pale))


def drop_unseen(found: FoundWords, grounds: Sequence[Box]) -> FoundWords:
    """``found`` without white words on white paper.

    Args:
        found: words of a page.
        grounds: where the page shows a colour or a picture, in points.
    """
    unseen = {
        word.index
        for word in found.words
        if word.index in found.pale
        and not any(box_contains_point(ground, *word.box.centre) for ground in grounds)
    }
    return found._replace(
        words=tuple(word for word in found.words if word.index not in unseen),
        unread=tuple(glyph for glyph in found.unread if glyph.word not in unseen),
        turned=tuple(word for word in found.turned if word.index not in unseen),
    )

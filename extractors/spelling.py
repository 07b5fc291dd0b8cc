"""Letters of glyphs that the PDF gives none for, from words that are written out elsewhere.

One glyph of a font shows the same letters wherever it stands. A ligature that turns one word with
it into a word that the plan writes out elsewhere, or that is a label's, is read so in every word.
So is one that turns it into a longer word that begins or ends with such a word. Where no word
tells, or words tell different letters, the glyph stays what it is: unread.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

import regex

from schemas.glyphs import UNREAD, LetterlessGlyph, UnreadGlyph
from schemas.spelling import load_ligatures, load_written_words
from schemas.stages import Document, Page, SpelledGlyph, Word

LEAST_KNOWN = 4
"""A word tells the letters of a glyph if it has at least so many others."""

LEAST_KNOWN_PART = 6
"""So many if it is a part of a longer word."""

_EDGES = regex.compile(rf"^[^\p{{L}}{UNREAD}]+|[^\p{{L}}{UNREAD}]+$")

_Letters = Mapping[LetterlessGlyph, str]
_Find = Callable[[Sequence[str], str, frozenset[str]], str | None]


def spell_unread_glyphs(document: Document) -> Document:
    """The document with the letters of such glyphs where words tell them.

    before: "indikaa\ufffdorit" and, elsewhere and in another font, "indikaattorit"
    after:  "indikaattorit" twice, and a note that "tt" was read so
    """
    unread = [glyph for page in document.pages for glyph in page.unread]
    if not unread:
        return document
    glyphs = {
        index: tuple(LetterlessGlyph(glyph.font, glyph.code) for glyph in group)
        for index, group in groupby(unread, lambda glyph: glyph.word)
    }
    words = {word.index: word for word in document.words() if word.index in glyphs}
    texts = [(words[index].text, found) for index, found in glyphs.items()]
    told = _find_letters(texts, _list_written(document))
    if not told:
        return document
    letters = {glyph: found for glyph, (found, _) in told.items()}
    pages = tuple(_spell_page(page, glyphs, letters) for page in document.pages)
    spelled = {word.index: word for page in pages for word in page.words if word.index in glyphs}
    return replace(
        document,
        pages=pages,
        spelled=tuple(
            SpelledGlyph(found, by, tuple(spelled[at] for at in glyphs if glyph in glyphs[at]))
            for glyph, (found, by) in told.items()
        ),
    )


def _list_written(document: Document) -> frozenset[str]:
    """Words whose letters are all known: the document's own and those of the language files."""
    own = {_bare(word.text) for word in document.words() if UNREAD not in word.text}
    return load_written_words() | own


def _bare(word: str) -> str:
    return _EDGES.sub("", word).casefold()


def _find_letters(
    texts: Sequence[tuple[str, tuple[LetterlessGlyph, ...]]], written: frozenset[str]
) -> dict[LetterlessGlyph, tuple[str, str]]:
    """The letters of glyphs and a word that tells them; one that is told helps to tell others.

    Parts of words are asked about glyphs that no whole word says anything of.
    """
    told: dict[LetterlessGlyph, tuple[str, str]] = {}
    while True:
        letters = {glyph: found for glyph, (found, _) in told.items()}
        whole = _ask_words(texts, letters, written, _find_whole)
        parts = _ask_words(texts, letters, written, _find_part)
        clear = {glyph: found for glyph, found in (parts | whole).items() if len(found) == 1}
        if not clear:
            return told
        told |= {glyph: next(iter(found.items())) for glyph, found in clear.items()}


def _ask_words(
    texts: Sequence[tuple[str, tuple[LetterlessGlyph, ...]]],
    letters: _Letters,
    written: frozenset[str],
    find: _Find,
) -> dict[LetterlessGlyph, dict[str, str]]:
    """For glyphs without letters, each ligature that a word speaks for, and that word."""
    votes: dict[LetterlessGlyph, dict[str, str]] = defaultdict(dict)
    for text, glyphs in texts:
        open_glyphs = {*glyphs} - {*letters}
        parts = _bare(_spell(text, glyphs, letters)).split(UNREAD)
        if len(open_glyphs) == 1 and len(parts) > 1:
            for ligature in load_ligatures():
                by = find(parts, ligature, written)
                if by:
                    votes[next(iter(open_glyphs))].setdefault(ligature, by)
    return votes


def _find_whole(parts: Sequence[str], ligature: str, written: frozenset[str]) -> str | None:
    """The word with that ligature, if it is a written one.

    >>> _find_whole(["uppgi", "er"], "ft", frozenset({"uppgifter"}))
    'uppgifter'
    """
    word = ligature.join(parts)
    return word if word in written and sum(map(len, parts)) >= LEAST_KNOWN else None


def _find_part(parts: Sequence[str], ligature: str, written: frozenset[str]) -> str | None:
    """The written word that the word with that ligature ends or begins with, if any.

    >>> [_find_part(parts, "ft", frozenset({"uppgifter"}))
    ...     for parts in (["arbetsuppgi", "er"], ["uppgi", "erna"])]
    ['uppgifter', 'uppgifter']
    """
    word = ligature.join(parts)
    spare = sum(map(len, parts)) - LEAST_KNOWN_PART
    ends = (word[at:] for at in range(1, min(len(parts[0]), spare) + 1))
    begins = (word[:-at] for at in range(1, min(len(parts[-1]), spare) + 1))
    return next((part for part in (*ends, *begins) if part in written), None)


def _spell(text: str, glyphs: Sequence[LetterlessGlyph], letters: _Letters) -> str:
    """The text with what is known of its glyphs, each at its place."""
    first, *others = text.split(UNREAD)
    known = [letters.get(glyph, UNREAD) for glyph in glyphs]
    known += [UNREAD] * (len(others) - len(known))
    return first + "".join(found + after for found, after in zip(known, others, strict=False))


def _spell_page(
    page: Page, glyphs: Mapping[int, Sequence[LetterlessGlyph]], letters: _Letters
) -> Page:
    if not page.unread:
        return page
    return replace(
        page,
        words=tuple(_spell_word(word, glyphs.get(word.index, ()), letters) for word in page.words),
        unread=tuple(glyph for glyph in page.unread if _name(glyph) not in letters),
    )


def _spell_word(word: Word, glyphs: Sequence[LetterlessGlyph], letters: _Letters) -> Word:
    return word._replace(text=_spell(word.text, glyphs, letters)) if glyphs else word


def _name(glyph: UnreadGlyph) -> LetterlessGlyph:
    return LetterlessGlyph(glyph.font, glyph.code)

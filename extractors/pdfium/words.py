"""The words of a page: one call for all of its text, then a few lean calls a word."""

from __future__ import annotations

import ctypes
import unicodedata
from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from itertools import count, islice, pairwise
from typing import Any

import pypdfium2_raw.bindings as pdfium
import regex

from extractors.gaps import LOST_SPACE, NARROW_SPACE_SHARE, may_hide
from extractors.letter_spacing import find_letter_joints, is_spaced
from extractors.overprints import HYPHEN_AND_NEWLINE, find_suspects, number_copies
from extractors.pdfium.actual_texts import restore_actual_texts
from extractors.pdfium.boxes import Range, leaves_line, measure_gap, ranges_to_boxes, read_origin
from extractors.pdfium.found_words import FoundWords, note_pale, note_turned
from extractors.pdfium.inspection import Inspection
from extractors.pdfium.letterless import Gap, fill_gaps, find_gaps, hold_places
from extractors.pdfium.space import PageSpace
from extractors.pdfium.styles import Fonts, PageStyles, Style
from schemas.geometry import Box, boxes_to_hull
from schemas.glyphs import UNREAD, LetterlessGlyph, UnreadGlyph
from schemas.stages import Word

_UNSEEN = "\u00ad"
_LINE_ENDS = ("", "\r", "\n")
_HYPHEN_INSIDE = regex.compile(rf"(?<=\S)[{HYPHEN_AND_NEWLINE}{_UNSEEN}](?=\S)")
_WORD = regex.compile(r"[^\s\u0000\ufffe]+\ufffe?")

LETTER_GAP_SHARE = 0.12
"""Letters of one word stand closer together than this share of the font size."""

HIDDEN_GAP_SHARE = 0.02
"""A space that takes less than this share of the font size takes no room.

One that a font moves under the letter before it, as DejaVu Serif does after "ff", takes 0.028.
"""

SAME_BASELINE = 1.0
"""Characters whose baselines differ by less than so many points stand on one line."""

LEAST_HYPHEN = 0.5
"""After a hyphen that is shown, the next letter stands more than so many points further."""

GAP_SHARE = 0.2
"""Pieces of a word that stand further apart than this share of the font size are two words."""

_Shown = tuple[str, Box, Style]
"""A word's text, where it stands, and what it looks like."""


class WordReader:
    """Reads the words of pages; fonts are looked at once for the whole document."""

    def __init__(self, inspection: Inspection) -> None:
        """Start without known fonts; ``inspection`` tells of those of the document."""
        self._fonts = Fonts(inspection.descents)
        self._gaps = inspection.gaps
        self._with_white = inspection.with_white

    def read(self, text_page: Any, space: PageSpace, page: int, first: int) -> FoundWords:
        """The words of a page in PDFium's order, and what is to be said of some of them.

        Args:
            text_page: PDFium's handle.
            space: where the page shows user space.
            page: 1-based number of the page.
            first: index of the first word in the document.
        """
        text = _read_text(text_page)
        styles = PageStyles(self._fonts, text_page, space, page in self._with_white)
        gaps = find_gaps(text, text_page, styles, self._gaps)
        if self._gaps:
            text = restore_actual_texts(hold_places(text, gaps), text_page, styles)
        text = settle_hyphens(text, text_page, space)
        ranges = _find_words(text, text_page, space, styles)
        if not ranges:
            return FoundWords(characters=len(text))
        shown = [styles.of(found, start) for start, _, found in ranges]
        boxes = ranges_to_boxes(text_page, ranges, shown, space)
        clean = text.replace(HYPHEN_AND_NEWLINE, "-")
        texts = [clean[start:end] for start, end, _ in ranges]
        if not unicodedata.is_normalized("NFC", clean):
            texts = [unicodedata.normalize("NFC", word) for word in texts]
        if _UNSEEN in clean:
            texts = [word[:-1].replace(_UNSEEN, "") + word[-1] for word in texts]
        if gaps:
            texts = fill_gaps(texts, gaps)
        suspects = find_suspects(text, texts)
        if suspects:
            copies = number_copies(texts, boxes, [style.size for style in shown], suspects)
            kept = [at for at in range(len(texts)) if at not in copies]
            texts, boxes = [texts[at] for at in kept], [boxes[at] for at in kept]
            shown, ranges = [shown[at] for at in kept], [ranges[at] for at in kept]
        joints = _find_joints(ranges, boxes, shown, text, text_page)
        if is_spaced(text):
            joints |= find_letter_joints(texts, boxes, [style.size for style in shown])
        if joints:
            joined = _join_pieces(list(zip(texts, boxes, shown, strict=True)), joints)
            texts, boxes, shown = (list(column) for column in zip(*joined, strict=True))
        words = tuple(
            Word(index, word, page, box, None, style.font, style.size, style.bold, style.italic)
            for index, word, box, style in zip(count(first), texts, boxes, shown, strict=False)
        )
        found = FoundWords(words, tuple(_place_unread(words, gaps)) if gaps else ())
        if styles.has_pale():
            found = note_pale(found, shown)
        return note_turned(found, shown) if styles.run_otherwise() else found


def _find_words(text: str, text_page: Any, space: PageSpace, styles: PageStyles) -> list[Range]:
    """Character ranges of words; a word set in two fonts is two words."""
    spans = [match.span() for match in _WORD.finditer(text)]
    ends = _objects_at_ends(spans, styles)
    lost = [match.end() for match in LOST_SPACE.finditer(text)]
    ranges: list[Range] = []
    for (start, end), (first, last) in zip(spans, ends, strict=True):
        cuts = lost[bisect_right(lost, start) : bisect_right(lost, end - 1)] if lost else ()
        if cuts:
            ranges.extend(_split_at_gaps(text_page, start, end, cuts, space, styles))
        elif first == last:
            ranges.append((start, end, first))
        else:
            ranges.extend(_split(text_page, start, end, space, styles))
    return ranges


def _objects_at_ends(spans: Sequence[tuple[int, int]], styles: PageStyles) -> list[tuple[int, int]]:
    """The text objects of each word's first and last character.

    PDFium takes object after object: what stands between two characters of one is of that object.
    """
    if not spans:
        return []
    breaks = [at for at, ((_, end), (start, _)) in enumerate(pairwise(spans), 1) if start - end > 1]
    found: list[tuple[int, int]] = []
    for begun, stop in pairwise((0, *breaks, len(spans))):
        first = styles.object_at(spans[begun][0])
        if first == styles.object_at(spans[stop - 1][1] - 1):
            found.extend([(first, first)] * (stop - begun))
        else:
            line = spans[begun:stop]
            firsts = styles.objects_at([start for start, _ in line])
            found.extend(zip(firsts, styles.objects_at([end - 1 for _, end in line]), strict=True))
    return found


def _split(
    text_page: Any, start: int, end: int, space: PageSpace, styles: PageStyles
) -> Iterator[Range]:
    """Cut a word that several text objects make up where the font changes or a gap opens."""
    begun = start
    before = styles.object_at(start)
    for at in range(start + 1, end):
        current = styles.object_at(at)
        if current == before:
            continue
        old, new = styles.at(at - 1), styles.at(at)
        changed = (old.font, round(old.size, 1)) != (new.font, round(new.size, 1))
        if (
            changed
            or measure_gap(text_page, at, old, space) > GAP_SHARE * new.size
            or leaves_line(text_page, at, new.size, space)
        ):
            yield begun, at, styles.object_at(begun)
            begun = at
        before = current
    yield begun, end, styles.object_at(begun)


def _split_at_gaps(
    text_page: Any, start: int, end: int, cuts: Sequence[int], space: PageSpace, styles: PageStyles
) -> Iterator[Range]:
    """Cut a word after punctuation where a narrow space shows only as a gap."""
    begun = start
    for at in cuts:
        style = styles.at(at - 1)
        if measure_gap(text_page, at, style, space) > NARROW_SPACE_SHARE * style.size:
            yield from _split(text_page, begun, at, space, styles)
            begun = at
    yield from _split(text_page, begun, end, space, styles)


def _find_joints(
    ranges: Sequence[Range],
    boxes: Sequence[Box],
    styles: Sequence[Style],
    text: str,
    text_page: Any,
) -> set[int]:
    """Words that are the rest of the word before them: only a space parts them that none can see.

    Soft hyphens are printed by some as spaces that take no room. And PDFium guesses from a page's
    text which way it runs: where it guesses wrong, on turned pages and on wide ones with little
    text, it sees spaces between letters. It also sees one where a line is drawn out at a hyphen
    that is not shown, and the line's other spaces are characters.
    """
    near = [
        at
        for at, (box, before, style) in enumerate(
            zip(boxes[1:], boxes, styles[1:], strict=False), 1
        )
        if -(size := style.size) < box[0] - before[2] < GAP_SHARE * size
    ]
    joints: set[int] = set()
    for at in near:
        before, after, size = ranges[at - 1], ranges[at], styles[at].size
        if abs(boxes[at - 1].bottom - boxes[at].bottom) >= 0.1 * size:
            continue
        gap = boxes[at].x0 - boxes[at - 1].x1
        hidden = before[1] < after[0] and gap < HIDDEN_GAP_SHARE * size
        if (hidden and may_hide(text[before[1] - 1], text[after[0]])) or (
            _is_invented(text_page, after[0] - 1)
            and (gap < LETTER_GAP_SHARE * size or _is_drawn_out(text, text_page, before, after))
        ):
            joints.add(at)
    return joints


def _is_invented(text_page: Any, at: int) -> bool:
    return bool(pdfium.FPDFText_IsGenerated(text_page, at) == 1)


def _is_drawn_out(text: str, text_page: Any, before: Range, after: Range) -> bool:
    """Whether two pieces belong to one word, and the space beside them is a character.

    The first one ends with a letter. The second begins with one, or is the hyphen at a line's end.
    """
    broken = text[after[0] : after[1]] == "-" and text[after[1] : after[1] + 1] in _LINE_ENDS
    if not (text[before[1] - 1].isalpha() and (text[after[0]].islower() or broken)):
        return False
    around = [at for at in (before[0] - 1, after[1]) if 0 <= at < len(text) and text[at] == " "]
    return any(not _is_invented(text_page, at) for at in around)


def _join_pieces(words: Sequence[_Shown], joints: Container[int]) -> list[_Shown]:
    """The words with each of ``joints`` joined to the one before it."""
    joined: list[_Shown] = []
    for at, (text, box, style) in enumerate(words):
        if at in joints:
            before, box_before, _ = joined[-1]
            joined[-1] = (before + text, boxes_to_hull((box_before, box)), style)
        else:
            joined.append((text, box, style))
    return joined


def _place_unread(words: Sequence[Word], gaps: Sequence[Gap]) -> Iterator[UnreadGlyph]:
    """The glyphs that are still without letters, each with its word, in the page's order."""
    glyphs: Iterator[LetterlessGlyph] = iter([gap.glyph for gap in gaps if not gap.letters])
    for word in words:
        for glyph in islice(glyphs, word.text.count(UNREAD)):
            yield UnreadGlyph(word.index, glyph.font, glyph.code)


def _read_text(text_page: Any) -> str:
    """All characters of a page, one per index; one by one where the bulk call leaves some out."""
    count = pdfium.FPDFText_CountChars(text_page)
    if count <= 0:
        return ""
    buffer = ctypes.create_string_buffer((count + 1) * 2)
    written = pdfium.FPDFText_GetText(
        text_page, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    )
    if written == count + 1:
        text = buffer.raw[: count * 2].decode("utf-16-le", "surrogatepass")
        if len(text) == count:
            return text
    return "".join(_code_to_text(pdfium.FPDFText_GetUnicode(text_page, at)) for at in range(count))


def settle_hyphens(text: str, text_page: Any, space: PageSpace) -> str:
    """Tell hyphens inside a line from those at its end, and soft ones from those that are drawn.

    On turned pages PDFium takes a hyphen inside a line for one at its end. Some producers call
    every hyphen a soft one.

    Args:
        text: one character per index, with U+FFFE where PDFium sees a hyphen at a line's end.
        text_page: PDFium's handle.
        space: where the page shows user space.
    """
    if HYPHEN_AND_NEWLINE not in text and _UNSEEN not in text:
        return text
    kept = list(text)
    for match in _HYPHEN_INSIDE.finditer(text):
        at = match.start()
        (_, line), (x, _), (after, next_line) = (
            space.point(*read_origin(text_page, near)) for near in (at - 1, at, at + 1)
        )
        if abs(line - next_line) < SAME_BASELINE:
            kept[at] = "-" if after - x > LEAST_HYPHEN else _UNSEEN
    return "".join(kept)


def _code_to_text(code: int) -> str:
    return chr(code) if 0 < code <= 0x10FFFF else " "

"""The words of a page: one call for all of its text, then a few lean calls a word."""

from __future__ import annotations

import ctypes
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import count, pairwise
from typing import Any

import pypdfium2_raw.bindings as pdfium
import regex

from extractors.gaps import LOST_SPACE, NARROW_SPACE_SHARE
from extractors.pdfium.boxes import Range, measure_gap, ranges_to_boxes, read_origin
from extractors.pdfium.space import PageSpace
from extractors.pdfium.styles import Fonts, PageStyles, Style
from schemas.geometry import Box, boxes_to_hull
from schemas.stages import Word

_HYPHEN_AND_NEWLINE = "\ufffe"
_UNSEEN = "\u00ad"
_HYPHEN_INSIDE = regex.compile(rf"(?<=\S)[{_HYPHEN_AND_NEWLINE}{_UNSEEN}](?=\S)")
_WORD = regex.compile(r"[^\s\u0000\ufffe]+\ufffe?")

LETTER_GAP_SHARE = 0.12
"""Letters of one word stand closer together than this share of the font size."""

HIDDEN_GAP_SHARE = 0.03
"""A space that takes less than this share of the font size takes no room."""

DRAWN_HYPHEN = 1.0
"""A soft hyphen is drawn where the next letter begins more than so many points after it."""

SAME_BASELINE = 1.0
"""Characters whose baselines differ by less than so many points stand on one line."""

GAP_SHARE = 0.2
"""Pieces of a word that stand further apart than this share of the font size are two words."""


class WordReader:
    """Reads the words of pages; fonts are looked at once for the whole document."""

    def __init__(self, descents: Mapping[str, float]) -> None:
        """Start without known fonts; ``descents`` are the declared ones, as shares of the size."""
        self._fonts = Fonts(descents)

    def read(self, text_page: Any, space: PageSpace, page: int, first: int) -> tuple[Word, ...]:
        """The words of a page in PDFium's order.

        Args:
            text_page: PDFium's handle.
            space: where the page shows user space.
            page: 1-based number of the page.
            first: index of the first word in the document.
        """
        text = _drop_unseen_hyphens(_read_text(text_page), text_page)
        styles = PageStyles(self._fonts, text_page, space)
        ranges = _find_words(text, text_page, space, styles)
        if not ranges:
            return ()
        shown = [styles.of(found, start) for start, _, found in ranges]
        boxes = ranges_to_boxes(text_page, ranges, shown, space)
        clean = text.replace(_HYPHEN_AND_NEWLINE, "-")
        texts = [clean[start:end] for start, end, _ in ranges]
        if not unicodedata.is_normalized("NFC", clean):
            texts = [unicodedata.normalize("NFC", word) for word in texts]
        if _may_be_pieces(boxes, shown):
            found = list(zip(texts, boxes, shown, strict=True))
            found = _join_pieces(found, text_page, [start for start, _, _ in ranges])
            texts, boxes, shown = (list(column) for column in zip(*found, strict=True))
        return tuple(
            Word(index, word, page, box, None, style.font, style.size, style.bold, style.italic)
            for index, word, box, style in zip(count(first), texts, boxes, shown, strict=False)
        )


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
        if changed or measure_gap(text_page, at, old, space) > GAP_SHARE * new.size:
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


def _may_be_pieces(boxes: Sequence[Box], styles: Sequence[Style]) -> bool:
    """Whether any word stands as near to the one before it as letters do."""
    gaps = (box.x0 - before.x1 for before, box in pairwise(boxes))
    return any(
        -style.size < gap < LETTER_GAP_SHARE * style.size
        for gap, style in zip(gaps, styles[1:], strict=True)
    )


def _join_pieces(
    words: Sequence[tuple[str, Box, Style]], text_page: Any, starts: Sequence[int]
) -> list[tuple[str, Box, Style]]:
    """Join words that spaces cut into pieces which PDFium invents, or which take no room.

    Soft hyphens are printed as spaces that take none.
    """
    joined: list[tuple[str, Box, Style]] = []
    for word, start in zip(words, starts, strict=True):
        text, box, style = word
        last = joined[-1] if joined else None
        if (
            last
            and _touches(last[1], box, style.size)
            and (
                box.x0 - last[1].x1 < HIDDEN_GAP_SHARE * style.size
                or pdfium.FPDFText_IsGenerated(text_page, start - 1) == 1
            )
        ):
            joined[-1] = (last[0] + text, boxes_to_hull((last[1], box)), style)
        else:
            joined.append(word)
    return joined


def _touches(before: Box, box: Box, size: float) -> bool:
    """Whether two pieces belong to one word.

    PDFium guesses from a page's text which way it runs. Where it guesses wrong, on turned pages and
    on wide ones with little text, it sees spaces between letters.
    """
    beside = abs(before.bottom - box.bottom) < 0.1 * size
    return beside and -size < box.x0 - before.x1 < LETTER_GAP_SHARE * size


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


def _drop_unseen_hyphens(text: str, text_page: Any) -> str:
    """Mark soft hyphens inside a line that show nothing there; one that is drawn is a hyphen.

    Indices stay as they are.
    """
    if _HYPHEN_AND_NEWLINE not in text and _UNSEEN not in text:
        return text
    kept = list(text)
    for match in _HYPHEN_INSIDE.finditer(text):
        places = (match.start() - 1, match.start(), match.end())
        before, hyphen, after = (read_origin(text_page, at) for at in places)
        if abs(before[1] - after[1]) < SAME_BASELINE:
            kept[match.start()] = "-" if after[0] - hyphen[0] > DRAWN_HYPHEN else _UNSEEN
    return "".join(kept)


def _code_to_text(code: int) -> str:
    return chr(code) if 0 < code <= 0x10FFFF else " "

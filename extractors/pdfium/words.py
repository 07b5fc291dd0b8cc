"""The words of a page: one call for all of its text, then a few lean calls a word."""

from __future__ import annotations

import ctypes
import unicodedata
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import count, pairwise, repeat
from math import hypot
from typing import Any, NamedTuple

import pypdfium2_raw.bindings as pdfium
import regex

from extractors.fonts import is_bold_name, is_italic_name
from extractors.gaps import LOST_SPACE, NARROW_SPACE_SHARE
from extractors.pdfium.calls import (
    Matrix,
    get_char_matrix,
    get_char_origin,
    get_font,
    get_font_size,
    get_loose_char_box,
    get_text_object,
    handle_to_address,
)
from extractors.pdfium.space import PageSpace
from schemas.geometry import Box, boxes_to_hull
from schemas.stages import Word

_HYPHEN_AND_NEWLINE = "\ufffe"
_HYPHEN_INSIDE = regex.compile(rf"(?<=\S){_HYPHEN_AND_NEWLINE}(?=\S)")
_UNSEEN = "\u00ad"
_WORD = regex.compile(r"[^\s\u0000\ufffe]+\ufffe?")

LETTER_GAP_SHARE = 0.12
"""Letters of one word stand closer together than this share of the font size."""

SAME_BASELINE = 1.0
"""Characters whose baselines differ by less than so many points stand on one line."""

GAP_SHARE = 0.2
"""Pieces of a word that stand further apart than this share of the font size are two words."""


_Range = tuple[int, int, int]
"""First character of a word, the one after its last, and the text object of its first."""


class _Font(NamedTuple):
    """A font's name without subset tag, what it says, and its descent as a share of the size."""

    name: str
    bold: bool
    italic: bool
    descent: float


_new_box = partial(tuple.__new__, Box)
"""From all edges in their order: a page has hundreds of words, a call into Python for each adds."""


class _Style(NamedTuple):
    """What the characters of one text object share.

    Attributes:
        handle: PDFium's font.
        nominal: the size that PDFium measures characters by; ``size`` is what the page shows.
        stretch: how wide a point of the text's own is on the page.
        descent: how far boxes reach below the baseline, in points (negative).
        upright: whether the text runs from left to right on the page as it is shown.
    """

    handle: int
    nominal: float
    stretch: float
    font: str
    size: float
    bold: bool
    italic: bool
    descent: float
    upright: bool


class WordReader:
    """Reads the words of pages; fonts are looked at once for the whole document."""

    def __init__(self, descents: Mapping[str, float]) -> None:
        """Start without known fonts; ``descents`` are the declared ones, as shares of the size."""
        self._descents = descents
        self._fonts: dict[int, _Font] = {}

    def read(self, text_page: Any, space: PageSpace, page: int, first: int) -> tuple[Word, ...]:
        """The words of a page in PDFium's order.

        Args:
            text_page: PDFium's handle.
            space: where the page shows user space.
            page: 1-based number of the page.
            first: index of the first word in the document.
        """
        text = _drop_unseen_hyphens(_read_text(text_page), text_page)
        styles = _Styles(self, text_page, space)
        ranges = _find_words(text, text_page, space, styles)
        if not ranges:
            return ()
        shown = [styles.of(found, start) for start, _, found in ranges]
        boxes = _ranges_to_boxes(text_page, ranges, shown, space)
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

    def find_font(self, address: int) -> _Font:
        """What a font's name and descent are, read once.

        The weight that PDFium tells is no help: 400 for bold fonts, 704 for regular ones were seen.
        """
        if address not in self._fonts:
            font = ctypes.cast(address, pdfium.FPDF_FONT)
            length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
            buffer = ctypes.create_string_buffer(length)
            pdfium.FPDFFont_GetBaseFontName(font, buffer, length)
            name = buffer.value.decode("utf-8", "replace")
            descent = ctypes.c_float()
            pdfium.FPDFFont_GetDescent(font, 1.0, descent)
            share = self._descents.get(name, descent.value)
            self._fonts[address] = _Font(name, is_bold_name(name), is_italic_name(name), share)
        return self._fonts[address]


class _Styles:
    """The styles of a page's text objects, each read once."""

    def __init__(self, reader: WordReader, text_page: Any, space: PageSpace) -> None:
        self._reader = reader
        self._address = handle_to_address(text_page)
        self._space = space
        self._known: dict[int, _Style] = {}
        self._matrix = Matrix()
        self._by_look: dict[tuple[float, ...], _Style] = {}

    def object_at(self, at: int) -> int:
        """The text object of a character, 0 for an invented one."""
        return get_text_object(self._address, at) or 0

    def objects_at(self, indices: Sequence[int]) -> list[int]:
        """The text objects of characters."""
        return [found or 0 for found in map(get_text_object, repeat(self._address), indices)]

    def of(self, text_object: int, at: int) -> _Style:
        """The style of a text object, to which character ``at`` belongs."""
        style = self._known.get(text_object)
        if style is None:
            style = self._known[text_object] = self._read(at, text_object)
        return style

    def at(self, at: int) -> _Style:
        """The style of a character."""
        return self.of(self.object_at(at), at)

    def _read(self, at: int, text_object: int) -> _Style:
        """The style of an object; a page has hundreds of objects, and only a few styles."""
        matrix = self._matrix
        ctypes.memset(matrix, 0, ctypes.sizeof(matrix))
        get_char_matrix(self._address, at, ctypes.addressof(matrix))
        look = (get_font(text_object) or 0, get_font_size(self._address, at), *matrix[:4])
        style = self._by_look.get(look)
        if style is None:
            style = self._by_look[look] = self._look_to_style(*look)
        return style

    def _look_to_style(
        self, handle: int, nominal: float, a: float, b: float, c: float, d: float
    ) -> _Style:
        size = nominal * hypot(c, d)
        font = self._reader.find_font(handle)
        along, across = self._space.direction(a, b)
        upright = along > abs(across)
        return _Style(
            handle, nominal, hypot(a, b), font.name, size, font.bold, font.italic,
            font.descent * size, upright,
        )  # fmt: skip


def _find_words(text: str, text_page: Any, space: PageSpace, styles: _Styles) -> list[_Range]:
    """Character ranges of words; a word set in two fonts is two words."""
    spans = [match.span() for match in _WORD.finditer(text)]
    ends = _objects_at_ends(spans, styles)
    lost = [match.end() for match in LOST_SPACE.finditer(text)]
    ranges: list[_Range] = []
    for (start, end), (first, last) in zip(spans, ends, strict=True):
        cuts = lost[bisect_right(lost, start) : bisect_right(lost, end - 1)] if lost else ()
        if cuts:
            ranges.extend(_split_at_gaps(text_page, start, end, cuts, space, styles))
        elif first == last:
            ranges.append((start, end, first))
        else:
            ranges.extend(_split(text_page, start, end, space, styles))
    return ranges


def _objects_at_ends(spans: Sequence[tuple[int, int]], styles: _Styles) -> list[tuple[int, int]]:
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
    text_page: Any, start: int, end: int, space: PageSpace, styles: _Styles
) -> Iterator[_Range]:
    """Cut a word that several text objects make up where the font changes or a gap opens."""
    begun = start
    before = styles.object_at(start)
    for at in range(start + 1, end):
        current = styles.object_at(at)
        if current == before:
            continue
        old, new = styles.at(at - 1), styles.at(at)
        changed = (old.font, round(old.size, 1)) != (new.font, round(new.size, 1))
        if changed or _gap(text_page, at, old, space) > GAP_SHARE * new.size:
            yield begun, at, styles.object_at(begun)
            begun = at
        before = current
    yield begun, end, styles.object_at(begun)


def _split_at_gaps(
    text_page: Any, start: int, end: int, cuts: Sequence[int], space: PageSpace, styles: _Styles
) -> Iterator[_Range]:
    """Cut a word after punctuation where a narrow space shows only as a gap."""
    begun = start
    for at in cuts:
        style = styles.at(at - 1)
        if _gap(text_page, at, style, space) > NARROW_SPACE_SHARE * style.size:
            yield from _split(text_page, begun, at, space, styles)
            begun = at
    yield from _split(text_page, begun, end, space, styles)


def _ranges_to_boxes(
    text_page: Any, ranges: Sequence[_Range], styles: Sequence[_Style], space: PageSpace
) -> list[Box]:
    """The boxes of words, all of a page at once.

    A box is as high as the font size and stands on the font's descent, as other readers have it.
    """
    if space.turns:
        return [
            _chars_to_box(text_page, start, end - 1, style, space)
            for (start, end, _), style in zip(ranges, styles, strict=True)
        ]
    origins = (ctypes.c_double * (2 * len(ranges)))()
    edges = (ctypes.c_float * (4 * len(ranges)))()
    text = repeat(handle_to_address(text_page))
    firsts, ends, _ = zip(*ranges, strict=True)
    xs = _addresses(origins, 2)
    ys = (x + ctypes.sizeof(ctypes.c_double) for x in xs)
    deque(map(get_char_origin, text, firsts, xs, ys), maxlen=0)
    deque(map(get_loose_char_box, text, (end - 1 for end in ends), _addresses(edges, 4)), maxlen=0)
    left, top = space.left, space.top
    x0s = [x - left for x in origins[::2]]
    x1s = map(max, x0s, [right - left for right in edges[2::4]])
    bottoms = [top - y - style.descent for y, style in zip(origins[1::2], styles, strict=True)]
    tops = [bottom - style.size for bottom, style in zip(bottoms, styles, strict=True)]
    boxes = list(map(_new_box, zip(x0s, tops, x1s, bottoms, strict=True)))
    for at, style in enumerate(styles):
        if not style.upright:
            start, end, _ = ranges[at]
            boxes[at] = _tight_box(text_page, start, end - 1, space)
    return boxes


def _addresses(numbers: Any, step: int) -> range:
    """The address of every ``step``-th number of a C array."""
    start, size = ctypes.addressof(numbers), ctypes.sizeof(numbers._type_)
    return range(start, start + size * len(numbers), size * step)


def _may_be_pieces(boxes: Sequence[Box], styles: Sequence[_Style]) -> bool:
    """Whether any word stands as near to the one before it as letters do."""
    gaps = (box.x0 - before.x1 for before, box in pairwise(boxes))
    return any(
        -style.size < gap < LETTER_GAP_SHARE * style.size
        for gap, style in zip(gaps, styles[1:], strict=True)
    )


def _join_pieces(
    words: Sequence[tuple[str, Box, _Style]], text_page: Any, starts: Sequence[int]
) -> list[tuple[str, Box, _Style]]:
    """Join the letters of words that spaces which PDFium invents cut into pieces."""
    joined: list[tuple[str, Box, _Style]] = []
    for word, start in zip(words, starts, strict=True):
        text, box, style = word
        last = joined[-1] if joined else None
        if (
            last
            and _touches(last[1], box, style.size)
            and pdfium.FPDFText_IsGenerated(text_page, start - 1) == 1
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
    """Mark soft hyphens inside a line: they show nothing there. Indices stay as they are."""
    if _HYPHEN_AND_NEWLINE not in text:
        return text
    kept = list(text)
    for match in _HYPHEN_INSIDE.finditer(text):
        y = [_origin(text_page, at)[1] for at in (match.start() - 1, match.end())]
        if abs(y[0] - y[1]) < SAME_BASELINE:
            kept[match.start()] = _UNSEEN
    return "".join(kept)


def _code_to_text(code: int) -> str:
    return chr(code) if 0 < code <= 0x10FFFF else " "


def _gap(text_page: Any, at: int, before: _Style, space: PageSpace) -> float:
    """Points between a character and the one before it, of that style, along the line."""
    left = space.point(*_origin(text_page, at))[0]
    return left - _right_edge(text_page, at - 1, before, space)


def _chars_to_box(text_page: Any, first: int, last: int, style: _Style, space: PageSpace) -> Box:
    """The box from one character to another of a line.

    A box is as high as the font size and stands on the font's descent, as other readers have it.
    """
    if not style.upright:
        return _tight_box(text_page, first, last, space)
    left, line = space.point(*_origin(text_page, first))
    bottom = line - style.descent
    right = _right_edge(text_page, last, style, space)
    return Box(left, bottom - style.size, max(left, right), bottom)


def _right_edge(text_page: Any, at: int, style: _Style, space: PageSpace) -> float:
    """Where a character's advance ends."""
    if space.turns:
        return _turned_right_edge(text_page, at, style, space)
    end = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text_page, at, end)
    return space.point(end.right, 0.0)[0]


def _turned_right_edge(text_page: Any, at: int, style: _Style, space: PageSpace) -> float:
    """Where an advance ends on a turned page, whose characters' boxes PDFium does not turn.

    The letters of a ligature have one origin: their widths add up.
    """
    font = ctypes.cast(style.handle, pdfium.FPDF_FONT)
    origin = _origin(text_page, at)
    width = 0.0
    part = at
    while part >= 0 and _origin(text_page, part) == origin:
        advance = ctypes.c_float()
        code = pdfium.FPDFText_GetUnicode(text_page, part)
        pdfium.FPDFFont_GetGlyphWidth(font, code, style.nominal, advance)
        width += advance.value * style.stretch
        part -= 1
    if width <= 0:
        return _tight_box(text_page, at, at, space).x1
    return space.point(*origin)[0] + width


def _origin(text_page: Any, at: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text_page, at, x, y)
    return x.value, y.value


def _tight_box(text_page: Any, first: int, last: int, space: PageSpace) -> Box:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    corners: list[tuple[float, float]] = []
    for at in (first, last):
        pdfium.FPDFText_GetCharBox(text_page, at, left, right, bottom, top)
        corners += [(left.value, bottom.value), (right.value, top.value)]
    xs, ys = zip(*corners, strict=True)
    return space.box(min(xs), min(ys), max(xs), max(ys))

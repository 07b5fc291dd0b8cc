"""The words of a page: one call for all of its text, then about three calls a word."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import hypot
from typing import Any

import pypdfium2.raw as pdfium
import regex

from extractors.fonts import is_bold_name, is_italic_name
from extractors.pdfium.space import PageSpace
from schemas.geometry import Box, boxes_to_hull
from schemas.stages import Word

_HYPHEN_AND_NEWLINE = "\ufffe"
_UNSEEN = "\u00ad"
_WORD = regex.compile(r"[^\s\u0000\ufffe]+\ufffe?")
_LOST_SPACE = regex.compile(r"(?<=[\p{L}\d)])[,;.)](?=\p{L})")

NARROW_SPACE_SHARE = 0.1
"""A gap after punctuation wider than this share of the font size is a space."""

LETTER_GAP_SHARE = 0.12
"""Letters of one word stand closer together than this share of the font size."""

SAME_BASELINE = 1.0
"""Characters whose baselines differ by less than so many points stand on one line."""

GAP_SHARE = 0.2
"""Pieces of a word that stand further apart than this share of the font size are two words."""


@dataclass(frozen=True, slots=True)
class _Style:
    """What the characters of one text object share.

    Attributes:
        handle: PDFium's font.
        nominal: the size that PDFium measures characters by; ``size`` is what the page shows.
        stretch: how wide a point of the text's own is on the page.
        descent: how far boxes reach below the baseline, in points (negative).
        upright: whether the text runs from left to right on the page as it is shown.
    """

    handle: Any
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
        self._fonts: dict[int, tuple[str, bool, float]] = {}

    def read(self, text_page: Any, space: PageSpace, page: int, first: int) -> Iterator[Word]:
        """The words of a page in PDFium's order.

        Args:
            text_page: PDFium's handle.
            space: where the page shows user space.
            page: 1-based number of the page.
            first: index of the first word in the document.
        """
        index = first
        styles: dict[int, _Style] = {}
        found: list[tuple[str, Box, _Style]] = []
        for start, end, text in self._find_words(text_page, space, styles):
            style = self._style(text_page, start, space, styles)
            box = _chars_to_box(text_page, start, end - 1, style, space)
            last = found[-1] if found else None
            if (
                last
                and _touches(last[1], box, style.size)
                and pdfium.FPDFText_IsGenerated(text_page, start - 1) == 1
            ):
                found[-1] = (last[0] + text, boxes_to_hull((last[1], box)), style)
            else:
                found.append((text, box, style))
        for text, box, style in found:
            yield Word(
                index, text, page, box, None, style.font, style.size, style.bold, style.italic
            )
            index += 1

    def _find_words(
        self, text_page: Any, space: PageSpace, styles: dict[int, _Style]
    ) -> Iterator[tuple[int, int, str]]:
        """Character ranges of words; a word set in two fonts is two words."""
        text = _drop_unseen_hyphens(_read_text(text_page), text_page)
        for match in _WORD.finditer(text):
            start, end = match.span()
            objects = [_object_at(text_page, at) for at in (start, end - 1)]
            if _LOST_SPACE.search(match[0]):
                for a, b in self._split_at_gaps(text_page, match, space, styles):
                    yield a, b, _clean(text[a:b])
                continue
            if objects[0] == objects[1]:
                yield start, end, _clean(match[0])
                continue
            for a, b in self._split(text_page, start, end, space, styles):
                yield a, b, _clean(text[a:b])

    def _split(
        self, text_page: Any, start: int, end: int, space: PageSpace, styles: dict[int, _Style]
    ) -> Iterator[tuple[int, int]]:
        """Cut a word that several text objects make up where the font changes or a gap opens."""
        begun = start
        before = _object_at(text_page, start)
        for at in range(start + 1, end):
            current = _object_at(text_page, at)
            if current == before:
                continue
            old, new = (self._style(text_page, i, space, styles) for i in (at - 1, at))
            changed = (old.font, round(old.size, 1)) != (new.font, round(new.size, 1))
            if changed or _gap(text_page, at, old, space) > GAP_SHARE * new.size:
                yield begun, at
                begun = at
            before = current
        yield begun, end

    def _split_at_gaps(
        self, text_page: Any, match: regex.Match[str], space: PageSpace, styles: dict[int, _Style]
    ) -> Iterator[tuple[int, int]]:
        """Cut a word after punctuation where a narrow space shows only as a gap."""
        begun, end = match.span()
        for lost in _LOST_SPACE.finditer(match[0]):
            at = match.start() + lost.end()
            style = self._style(text_page, at - 1, space, styles)
            if _gap(text_page, at, style, space) > NARROW_SPACE_SHARE * style.size:
                yield from self._split(text_page, begun, at, space, styles)
                begun = at
        yield from self._split(text_page, begun, end, space, styles)

    def _style(
        self, text_page: Any, at: int, space: PageSpace, styles: dict[int, _Style]
    ) -> _Style:
        key = _object_at(text_page, at)
        if key not in styles:
            styles[key] = self._read_style(text_page, at, space)
        return styles[key]

    def _read_style(self, text_page: Any, at: int, space: PageSpace) -> _Style:
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(text_page, at, matrix)
        nominal = pdfium.FPDFText_GetFontSize(text_page, at)
        size = nominal * hypot(matrix.c, matrix.d)
        font = pdfium.FPDFTextObj_GetFont(pdfium.FPDFText_GetTextObject(text_page, at))
        name, bold, descent = self._read_font(font)
        along, across = space.direction(matrix.a, matrix.b)
        italic = is_italic_name(name)
        return _Style(
            font, nominal, hypot(matrix.a, matrix.b), name, size, bold, italic, descent * size,
            along > abs(across),
        )  # fmt: skip

    def _read_font(self, font: Any) -> tuple[str, bool, float]:
        """Name, whether it says bold, and descent (a share of the font size) of a font.

        The weight that PDFium tells is no help: 400 for bold fonts, 704 for regular ones were seen.
        """
        key = ctypes.cast(font, ctypes.c_void_p).value or 0
        if key not in self._fonts:
            length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
            buffer = ctypes.create_string_buffer(length)
            pdfium.FPDFFont_GetBaseFontName(font, buffer, length)
            name = buffer.value.decode("utf-8", "replace")
            bold = is_bold_name(name)
            descent = ctypes.c_float()
            pdfium.FPDFFont_GetDescent(font, 1.0, descent)
            self._fonts[key] = (name, bold, self._descents.get(name, descent.value))
        return self._fonts[key]


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
    kept = list(text)
    for match in regex.finditer(rf"(?<=\S){_HYPHEN_AND_NEWLINE}(?=\S)", text):
        y = [_origin(text_page, at)[1] for at in (match.start() - 1, match.end())]
        if abs(y[0] - y[1]) < SAME_BASELINE:
            kept[match.start()] = _UNSEEN
    return "".join(kept)


def _code_to_text(code: int) -> str:
    return chr(code) if 0 < code <= 0x10FFFF else " "


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace(_HYPHEN_AND_NEWLINE, "-"))


def _object_at(text_page: Any, at: int) -> int:
    found = pdfium.FPDFText_GetTextObject(text_page, at)
    return ctypes.cast(found, ctypes.c_void_p).value or 0


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
    origin = _origin(text_page, at)
    width = 0.0
    part = at
    while part >= 0 and _origin(text_page, part) == origin:
        advance = ctypes.c_float()
        code = pdfium.FPDFText_GetUnicode(text_page, part)
        pdfium.FPDFFont_GetGlyphWidth(style.handle, code, style.nominal, advance)
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

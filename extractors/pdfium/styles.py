"""What the text objects of a page look like: font, size, weight and direction, each read once."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping, Sequence
from itertools import repeat
from math import hypot
from typing import Any, NamedTuple

import pypdfium2_raw.bindings as pdfium

from extractors.directions import direction_to_turns
from extractors.fonts import is_bold_name, is_italic_name
from extractors.pdfium.calls import (
    Matrix,
    get_char_matrix,
    get_font,
    get_font_size,
    get_text_object,
    handle_to_address,
)
from extractors.pdfium.colours import is_white_text
from extractors.pdfium.space import PageSpace


class Font(NamedTuple):
    """A font's name without subset tag, what it says, and its descent as a share of the size."""

    name: str
    bold: bool
    italic: bool
    descent: float


class Style(NamedTuple):
    """What the characters of one text object share.

    Attributes:
        handle: PDFium's font.
        nominal: the size that PDFium measures characters by; ``size`` is what the page shows.
        stretch: how wide a point of the text's own is on the page.
        descent: how far boxes reach below the baseline, in points (negative).
        upright: whether the text runs from left to right on the page as it is shown.
        turns: the quarter turns clockwise that make it so; ``None`` for text that runs aslant.
        pale: whether it is as white as paper, where that is asked.
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
    turns: int | None
    pale: bool


class Fonts:
    """The fonts of a document, each looked at once."""

    def __init__(self, descents: Mapping[str, float]) -> None:
        """Start without known fonts; ``descents`` are the declared ones, as shares of the size."""
        self._descents = descents
        self._fonts: dict[int, Font] = {}

    def find(self, address: int) -> Font:
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
            self._fonts[address] = Font(name, is_bold_name(name), is_italic_name(name), share)
        return self._fonts[address]


class PageStyles:
    """The styles of a page's text objects, each read once."""

    def __init__(
        self, fonts: Fonts, text_page: Any, space: PageSpace, asks_colour: bool = False
    ) -> None:
        """Start with none.

        Args:
            fonts: of the document.
            text_page: PDFium's handle.
            space: where the page shows user space.
            asks_colour: whether some of the text may be white.
        """
        self._fonts = fonts
        self._asks_colour = asks_colour
        self._address = handle_to_address(text_page)
        self._space = space
        self._known: dict[int, Style] = {}
        self._matrix = Matrix()
        self._by_look: dict[tuple[float, ...], Style] = {}

    def object_at(self, at: int) -> int:
        """The text object of a character, 0 for an invented one."""
        return get_text_object(self._address, at) or 0

    def objects_at(self, indices: Sequence[int]) -> list[int]:
        """The text objects of characters."""
        return [found or 0 for found in map(get_text_object, repeat(self._address), indices)]

    def of(self, text_object: int, at: int) -> Style:
        """The style of a text object, to which character ``at`` belongs."""
        style = self._known.get(text_object)
        if style is None:
            style = self._known[text_object] = self._read(at, text_object)
        return style

    def at(self, at: int) -> Style:
        """The style of a character."""
        return self.of(self.object_at(at), at)

    def has_pale(self) -> bool:
        """Whether any text of those seen so far is white."""
        return self._asks_colour and any(style.pale for style in self._by_look.values())

    def run_otherwise(self) -> bool:
        """Whether any text of those seen so far does not run straight from left to right."""
        return any(style.turns != 0 for style in self._by_look.values())

    def _read(self, at: int, text_object: int) -> Style:
        """The style of an object; a page has hundreds of objects, and only a few styles."""
        matrix = self._matrix
        ctypes.memset(matrix, 0, ctypes.sizeof(matrix))
        get_char_matrix(self._address, at, ctypes.addressof(matrix))
        pale = self._asks_colour and is_white_text(text_object)
        look = (get_font(text_object) or 0, get_font_size(self._address, at), *matrix[:4], pale)
        style = self._by_look.get(look)
        if style is None:
            style = self._by_look[look] = self._look_to_style(*look)
        return style

    def _look_to_style(
        self, handle: int, nominal: float, a: float, b: float, c: float, d: float, pale: bool
    ) -> Style:
        size = nominal * hypot(c, d)
        font = self._fonts.find(handle)
        along, across = self._space.direction(a, b)
        upright = along > abs(across)
        return Style(
            handle, nominal, hypot(a, b), font.name, size, font.bold, font.italic,
            font.descent * size, upright, direction_to_turns(along, across), pale,
        )  # fmt: skip

"""The boxes of words, from where their first characters stand and their last ones end."""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Sequence
from functools import partial
from itertools import repeat
from typing import Any

import pypdfium2_raw.bindings as pdfium

from extractors.pdfium.calls import get_char_origin, get_loose_char_box, handle_to_address
from extractors.pdfium.space import PageSpace
from extractors.pdfium.styles import Style
from schemas.geometry import Box

Range = tuple[int, int, int]
"""First character of a word, the one after its last, and the text object of its first."""

OTHER_LINE = 0.5
"""Baselines further apart than this share of the font size are those of two lines."""

_new_box = partial(tuple.__new__, Box)
"""From all edges in their order: a page has hundreds of words, a call into Python for each adds."""


def ranges_to_boxes(
    text_page: Any, ranges: Sequence[Range], styles: Sequence[Style], space: PageSpace
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
    ys = _addresses(origins, 2, first=1)
    deque(map(get_char_origin, text, firsts, xs, ys), maxlen=0)
    lasts = [end - 1 for end in ends]
    deque(map(get_loose_char_box, text, lasts, _addresses(edges, 4)), maxlen=0)
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


def _addresses(numbers: Any, step: int, first: int = 0) -> range:
    """The address of every ``step``-th number of a C array."""
    start, size = ctypes.addressof(numbers), ctypes.sizeof(numbers._type_)
    return range(start + size * first, start + size * len(numbers), size * step)


def leaves_line(text_page: Any, at: int, size: float, space: PageSpace) -> bool:
    """Whether a character stands on another line than the one before it.

    PDFium runs the last word of a line into the first one of the next where that lies under it, on
    turned pages.
    """
    lines = [space.point(*read_origin(text_page, found))[1] for found in (at - 1, at)]
    return abs(lines[1] - lines[0]) > OTHER_LINE * size


def measure_gap(text_page: Any, at: int, before: Style, space: PageSpace) -> float:
    """Points between a character and the one before it, of that style, along the line."""
    left = space.point(*read_origin(text_page, at))[0]
    return left - _right_edge(text_page, at - 1, before, space)


def _chars_to_box(text_page: Any, first: int, last: int, style: Style, space: PageSpace) -> Box:
    """The box from one character to another of a line.

    A box is as high as the font size and stands on the font's descent, as other readers have it.
    """
    if not style.upright:
        return _tight_box(text_page, first, last, space)
    left, line = space.point(*read_origin(text_page, first))
    bottom = line - style.descent
    right = _right_edge(text_page, last, style, space)
    return Box(left, bottom - style.size, max(left, right), bottom)


def _right_edge(text_page: Any, at: int, style: Style, space: PageSpace) -> float:
    """Where a character's advance ends."""
    if space.turns:
        return _turned_right_edge(text_page, at, style, space)
    end = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text_page, at, end)
    return space.point(end.right, 0.0)[0]


def _turned_right_edge(text_page: Any, at: int, style: Style, space: PageSpace) -> float:
    """Where an advance ends on a turned page, whose characters' boxes PDFium does not turn.

    The letters of a ligature have one origin: their widths add up.
    """
    font = ctypes.cast(style.handle, pdfium.FPDF_FONT)
    origin = read_origin(text_page, at)
    width = 0.0
    part = at
    while part >= 0 and read_origin(text_page, part) == origin:
        advance = ctypes.c_float()
        code = pdfium.FPDFText_GetUnicode(text_page, part)
        pdfium.FPDFFont_GetGlyphWidth(font, code, style.nominal, advance)
        width += advance.value * style.stretch
        part -= 1
    if width <= 0:
        return _tight_box(text_page, at, at, space).x1
    return space.point(*origin)[0] + width


def read_origin(text_page: Any, at: int) -> tuple[float, float]:
    """Where a character stands on its baseline, in points of user space."""
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

"""PDFium's functions that are called for every word or point, with plain numbers for pointers.

The bindings make an object of every pointer that a call gives or takes; a word needs several.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import c_double, c_float, c_int, c_void_p
from typing import Any

import pypdfium2_raw.bindings as pdfium


def handle_to_address(handle: Any) -> int:
    """A pointer as a number, 0 for none."""
    return ctypes.cast(handle, c_void_p).value or 0


def _lean(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """``function`` with other types of the same size for its result and arguments."""
    return ctypes.CFUNCTYPE(result, *arguments)(handle_to_address(function))


get_char_origin = _lean(pdfium.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, c_void_p, c_void_p)
"""(text page, index, address of a double for x, of one for y) → whether there is a character."""

get_loose_char_box = _lean(pdfium.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
"""(text page, index, address of four floats) → whether there is a character."""

get_char_matrix = _lean(pdfium.FPDFText_GetMatrix, c_int, c_void_p, c_int, c_void_p)
"""(text page, index, address of six floats) → whether there is a character."""

get_font_size = _lean(pdfium.FPDFText_GetFontSize, c_double, c_void_p, c_int)
"""(text page, index) → the nominal font size."""

get_text_object = _lean(pdfium.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
"""(text page, index) → address of the text object, ``None`` for an invented character."""

has_map_error = _lean(pdfium.FPDFText_HasUnicodeMapError, c_int, c_void_p, c_int)
"""(text page, index) → whether the character is a code for want of a letter."""

get_render_mode = _lean(pdfium.FPDFTextObj_GetTextRenderMode, c_int, c_void_p)
"""(text object) → whether letters are filled, drawn in outline, or neither."""

get_font = _lean(pdfium.FPDFTextObj_GetFont, c_void_p, c_void_p)
"""(text object) → address of the font."""

get_fill_colour = _lean(
    pdfium.FPDFPageObj_GetFillColor, c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p
)
"""(object, addresses of four unsigned integers for red, green, blue and alpha) → whether it has."""

get_page_object = _lean(pdfium.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
"""(page, index) → address of the object."""

get_object_type = _lean(pdfium.FPDFPageObj_GetType, c_int, c_void_p)
"""(object) → its kind."""

count_segments = _lean(pdfium.FPDFPath_CountSegments, c_int, c_void_p)
"""(path) → the number of its points."""

get_segment = _lean(pdfium.FPDFPath_GetPathSegment, c_void_p, c_void_p, c_int)
"""(path, index) → address of the segment."""

get_segment_type = _lean(pdfium.FPDFPathSegment_GetType, c_int, c_void_p)
"""(segment) → its kind."""

get_segment_point = _lean(pdfium.FPDFPathSegment_GetPoint, c_int, c_void_p, c_void_p, c_void_p)
"""(segment, address of a float for x, of one for y) → whether there is a point."""

get_segment_close = _lean(pdfium.FPDFPathSegment_GetClose, c_int, c_void_p)
"""(segment) → whether it closes its figure."""

Matrix = c_float * 6
"""Room for a matrix."""

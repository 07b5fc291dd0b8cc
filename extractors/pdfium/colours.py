"""What is as white as paper, and what is not."""

from __future__ import annotations

from ctypes import addressof, c_uint, sizeof

import pypdfium2_raw.bindings as pdfium

from extractors.pdfium.calls import get_fill_colour, get_render_mode

WHITE = 250
"""A colour whose parts (0 to 255) are all at least this is white."""

_OUTLINED = (
    pdfium.FPDF_TEXTRENDERMODE_STROKE,
    pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE,
    pdfium.FPDF_TEXTRENDERMODE_STROKE_CLIP,
    pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP,
)

_parts = (c_uint * 4)()
_places = [addressof(_parts) + sizeof(c_uint) * at for at in range(4)]


def is_white(found: int) -> bool:
    """Whether an object is filled with a colour that cannot be told from white paper.

    Args:
        found: address of PDFium's object.
    """
    if not get_fill_colour(found, *_places):
        return False
    red, green, blue, alpha = _parts
    return alpha == 0 or min(red, green, blue) >= WHITE


def is_white_text(found: int) -> bool:
    """Whether a text is filled with white, and not drawn with a line around its letters.

    Args:
        found: address of PDFium's object.
    """
    return is_white(found) and get_render_mode(found) not in _OUTLINED

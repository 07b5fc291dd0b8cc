"""Ligatures whose letters stand in a mark beside them (/ActualText), which PDFium may turn round.

PDFium takes a glyph without letters for the character of its code. Where that one is written from
right to left, as U+08B0 is, it turns the mark's text as well.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdfium2_raw.bindings as pdfium

from extractors.pdfium.boxes import read_origin
from extractors.pdfium.styles import PageStyles

_KEY = b"ActualText"
_ENCODINGS = {b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
"""Of texts in a PDF, by the bytes they begin with."""

_COMMON = "latin-1"
"""Letters of all other texts."""


def restore_actual_texts(text: str, text_page: Any, styles: PageStyles) -> str:
    """The text of a page with such letters in the order of their mark.

    before: "hi", "it\u00adt", "lls", where the mark of the ligature says "t\u00adti"
    after:  "hi", "t\u00adti", "lls"
    """
    kept = text
    for start, end in _find_ligatures(text, text_page, styles):
        seen = text[start:end]
        if seen != seen[::-1] and seen[::-1] in _read_marks(styles.object_at(start)):
            kept = kept[:start] + seen[::-1] + kept[end:]
    return kept


def _find_ligatures(text: str, text_page: Any, styles: PageStyles) -> Iterator[tuple[int, int]]:
    """Stretches of characters that stand at one place and belong to one text object."""
    begun = 0
    objects = styles.objects_at(range(len(text)))
    places = [(*read_origin(text_page, at), objects[at]) for at in range(len(text))]
    breaks = [at for at, (a, b) in enumerate(pairwise(places), 1) if a != b]
    for end in (*breaks, len(text)):
        if end - begun > 1 and objects[begun]:
            yield begun, end
        begun = end


def _read_marks(text_object: int) -> list[str]:
    """The texts in the marks of an object."""
    handle = ctypes.cast(text_object, pdfium.FPDF_PAGEOBJECT)
    marks = (
        pdfium.FPDFPageObj_GetMark(handle, number)
        for number in range(pdfium.FPDFPageObj_CountMarks(handle))
    )
    return [_read_text(mark) for mark in marks]


def _read_text(mark: Any) -> str:
    """A mark's text, "" without one."""
    length = ctypes.c_ulong()
    pdfium.FPDFPageObjMark_GetParamBlobValue(mark, _KEY, None, 0, length)
    buffer = (ctypes.c_ubyte * length.value)()
    pdfium.FPDFPageObjMark_GetParamBlobValue(mark, _KEY, buffer, length.value, length)
    told = bytes(buffer)
    encoding = next((name for begin, name in _ENCODINGS.items() if told.startswith(begin)), _COMMON)
    return told.decode(encoding, "replace")

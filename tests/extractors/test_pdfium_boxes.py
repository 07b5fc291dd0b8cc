"""Where characters stand, as PDFium tells it of upright and turned pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pypdfium2_raw.bindings as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from benchmarks.layouts.rotation import rotate_pages
from extractors.pdfium.boxes import leaves_line
from extractors.pdfium.space import PageSpace
from extractors.pdfium.words import settle_hyphens

SIZE = 11.0
SPACES = {
    0: PageSpace(0, 0, 595, 842, 0),
    90: PageSpace(0, 0, 842, 595, 1),
    270: PageSpace(0, 0, 842, 595, 3),
}
AT_LINES_END = "\ufffe"

every_turn = pytest.mark.parametrize("turn", SPACES)


@contextmanager
def open_page(turn: int, *drawn: tuple[float, float, str]) -> Iterator[tuple[Any, str]]:
    """A page of texts, each at a place, stored on its side: PDFium's handle and what it reads."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    canvas.setFont("Helvetica", SIZE)
    for x, y, text in drawn:
        canvas.drawString(x, y, text)
    canvas.save()
    data = rotate_pages(buffer.getvalue(), turn)
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    page = pdfium.FPDF_LoadPage(document, 0)
    text_page = pdfium.FPDFText_LoadPage(page)
    signs: Sequence[int] = range(pdfium.FPDFText_CountChars(text_page))
    yield text_page, "".join(chr(pdfium.FPDFText_GetUnicode(text_page, at)) for at in signs)
    pdfium.FPDFText_ClosePage(text_page)
    pdfium.FPDF_ClosePage(page)
    pdfium.FPDF_CloseDocument(document)


@every_turn
def test_a_character_of_the_next_line_leaves_the_line(turn: int) -> None:
    with open_page(turn, (72, 700, "all."), (90, 684, "The")) as (page, text):
        assert text == "all.\r\nThe"
        leaving = [leaves_line(page, at, SIZE, SPACES[turn]) for at in (1, 2, 3, 6, 7, 8)]
    assert leaving == [False, False, False, True, False, False]


@every_turn
def test_a_hyphen_inside_a_line_is_shown_whatever_pdfium_takes_it_for(turn: int) -> None:
    with open_page(turn, (72, 700, "EU-stöd")) as (page, text):
        taken = text.replace("-", AT_LINES_END)
        assert settle_hyphens(taken, page, SPACES[turn]) == "EU-stöd"


@every_turn
def test_a_hyphen_under_the_next_letter_shows_nothing(turn: int) -> None:
    with open_page(turn, (72, 700, "in"), (80.55, 700, "-"), (80.55, 700, "teg")) as (page, text):
        taken = text.replace("-", AT_LINES_END)
        assert settle_hyphens(taken, page, SPACES[turn]) == "in\u00adteg"


@every_turn
def test_a_hyphen_at_a_lines_end_stays_one(turn: int) -> None:
    with open_page(turn, (72, 700, "inte-"), (72, 686, "gration")) as (page, _):
        taken = f"inte{AT_LINES_END}gration"
        assert settle_hyphens(taken, page, SPACES[turn]) == taken

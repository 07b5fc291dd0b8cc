"""Where characters stand, as PDFium tells it of upright and turned pages."""

from __future__ import annotations

from io import BytesIO

import pypdfium2_raw.bindings as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from benchmarks.layouts.rotation import rotate_pages
from extractors.pdfium.boxes import leaves_line
from extractors.pdfium.space import PageSpace

SIZE = 11.0
SPACES = {
    0: PageSpace(0, 0, 595, 842, 0),
    90: PageSpace(0, 0, 842, 595, 1),
    270: PageSpace(0, 0, 842, 595, 3),
}


@pytest.mark.parametrize("turn", SPACES)
def test_a_character_of_the_next_line_leaves_the_line(turn: int) -> None:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    canvas.setFont("Helvetica", SIZE)
    canvas.drawString(72, 700, "all.")
    canvas.drawString(90, 684, "The")
    canvas.save()
    data = rotate_pages(buffer.getvalue(), turn)
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    page = pdfium.FPDF_LoadPage(document, 0)
    text_page = pdfium.FPDFText_LoadPage(page)
    text = "".join(chr(pdfium.FPDFText_GetUnicode(text_page, at)) for at in range(9))
    assert text == "all.\r\nThe"
    leaving = [leaves_line(text_page, at, SIZE, SPACES[turn]) for at in (1, 2, 3, 6, 7, 8)]
    assert leaving == [False, False, False, True, False, False]
    pdfium.FPDFText_ClosePage(text_page)
    pdfium.FPDF_ClosePage(page)
    pdfium.FPDF_CloseDocument(document)

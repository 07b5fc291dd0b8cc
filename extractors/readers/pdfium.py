"""Reads a PDF with PDFium: fast, and the default for PDFs."""

from __future__ import annotations

from pathlib import Path

from extractors.on_page import OnPage
from schemas.stages import Document, MediaType, Source

NAME = "pdfium"
MEDIA_TYPE: MediaType = "application/pdf"
RANK = 10


def read(path: Path, source: Source, password: str | None, on_page: OnPage) -> Document:
    """Read words and rules of every page; a page that cannot be read is named, not left out.

    Raises:
        PasswordError: the PDF is locked and the password is missing or wrong.
        InputError: the file is damaged beyond reading, or has no pages.
    """
    # The engine is imported when it is used: finding readers costs nothing.
    from extractors.pdfium.document import read_pdf

    return read_pdf(path, source, password, on_page)

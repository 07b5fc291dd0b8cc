"""Reads a PDF with PDFium's raw calls, page by page.

They are imported from where ``pypdfium2.raw`` has them: ``pypdfium2`` itself loads twenty more.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2_raw.bindings as pdfium

from extractors.on_page import OnPage
from extractors.pdfium.found_words import FoundWords, drop_unseen
from extractors.pdfium.inspection import Inspection, inspect_pdf
from extractors.pdfium.paths import TooManyObjectsError, has_images, read_grounds, read_shapes
from extractors.pdfium.space import PageSpace
from extractors.pdfium.words import WordReader
from extractors.readers.pdfium import NAME
from extractors.refusals import refuse_damaged, refuse_locked, refuse_pageless
from schemas.errors import InputError
from schemas.stages import Document, FailedPage, Page, Rule, Source


def read_pdf(path: Path, source: Source, password: str | None, on_page: OnPage) -> Document:
    """Read words and rules of every page; a page that cannot be read is named, not left out.

    Raises:
        PasswordError: the PDF is locked and the password is missing or wrong.
        InputError: the file is damaged beyond reading, or has no pages.
    """
    pages: list[Page] = []
    failed: list[FailedPage] = []
    data = path.read_bytes()
    inspection = inspect_pdf(data, password)
    with _open_document(path, inspection.shown or data, password) as document:
        words = WordReader(inspection)
        total = pdfium.FPDF_GetPageCount(document)
        index = 0
        for number in range(1, total + 1):
            page = _judge(_read_page(document, number, words, index), inspection)
            if isinstance(page, FailedPage):
                failed.append(page)
            else:
                pages.append(page)
                index += len(page.words)
            on_page(number, total)
    if not pages:
        raise refuse_pageless(path)
    source = replace(source, pages=total)
    return Document(source, NAME, tuple(pages), tuple(failed), repaired=inspection.repaired)


@contextmanager
def _open_document(path: Path, data: bytes, password: str | None) -> Iterator[Any]:
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document and password:
        document = pdfium.FPDF_LoadMemDocument64(data, len(data), password.encode())
    if not document:
        raise _refusal(path, pdfium.FPDF_GetLastError(), password)
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _refusal(path: Path, code: int, password: str | None) -> InputError:
    if code == pdfium.FPDF_ERR_PASSWORD:
        return refuse_locked(path, password)
    if code == pdfium.FPDF_ERR_SECURITY:
        return InputError(
            f"{path}: the PDF is locked in a way that cannot be opened; ask for an open copy"
        )
    return refuse_damaged(path)


def _judge(page: Page | FailedPage, inspection: Inspection) -> Page | FailedPage:
    """A page whose content is damaged has failed, even when PDFium shows an empty one."""
    damage = inspection.damaged.get(page.number)
    if damage:
        return FailedPage(page.number, damage)
    blank = isinstance(page, Page) and not page.words and not page.rules and not page.shows_other
    if blank and page.number in inspection.with_text:
        return FailedPage(page.number, "its content cannot be interpreted")
    return page


def _read_page(document: Any, number: int, words: WordReader, index: int) -> Page | FailedPage:
    page = pdfium.FPDF_LoadPage(document, number - 1)
    if not page:
        return FailedPage(number, "PDFium cannot load it")
    try:
        space = _page_to_space(page)
        found = _read_words(page, space, number, words, index)
        turns = found.turns if found else 0
        if turns:
            # Turned text is read as that of a turned page: PDFium takes its order from there.
            turned = (pdfium.FPDFPage_GetRotation(page) + turns) % 4
            pdfium.FPDFPage_SetRotation(page, turned)
            space = _page_to_space(page)
            found = _read_words(page, space, number, words, index)
        if found is None:
            return FailedPage(number, "PDFium cannot read its text")
        if found.pale:
            found = drop_unseen(found, read_grounds(page, space))
        try:
            shapes = read_shapes(page, space)
        except TooManyObjectsError as error:
            return FailedPage(number, f"it has {error} objects")
        rules = tuple(Rule(box) for box in shapes.rules)
        other = not found.words and not rules and (found.characters > 0 or has_images(page))
        return Page(
            number, space.width, space.height, found.words, rules,
            tuple(shapes.fills), tuple(shapes.dots), other, found.unread, found.turned, turns,
        )  # fmt: skip
    finally:
        pdfium.FPDF_ClosePage(page)


def _read_words(
    page: Any, space: PageSpace, number: int, words: WordReader, index: int
) -> FoundWords | None:
    """The words of a page; ``None`` when PDFium cannot read its text."""
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return None
    try:
        return words.read(text_page, space, number, index)
    finally:
        pdfium.FPDFText_ClosePage(text_page)


def _page_to_space(page: Any) -> PageSpace:
    """The part of the page that is shown: its crop box, where it has one."""
    turns = pdfium.FPDFPage_GetRotation(page) % 4
    shown = pdfium.FS_RECTF()
    if pdfium.FPDF_GetPageBoundingBox(page, shown):
        return PageSpace(shown.left, shown.bottom, shown.right, shown.top, turns)
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    if turns % 2:
        width, height = height, width
    return PageSpace(0.0, 0.0, width, height, turns)

"""Reads a PDF with pdfplumber (pdfminer.six): slow, careful, page by page in constant memory."""

from __future__ import annotations

import struct
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from extractors.directions import choose_turns
from extractors.font_gaps import FontGaps
from extractors.fonts import decode_dingbats, is_bold_name, is_italic_name
from extractors.gaps import LOST_SPACE, NARROW_SPACE_SHARE
from extractors.letter_spacing import find_letter_joints
from extractors.on_page import OnPage
from extractors.pdfium.inspection import inspect_pdf
from extractors.plumber_chars import is_tinted, print_once, without_hidden_spaces, without_white
from extractors.plumber_directions import count_turns, cut_to_shown, part_directions, turn_page
from extractors.plumber_layout import lay_out
from extractors.readers.pdfplumber import NAME
from extractors.refusals import refuse_damaged, refuse_locked, refuse_pageless
from extractors.shapes import is_dot, is_fill, is_rule
from schemas.errors import InputError
from schemas.geometry import Box, boxes_to_hull
from schemas.glyphs import UnreadGlyph
from schemas.stages import Document, FailedPage, Page, Rule, Source, TurnedWord, Word

SPACE_SHARE = 0.2
"""Characters further apart than this share of the font size, in points, are two words."""

SIZE_DIGITS = 3
"""Sizes are told to so many digits: arithmetic makes 10.000000000000014 points of 10."""

_SOFT_HYPHEN = "\u00ad"

DRAWN = 0.05
"""A soft hyphen wider than this share of the font size is drawn."""

_Found = tuple[Word, list[UnreadGlyph], int | None]
"""A word, its glyphs without letters, and the quarter turns that make it upright."""

_Piece = tuple[str, Sequence[Any]]
"""A text and its characters as pdfplumber has them."""

PARSER_ERRORS = (
    PDFException, PSException, PdfminerException, MalformedPDFException, RecursionError,
    struct.error, zlib.error, ArithmeticError, AssertionError, AttributeError, LookupError,
    TypeError, ValueError, OSError, MemoryError,
)  # fmt: skip
"""What pdfminer is known to let out on damaged files: each is a refusal of the file."""


def read_pdf(path: Path, source: Source, password: str | None, on_page: OnPage) -> Document:
    """Read words and rules of every page; a page that cannot be read is named, not left out.

    Raises:
        PasswordError: the PDF is locked and the password is missing or wrong.
        InputError: the file is damaged beyond reading, or has no pages.
    """
    inspection = inspect_pdf(path.read_bytes(), password)
    try:
        pdf = _open(path, inspection.shown, password)
    except PARSER_ERRORS as error:
        raise _refusal(path, error, password) from error
    pages: list[Page] = []
    failed: list[FailedPage] = []
    with pdf:
        try:
            found = pdf.pages
        except PARSER_ERRORS as error:
            raise _refusal(path, error, password) from error
        numbers = count()
        for number, page in enumerate(found, start=1):
            try:
                pages.append(_page_to_stage(page, number, numbers, inspection.gaps))
            except PARSER_ERRORS as error:
                failed.append(FailedPage(number, f"{type(error).__name__}: {error}"))
            page.close()
            on_page(number, len(found))
    if not pages:
        raise refuse_pageless(path)
    return Document(
        replace(source, pages=len(pages) + len(failed)), NAME, tuple(pages), tuple(failed)
    )


def _open(path: Path, shown: bytes | None, password: str | None) -> Any:
    """Open without a password if that is enough: a needless one would be refused."""
    if shown:
        return pdfplumber.open(BytesIO(shown))
    try:
        return pdfplumber.open(path)
    except PdfminerException:
        if password is None:
            raise
        return pdfplumber.open(path, password=password)


def _refusal(path: Path, error: BaseException, password: str | None) -> InputError:
    cause: BaseException | object = error
    if isinstance(error, PdfminerException) and error.args:
        cause = error.args[0]
    if isinstance(cause, PDFPasswordIncorrect):
        return refuse_locked(path, password)
    return refuse_damaged(path, type(cause).__name__)


def _page_to_stage(page: Any, number: int, numbers: Iterator[int], gaps: FontGaps) -> Page:
    page = cut_to_shown(page)
    lay_out(page, gaps)
    turns = choose_turns(count_turns(page.chars))
    if turns:
        page = turn_page(page, turns)
        lay_out(page, gaps)
    found = _join_letters(
        list(_find_words(without_hidden_spaces(print_once(without_white(page))), number, numbers))
    )
    words = tuple(word for word, _, _ in found)
    unread = tuple(glyph for _, glyphs, _ in found for glyph in glyphs)
    turned = tuple(TurnedWord(word.index, way) for word, _, way in found if way != 0)
    width, height = float(page.width), float(page.height)
    rules = tuple(Rule(box) for box in _page_to_rule_boxes(page))
    filled = [found for found in (*page.rects, *page.curves) if found.get("fill")]
    boxes = [_found_to_box(found) for found in filled]
    fills = tuple(
        box
        for box, found in zip(boxes, filled, strict=True)
        if found["object_type"] == "rect" and is_fill(box, width, height) and is_tinted(found)
    )
    dots = tuple(box for box in boxes if is_dot(box))
    return Page(
        number, width, height, words, rules, fills, dots,
        unread=unread, turned=turned, turns=turns,
    )  # fmt: skip


def _find_words(page: Any, number: int, numbers: Iterator[int]) -> Iterator[_Found]:
    """The words of a page with their glyphs without letters, and the way that they run.

    Words are cut after punctuation where a narrow space stands.
    """
    pieces = (
        (turns, *piece)
        for turns, part, way in part_directions(page)
        for word in part.extract_words(
            x_tolerance_ratio=SPACE_SHARE,
            return_chars=True,
            **way,
        )
        for piece in _cut_at_lost_spaces(word)
    )
    for turns, text, chars in pieces:
        font, size = chars[0]["fontname"], round(float(chars[0]["size"]), SIZE_DIGITS)
        index = next(numbers)
        word = Word(
            index=index,
            text=unicodedata.normalize("NFC", decode_dingbats(_show_hyphens(text, chars), font)),
            page=number,
            box=boxes_to_hull(map(_found_to_box, chars)),
            font=font,
            size=size,
            bold=is_bold_name(font),
            italic=is_italic_name(font),
        )
        glyphs = [glyph for char in chars if (glyph := char.get("unread"))]
        yield word, [UnreadGlyph(index, glyph.font, glyph.code) for glyph in glyphs], turns


def _join_letters(found: Sequence[_Found]) -> list[_Found]:
    """The words of a page, those joined that are set with gaps between their letters."""
    words = [word for word, _, _ in found]
    joints = find_letter_joints(
        [word.text for word in words], [word.box for word in words], [word.size for word in words]
    )
    joined: list[_Found] = []
    for at, (word, glyphs, turns) in enumerate(found):
        if at not in joints:
            joined.append((word, glyphs, turns))
            continue
        first, before, _ = joined[-1]
        whole = first._replace(
            text=first.text + word.text, box=boxes_to_hull((first.box, word.box))
        )
        own = [glyph._replace(word=first.index) for glyph in glyphs]
        joined[-1] = (whole, [*before, *own], turns)
    return joined


def _show_hyphens(text: str, chars: Sequence[Any]) -> str:
    """``text`` with a hyphen for every soft hyphen that is drawn.

    Typst may call all hyphens soft ones, also a word's own ("EU-rahasto").
    """
    if _SOFT_HYPHEN not in text or len(text) != len(chars):
        return text
    return "".join(
        "-" if sign == _SOFT_HYPHEN and char["x1"] - char["x0"] > DRAWN * char["size"] else sign
        for sign, char in zip(text, chars, strict=True)
    )


def _cut_at_lost_spaces(word: Any) -> Iterator[_Piece]:
    """A word in pieces where a narrow space after punctuation shows only as a gap."""
    text, chars = word["text"], word["chars"]
    begun = 0
    cuts = [match.end() for match in LOST_SPACE.finditer(text)] if len(text) == len(chars) else []
    for at in cuts:
        gap = chars[at]["x0"] - chars[at - 1]["x1"]
        if gap > NARROW_SPACE_SHARE * chars[at]["size"]:
            yield text[begun:at], chars[begun:at]
            begun = at
    yield text[begun:], chars[begun:]


def _found_to_box(found: Any) -> Box:
    return Box(float(found["x0"]), float(found["top"]), float(found["x1"]), float(found["bottom"]))


def _page_to_rule_boxes(page: Any) -> Iterator[Box]:
    for found in (*page.lines, *page.rects, *page.curves):
        box = _found_to_box(found)
        if is_rule(box):
            yield box
        elif found["object_type"] == "rect" and found.get("stroke"):
            yield from _box_to_edges(box)


def _box_to_edges(box: Box) -> tuple[Box, Box, Box, Box]:
    x0, top, x1, bottom = box
    return (
        Box(x0, top, x1, top), Box(x0, bottom, x1, bottom),
        Box(x0, top, x0, bottom), Box(x1, top, x1, bottom),
    )  # fmt: skip

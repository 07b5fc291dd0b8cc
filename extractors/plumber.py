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
from extractors.gaps import LOST_SPACE, NARROW_SPACE_SHARE, may_hide
from extractors.on_page import OnPage
from extractors.overprints import Place, find_overprints
from extractors.pdfium.inspection import inspect_pdf
from extractors.plumber_directions import count_turns, cut_to_shown, part_directions, turn_page
from extractors.plumber_layout import lay_out
from extractors.readers.pdfplumber import NAME
from extractors.refusals import refuse_damaged, refuse_locked, refuse_pageless
from extractors.shapes import is_dot, is_fill, is_rule
from schemas.errors import InputError
from schemas.geometry import Box, boxes_to_hull
from schemas.glyphs import UnreadGlyph
from schemas.stages import Document, FailedPage, Page, Rule, Source, TurnedWord, Word

WHITE = 0.98
"""A colour whose parts are all at least this is white."""

CMYK_PARTS = 4

SPACE_SHARE = 0.2
"""Characters further apart than this share of the font size, in points, are two words."""

HIDDEN_SHARE = 0.08
"""A space that the next letter leaves less than this share of is not shown."""

SIZE_DIGITS = 3
"""Sizes are told to so many digits: arithmetic makes 10.000000000000014 points of 10."""

_SOFT_HYPHEN = "\u00ad"

DRAWN = 0.05
"""A soft hyphen wider than this share of the font size is drawn."""

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
    found = list(_find_words(_without_hidden_spaces(_print_once(page)), number, numbers))
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
        if found["object_type"] == "rect" and is_fill(box, width, height) and _is_tinted(found)
    )
    dots = tuple(box for box in boxes if is_dot(box))
    return Page(
        number, width, height, words, rules, fills, dots,
        unread=unread, turned=turned, turns=turns,
    )  # fmt: skip


def _find_words(
    page: Any, number: int, numbers: Iterator[int]
) -> Iterator[tuple[Word, list[UnreadGlyph], int | None]]:
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


def _print_once(page: Any) -> Any:
    """The page without letters that are printed over their like."""
    letters = [found for found in page.chars if not found["text"].isspace()]
    copies = find_overprints(
        Place(found["text"], found["x0"], found["top"], found["size"]) for found in letters
    )
    hidden = {id(letters[at]) for at in copies}
    return page.filter(lambda found: id(found) not in hidden) if hidden else page


def _without_hidden_spaces(page: Any) -> Any:
    """The page without spaces that a letter stands on: soft hyphens are printed so.

    A browser prints the next letter over the space, LibreOffice the space under the last letter.

    before: "in", " " at 30.0 to 32.5, "teg" from 30.0 on: two words
    after:  "in", "teg" from 30.0 on: one word
    """
    hidden: set[tuple[float, float]] = set()
    waiting: list[Any] = []
    last: Any = None
    for char in sorted(page.chars, key=lambda found: (found["top"], found["x0"])):
        if char["text"] == " ":
            waiting.append(char)
            continue
        if last is None or may_hide(last["text"], char["text"]):
            hidden |= {(s["x0"], s["top"]) for s in waiting if _is_hidden(s, last, char)}
        waiting, last = [], char
    if not hidden:
        return page
    return page.filter(
        lambda found: (
            found["object_type"] != "char"
            or found["text"] != " "
            or (found["x0"], found["top"]) not in hidden
        )
    )


def _is_hidden(space: Any, before: Any, after: Any) -> bool:
    """Whether a space stands on the letter before it, if there is one, or under the next one."""
    on_last = before is not None and (_ends_with(before, space) or _hides(before, space))
    return on_last or _hides(after, space)


def _hides(letter: Any, space: Any) -> bool:
    """Whether a letter begins where a space does."""
    near = abs(letter["x0"] - space["x0"]) < HIDDEN_SHARE * (space["x1"] - space["x0"])
    return bool(near and letter["top"] == space["top"])


def _ends_with(letter: Any, space: Any) -> bool:
    """Whether a letter ends where a space does, and begins before it."""
    near = abs(letter["x1"] - space["x1"]) < HIDDEN_SHARE * (space["x1"] - space["x0"])
    return bool(near and letter["x0"] < space["x0"] and letter["top"] == space["top"])


def _is_tinted(found: Any) -> bool:
    """Whether a fill can be told from white paper: grey or colour parts run from 0.0 to 1.0."""
    colour = found.get("non_stroking_color")
    parts = colour if isinstance(colour, (list, tuple)) else [colour]
    numbers = [float(part) for part in parts if isinstance(part, (int, float))]
    if len(numbers) == CMYK_PARTS:
        return max(numbers) > 1 - WHITE
    return not numbers or min(numbers) < WHITE


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

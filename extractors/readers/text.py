"""Reads a text dump of a plan: lines with their numbers, pages where form feeds mark them."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from itertools import count
from pathlib import Path

import regex

from extractors.on_page import OnPage
from schemas.errors import InputError
from schemas.geometry import Box
from schemas.stages import Document, MediaType, Page, Source, Word

NAME = "text"
MEDIA_TYPE: MediaType = "text/plain"
RANK = 10

LINE_HEIGHT = 12.0
"""Distance of two lines and stand-in font size, in points."""

_WIDTHS = {
    **dict.fromkeys("ijl.,:;'|!•", 0.25),
    **dict.fromkeys("ftrI()[]-/ ", 0.32),
    **dict.fromkeys("mwMW%@–", 0.85),
    **dict.fromkeys("ABCDEFGHKNOPQRSUVXYZÅÄÖ&", 0.68),
}
_COMMON_WIDTH = 0.54

_COLUMN_GAP = regex.compile(r"\S {3,}\S")
_COLUMNAR_SHARE = 0.05
_COLUMN_WIDTH = 0.5


def read(path: Path, source: Source, password: str | None, on_page: OnPage) -> Document:
    """Read the lines of a dump. Lengths are those of a common sans font (see ``Word.box``).

    A dump that keeps columns by runs of spaces (``pdftotext -layout``) keeps them here as well.

    Raises:
        InputError: the bytes are no text.
    """
    lines = _decode(path).split("\n")
    in_columns = _keeps_columns(lines)
    numbers = count()
    blank = 0
    pages: list[list[Word]] = [[]]
    for number, raw in enumerate(lines, start=1):
        parts = raw.split("\f")
        for at, part in enumerate(parts):
            if at:
                pages.append([])
            found_words = _line_to_words(part, number, in_columns, blank)
            blank = 0 if found_words else blank + len(part)
            pages[-1].extend(
                Word(
                    index=next(numbers),
                    text=found.text,
                    page=len(pages),
                    box=found.box,
                    line=number,
                    size=LINE_HEIGHT,
                    ends_paragraph=found.ends_paragraph,
                    spaces=found.spaces,
                )
                for found in found_words
            )
    if len(pages) > 1 and not pages[-1]:
        pages.pop()
    height = LINE_HEIGHT * len(lines)
    stages = tuple(
        Page(number, max((w.box.x1 for w in words), default=0.0), height, tuple(words))
        for number, words in enumerate(pages, start=1)
    )
    on_page(len(stages), len(stages))
    return Document(replace(source, pages=len(stages)), NAME, stages, in_reading_order=False)


def _decode(path: Path) -> str:
    data = path.read_bytes()
    encodings = (
        ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    )
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    raise InputError(f"{path}: not a text in UTF-8; save the dump as UTF-8")


def _keeps_columns(lines: list[str]) -> bool:
    filled = [line for line in lines if line.strip()]
    gaps = sum(bool(_COLUMN_GAP.search(line)) for line in filled)
    return gaps > _COLUMNAR_SHARE * len(filled)


def text_to_width(text: str) -> float:
    """Width of ``text`` in points in a common sans font, near enough to compare lines by."""
    return LINE_HEIGHT * sum(_WIDTHS.get(c, _COMMON_WIDTH) for c in text)


def _line_to_words(line: str, number: int, in_columns: bool, blank: int) -> list[Word]:
    """The words of a line; ``blank`` spaces stand on lines of spaces above it."""
    trailing = len(line) - len(line.rstrip())
    top = LINE_HEIGHT * (number - 1)
    words: list[Word] = []
    x = 0.0
    end = -blank
    for match in regex.finditer(r"[^\s]+", line):
        width = text_to_width(match[0])
        if in_columns:
            x = match.start() * _COLUMN_WIDTH * LINE_HEIGHT
            width = len(match[0]) * _COLUMN_WIDTH * LINE_HEIGHT
        box = Box(x, top, x + width, top + LINE_HEIGHT * 0.9)
        words.append(Word(-1, match[0], 1, box, spaces=(match.start() - end, 0)))
        x = box.x1 + text_to_width(" ")
        end = match.end()
    if words:
        spaces = (words[-1].spaces[0], trailing)
        words[-1] = words[-1]._replace(ends_paragraph=trailing >= 2, spaces=spaces)
    return words

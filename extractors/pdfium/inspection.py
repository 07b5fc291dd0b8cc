"""What qpdf says of a PDF: what its fonts declare, the pages whose content is damaged.

PDFium repairs silently and replaces a declared descent of 0 by one of its own.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf
import regex

from extractors.font_gaps import FontGaps, GapFinder, without_tag
from extractors.shown_content import write_as_shown

_SHOWN_TEXT = regex.compile(rb"\((?!\s*\))|<[0-9A-Fa-f]")
"""The beginning of a text that is not empty, in a page's content."""

_WHITE = (b"1 1 1 rg", b"1 g")
"""How white is set, in colours and in grey; some greys end so, too."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """What qpdf found; empty for a file that it cannot open.

    Attributes:
        descents: by font name without subset tag, as shares of the font size.
        damaged: 1-based pages whose content cannot be decoded, with the reason.
        with_text: 1-based pages whose content holds text.
        with_white: 1-based pages whose content sets white for what is filled.
        repaired: whether the file's structure had to be repaired.
        gaps: glyphs of its fonts that have no letters.
        shown: the file written anew, where a page shows other text than its content holds.
    """

    descents: dict[str, float] = field(default_factory=dict)
    damaged: dict[int, str] = field(default_factory=dict)
    with_text: frozenset[int] = frozenset()
    with_white: frozenset[int] = frozenset()
    repaired: bool = False
    gaps: FontGaps = field(default_factory=dict)
    shown: bytes | None = None


def inspect_pdf(data: bytes, password: str | None) -> Inspection:
    """Look at fonts and page contents without interpreting them."""
    try:
        with _open(data, password) as pdf:
            repaired = bool(pdf.get_warnings())
            damaged: dict[int, str] = {}
            with_text: set[int] = set()
            with_white: set[int] = set()
            for number, page in enumerate(pdf.pages, start=1):
                try:
                    content = b"\n".join(_read_contents(page))
                except (pikepdf.PdfError, pikepdf.DataDecodingError) as error:
                    damaged[number] = f"its content cannot be decoded ({type(error).__name__})"
                else:
                    if _SHOWN_TEXT.search(content):
                        with_text.add(number)
                        if any(white in content for white in _WHITE):
                            with_white.add(number)
            descents, gaps = _read_fonts(pdf)
            shown = None if damaged else write_as_shown(pdf)
            pages = frozenset(with_text), frozenset(with_white)
            return Inspection(descents, damaged, *pages, repaired, gaps, shown)
    except (pikepdf.PdfError, pikepdf.PasswordError, pikepdf.QpdfRuntimeError):
        return Inspection()


def _open(data: bytes, password: str | None) -> pikepdf.Pdf:
    """Open without a password if that is enough, as readers do."""
    try:
        return pikepdf.open(io.BytesIO(data), suppress_warnings=True)
    except pikepdf.PasswordError:
        return pikepdf.open(io.BytesIO(data), password=password or "", suppress_warnings=True)


def _read_contents(page: pikepdf.Page) -> Iterator[bytes]:
    contents = page.obj.get("/Contents")
    parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    for part in parts:
        if isinstance(part, pikepdf.Stream):
            yield part.read_bytes()


def _read_fonts(pdf: pikepdf.Pdf) -> tuple[dict[str, float], FontGaps]:
    """The declared descents, where a declared 0 (LibreOffice writes it) stays 0, and the gaps."""
    found: dict[str, float] = {}
    gaps = GapFinder()
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Dictionary):
            continue
        kind = item.get("/Type")
        if kind == "/Font":
            gaps.look_at(item)
        elif kind == "/FontDescriptor":
            try:
                name = str(item.get("/FontName", "")).removeprefix("/")
            except UnicodeDecodeError:
                continue  # a damaged name: no font that a reader names will ask for it
            found.setdefault(without_tag(name), _declared_descent(item))
    return found, gaps.gaps


def _declared_descent(descriptor: pikepdf.Object) -> float:
    """A share of the font size below the baseline; some producers forget the minus sign."""
    try:
        return -abs(float(descriptor.get("/Descent", 0))) / 1000
    except (TypeError, ValueError):
        return 0.0

"""Glyphs of a PDF's fonts that its character maps give no letters for, as often ligatures.

A font's /ToUnicode map says which letters a glyph shows. Where it leaves out a glyph that is used,
readers fall back on the glyph's code, which is a number and no letter. The font program inside the
PDF may still know the letters.
"""

from __future__ import annotations

import io
import struct
import unicodedata
from collections.abc import Mapping

import pikepdf
import regex

FontGaps = Mapping[str, Mapping[int, str]]
"""By the name of a font (without subset tag) that has such glyphs: the letters that the font
program tells, by code; "" where nothing tells them."""

LAST_CODE = 0xFFFF
"""Codes of composite fonts have two bytes."""

_SUBSET_TAG_LENGTH = 7
_IDENTITIES = ("/Identity-H", "/Identity-V")

_BLOCK = regex.compile(rb"begin(bfchar|bfrange)(.*?)end\1", regex.DOTALL)
_CHAR = regex.compile(rb"<\s*([0-9A-Fa-f]+)\s*>\s*<([^>]*)>")
_CHAR_RANGE = regex.compile(
    rb"<\s*([0-9A-Fa-f]+)\s*>\s*<\s*([0-9A-Fa-f]+)\s*>\s*(<[^>]*>|\[[^]]*\])"
)
_LETTERS = regex.compile(rb"[1-9A-Fa-f]")
"""Occurs in what a map gives for a code, unless that is nothing, or the character zero."""

_HARMED = (pikepdf.PdfError, TypeError, ValueError, KeyError, IndexError, AttributeError)
"""What a damaged font dictionary raises; readers say of such a font what they can."""


def without_tag(name: str) -> str:
    """The name of a font without the tag of its subset.

    >>> without_tag("BAAAAA+LiberationSans")
    'LiberationSans'
    """
    has_tag = len(name) > _SUBSET_TAG_LENGTH and name[_SUBSET_TAG_LENGTH - 1] == "+"
    return name[_SUBSET_TAG_LENGTH:] if has_tag else name


class GapFinder:
    """Looks at the fonts of a PDF, one after another."""

    def __init__(self) -> None:
        """Start without gaps."""
        self.gaps: dict[str, dict[int, str]] = {}

    def look_at(self, font: pikepdf.Dictionary) -> None:
        """Take a font dictionary.

        Two subsets of one font have one name here: a code that shows different letters in them has
        none.
        """
        try:
            codes = _find_gaps(font)
            if codes:
                name = without_tag(str(font.get("/BaseFont", "")).removeprefix("/"))
                letters = _read_embedded_letters(font, codes)
                known = self.gaps.setdefault(name, {})
                for code in codes:
                    told = letters.get(code, "")
                    known[code] = told if known.get(code, told) == told else ""
        except _HARMED:
            return


def read_mapped_codes(character_map: bytes) -> set[int]:
    """The codes that a /ToUnicode map gives letters for.

    >>> sorted(read_mapped_codes(
    ...     b"2 beginbfchar <0082> <00740074> <08b0> <> endbfchar "
    ...     b"1 beginbfrange <0003> <0005> <0020> endbfrange"))
    [3, 4, 5, 130]
    """
    codes: set[int] = set()
    for kind, body in _BLOCK.findall(character_map):
        if kind == b"bfchar":
            codes.update(int(code, 16) for code, told in _CHAR.findall(body) if _tells(told))
        else:
            for first, last, told in _CHAR_RANGE.findall(body):
                if _tells(told):
                    codes.update(range(int(first, 16), min(int(last, 16), LAST_CODE) + 1))
    return codes


def _tells(letters: bytes) -> bool:
    return _LETTERS.search(letters) is not None


def _find_gaps(font: pikepdf.Dictionary) -> set[int]:
    """Codes that a font has a width for and no letters; 0 is the sign for a missing glyph.

    Where a font says by names or by an encoding what its glyphs are, readers know without a map.
    """
    composite = font.get("/Subtype") == "/Type0"
    if font.get("/Encoding") is not None and not (composite and font.Encoding in _IDENTITIES):
        return set()
    told = font.get("/ToUnicode")
    mapped = read_mapped_codes(told.read_bytes()) if isinstance(told, pikepdf.Stream) else None
    if composite:
        codes = _widths_to_codes(font.DescendantFonts[0].get("/W"))
    elif mapped:
        first = int(font.get("/FirstChar", 0))
        widths = font.get("/Widths")
        codes = {code for code, width in enumerate(list(widths or ()), first) if float(width)}
    else:
        return set()
    return codes - (mapped or set()) - {0}


def _widths_to_codes(widths: pikepdf.Object | None) -> set[int]:
    """The codes that the /W array of a composite font gives widths for."""
    items = list(widths) if isinstance(widths, pikepdf.Array) else []
    codes: set[int] = set()
    at = 0
    while at + 1 < len(items):
        first, then = int(items[at]), items[at + 1]
        if isinstance(then, pikepdf.Array):
            codes.update(code for code, width in enumerate(list(then), first) if float(width))
            at += 2
        else:
            codes.update(range(first, min(int(then), LAST_CODE) + 1))
            at += 3
    return codes


def _read_embedded_letters(font: pikepdf.Dictionary, codes: set[int]) -> dict[int, str]:
    """What the embedded TrueType font says of glyphs: letters, ligatures written out."""
    descendant = font.DescendantFonts[0] if font.get("/Subtype") == "/Type0" else None
    program = descendant.FontDescriptor.get("/FontFile2") if descendant is not None else None
    if descendant is None or not isinstance(program, pikepdf.Stream):
        return {}
    # pdfminer reads the table that fonts keep for this; it is slow to load and seldom needed.
    from pdfminer.pdffont import TrueTypeFont

    try:
        shown = TrueTypeFont("", io.BytesIO(program.read_bytes())).create_unicode_map().cid2unichr
    except (TrueTypeFont.CMapNotFound, struct.error, AssertionError):
        return {}
    glyphs = _read_glyph_numbers(descendant.get("/CIDToGIDMap"))
    letters = {code: shown.get(glyphs.get(code, 0) if glyphs else code, "") for code in codes}
    return {
        code: unicodedata.normalize("NFKC", told)
        for code, told in letters.items()
        if told and unicodedata.category(told) != "Co"
    }


def _read_glyph_numbers(mapping: pikepdf.Object | None) -> Mapping[int, int] | None:
    """The glyph of each code; ``None`` where codes are the numbers of glyphs."""
    if not isinstance(mapping, pikepdf.Stream):
        return None
    data = mapping.read_bytes()
    return dict(enumerate(struct.unpack(f">{len(data) // 2}H", data[: len(data) // 2 * 2])))

"""PDFs in a font of our own, which tell the letters of its glyphs or do not."""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

WIDTH = 500
"""Of every glyph, in thousandths of the font size."""

SIZE = 10.0
ACTUAL_TEXT = "/Span <</ActualText <{told}>>> BDC"


@dataclass(frozen=True)
class Run:
    """Glyphs at a place: each is a letter, or the letters of a ligature.

    Attributes:
        y: baseline, in points from the page's bottom.
        actual_text: what a mark says of all of them.
    """

    y: float
    glyphs: Sequence[str]
    actual_text: str = ""


def write_glyphs(
    path: Path,
    runs: Sequence[Run],
    codes: Mapping[str, int],
    *,
    untold: Sequence[str] = (),
    in_font: Mapping[str, str] | None = None,
) -> Path:
    """A page of runs, each a line.

    Args:
        path: of the PDF.
        runs: what is shown.
        codes: of every glyph.
        untold: glyphs that the PDF's character map says nothing of.
        in_font: glyphs that the font program itself has a character for.
    """
    pdf = pikepdf.new()
    numbers = {glyph: number for number, glyph in enumerate(codes, start=1)}
    by_code = bytearray(2 * (max(codes.values()) + 1))
    for glyph, code in codes.items():
        struct.pack_into(">H", by_code, 2 * code, numbers[glyph])
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, BaseFont=pikepdf.Name("/AAAAAA+Own"),
        Encoding=pikepdf.Name("/Identity-H"),
        ToUnicode=pdf.make_stream(_character_map(codes, untold)),
        DescendantFonts=[pdf.make_indirect(pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.CIDFontType2,
            BaseFont=pikepdf.Name("/AAAAAA+Own"),
            CIDSystemInfo=pikepdf.Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            W=[part for code in codes.values() for part in (code, [WIDTH])],
            CIDToGIDMap=pdf.make_stream(bytes(by_code)),
            FontDescriptor=pdf.make_indirect(pikepdf.Dictionary(
                Type=pikepdf.Name.FontDescriptor, FontName=pikepdf.Name("/AAAAAA+Own"), Flags=4,
                FontBBox=[0, -200, WIDTH, 800], ItalicAngle=0, Ascent=800, Descent=-200,
                CapHeight=700, StemV=80,
                FontFile2=pdf.make_stream(_font_program(numbers, in_font or {})),
            )),
        ))],
    )  # fmt: skip
    page = pdf.add_blank_page(page_size=(595, 842))
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pdf.make_indirect(font)))
    page.obj.Contents = pdf.make_stream("\n".join(_runs_to_content(runs, codes)).encode())
    pdf.save(path)
    return path


def _runs_to_content(runs: Sequence[Run], codes: Mapping[str, int]) -> list[str]:
    content: list[str] = []
    for run in runs:
        shown = "".join(f"{codes[glyph]:04X}" for glyph in run.glyphs)
        text = f"BT /F1 {SIZE} Tf 72 {run.y} Td <{shown}> Tj ET"
        if run.actual_text:
            told = ("\ufeff" + run.actual_text).encode("utf-16-be").hex()
            content += [ACTUAL_TEXT.format(told=told), text, "EMC"]
        else:
            content.append(text)
    return content


def _character_map(codes: Mapping[str, int], untold: Sequence[str]) -> bytes:
    lines = [
        f"<{code:04X}> <{'' if glyph in untold else glyph.encode('utf-16-be').hex()}>"
        for glyph, code in codes.items()
    ]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CMapName /Own def /CMapType 2 def",
            "1 begincodespacerange <0000> <FFFF> endcodespacerange",
            f"{len(lines)} beginbfchar", *lines, "endbfchar",
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    ).encode()  # fmt: skip


def _font_program(numbers: Mapping[str, int], in_font: Mapping[str, str]) -> bytes:
    """A TrueType font of boxes."""
    names = [".notdef", *(f"g{number}" for number in numbers.values())]
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for point in ((50, 600), (WIDTH - 50, 600), (WIDTH - 50, 0)):
        pen.lineTo(point)
    pen.closePath()
    box = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(sign): f"g{numbers[g]}" for g, sign in in_font.items()})
    builder.setupGlyf(dict.fromkeys(names, box))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (WIDTH, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupOS2()
    builder.setupPost()
    program = io.BytesIO()
    builder.save(program)
    return program.getvalue()

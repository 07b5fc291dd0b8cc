"""A font like Microsoft's Symbol, whose bullet is the private character U+F0B7."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from io import BytesIO

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from benchmarks.layouts.fonts import MARKS

BULLET = 0x2022
SYMBOL_BULLET = 0xF0B7
FAMILY = "Private Symbols"


@cache
def symbol_font_face() -> str:
    """A CSS rule that holds the font: one glyph of DejaVu Sans under another character."""
    font = TTFont(MARKS)
    subsetter = Subsetter(Options(drop_tables=["GSUB", "GPOS", "GDEF", "kern", "FFTM"]))
    subsetter.populate(unicodes=[BULLET])
    subsetter.subset(font)
    for table in font["cmap"].tables:
        table.cmap = {SYMBOL_BULLET: table.cmap[BULLET]} if BULLET in table.cmap else {}
    for record in font["name"].names:
        if record.nameID in (1, 4, 6):
            record.string = FAMILY.replace(" ", "")
    target = BytesIO()
    font.save(target)
    data = b64encode(target.getvalue()).decode()
    return f"@font-face {{ font-family: '{FAMILY}'; src: url(data:font/ttf;base64,{data}) }}"

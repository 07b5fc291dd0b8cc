"""reportlab's paragraphs, tables and fonts, where a card's table needs more than they do."""

from __future__ import annotations

from functools import cache
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, Table

from benchmarks.layouts.fonts import FONT_FILES, MARKS

MARK_FONT = "Marks"
DISC_RADIUS = 0.16  # in parts of the font's size


@cache
def register_fonts() -> None:
    """Make the families known to reportlab, so that <b> and <i> find their files."""
    pdfmetrics.registerFont(TTFont(MARK_FONT, str(MARKS)))
    for family, files in FONT_FILES.items():
        styles = {"": files.regular, " b": files.bold, " i": files.italic, " bi": files.bold_italic}
        for end, path in styles.items():
            pdfmetrics.registerFont(TTFont(family + end, str(path)))
        pdfmetrics.registerFontFamily(family, family, f"{family} b", f"{family} i", f"{family} bi")


class NarrowFlow(Paragraph):  # type: ignore[misc]
    """A paragraph in one column; perhaps a list item whose mark is a filled circle, no text."""

    is_wide = False
    has_disc = False

    def split(self, width: float, height: float) -> list[Any]:
        """Only the first part keeps the disc."""
        parts: list[Any] = super().split(width, height)
        if parts:
            parts[0].has_disc = self.has_disc
        return parts

    def draw(self) -> None:
        """The text, and a disc before its first line."""
        if self.has_disc:
            size = self.style.fontSize
            x, y = self.style.leftIndent - size * 0.7, self.height - size * 0.7
            self.canv.circle(max(x, 2), y, size * DISC_RADIUS, stroke=0, fill=1)
        super().draw()


class WideFlow(NarrowFlow):
    """A paragraph in a cell over both columns."""

    is_wide = True


class CardFlow(Table):  # type: ignore[misc]
    """A table that wraps a wide cell at its own width also where it splits the cell."""

    def _splitCell(  # noqa: N802
        self, value: Any, style: Any, old_height: float, new_height: float, width: float
    ) -> Any:
        if _is_wide(value):
            width = sum(self._colWidths) - style.leftPadding - style.rightPadding
        return super()._splitCell(value, style, old_height, new_height, width)

    def _listCellGeom(  # noqa: N802
        self, value: Any, width: float, style: Any, *rest: Any, **more: Any
    ) -> Any:
        if _is_wide(value):
            width = sum(self._colWidths)
        return super()._listCellGeom(value, width, style, *rest, **more)


def _is_wide(cell: Any) -> bool:
    return not isinstance(cell, str) and any(getattr(flow, "is_wide", False) for flow in cell)

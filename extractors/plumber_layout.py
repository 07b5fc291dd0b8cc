"""The characters of a page as pdfminer lays them out, with what it passes over.

pdfminer knows neither the letters that a mark gives for a glyph (/ActualText), nor what the font
program inside the PDF tells of a glyph that the character map leaves out.
"""

from __future__ import annotations

from typing import Any

import regex
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.utils import decode_text
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

from extractors.font_gaps import FontGaps, without_tag
from schemas.glyphs import UNREAD, LetterlessGlyph

_NO_LETTER = regex.compile(r"\(cid:\d+\)|\x00|")
_SOFT_HYPHEN = "\u00ad"


class _Device(PDFPageAggregatorWithMarkedContent):
    """Collects characters; ``unread`` are the glyphs without letters, in the order of the page."""

    def __init__(self, page: Any, gaps: FontGaps) -> None:
        super().__init__(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
        self.unread: list[LetterlessGlyph] = []
        self._gaps = gaps
        self._marks: list[str | None] = []

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        super().begin_tag(tag, props)
        told = props.get("ActualText") if isinstance(props, dict) else None
        letters = decode_text(told).replace(_SOFT_HYPHEN, "") if isinstance(told, bytes) else ""
        self._marks.append(letters if letters and not regex.search(r"\s", letters) else None)

    def end_tag(self) -> None:
        super().end_tag()
        if self._marks:
            self._marks.pop()

    def render_char(self, *args: Any, **kwargs: Any) -> float:
        advance: float = super().render_char(*args, **kwargs)
        (_, font, _, _, _, code, *_) = args
        char: Any = self.cur_item._objs[-1]
        if char.get_text().isspace():
            pass  # a browser adds one for every hyphen that is not shown
        elif self._marks and self._marks[-1] is not None:
            char._text = self._marks[-1]
            self._marks[-1] = ""  # the first glyph of a mark has all of its letters
        elif _NO_LETTER.fullmatch(char.get_text()):
            name = without_tag(font.fontname)
            if name in self._gaps:
                char._text = self._gaps[name].get(code, "") or UNREAD
                if char._text == UNREAD:
                    self.unread.append(LetterlessGlyph(name, code))
        return advance


def lay_out(page: Any, gaps: FontGaps) -> None:
    """Lay a page of pdfplumber out; each character without letters says so under "unread".

    Args:
        page: it keeps the layout, as it would keep one of its own making.
        gaps: the document's fonts that have such glyphs.
    """
    device = _Device(page, gaps)
    PDFPageInterpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()
    glyphs = iter(device.unread)
    for char in page.chars if device.unread else ():
        if char["text"] == UNREAD:
            char["unread"] = next(glyphs, None)

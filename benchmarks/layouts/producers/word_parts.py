"""Styles, lists, borders and cells of a generated Word document."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from benchmarks.layouts.markup import FIRST_LINE_INDENT, SYMBOL
from benchmarks.layouts.sheet import Block, ItemList, ListItem, Paragraph
from benchmarks.layouts.variation import Borders, LayoutVariation, Mark, Paragraphs
from samples.planbuild import word

DRAWN = "•"  # LibreOffice draws no discs: its own bullet stands in
EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
BORDER_EDGES = {
    Borders.GRID: EDGES,
    Borders.HORIZONTAL: ("top", "bottom", "insideH"),
    Borders.BOX: ("top", "left", "bottom", "right"),
    Borders.DOTTED: EDGES,
    Borders.NONE: (),
}


def set_styles(document: Document, v: LayoutVariation) -> None:
    """Body text and headings."""
    normal = _style(document, "Normal")
    word.set_style(normal, v.family, v.size)
    word.set_spacing(normal, v.line_spacing, 0.0, v.paragraph_space)
    for level, bigger in ((1, 4.0), (2, 2.0), (3, 1.0)):
        heading = _style(document, f"Heading {level}")
        word.set_style(heading, v.family, v.size + bigger, bold=True, color="000000")
        word.set_spacing(heading, 1.2, 10.0, 4.0)


def _style(document: Document, name: str) -> ParagraphStyle:
    style = document.styles[name]
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{name} is no paragraph style")
    return style


def set_list(document: Document, v: LayoutVariation) -> None:
    """The list that marked items belong to; numbers count on, so they are typed instead."""
    char, font = str(v.mark), v.family
    if v.mark is Mark.SYMBOL:
        char, font = SYMBOL, "Symbol"
    elif v.mark is Mark.DRAWN:
        char = DRAWN
    word.add_bullet_numbering(document, char, font)
    for indent in document.part.numbering_part.element.iter(qn("w:ind")):
        parent = indent.getparent().getparent()
        text = parent.find(qn("w:lvlText")) if parent is not None else None
        if text is not None and text.get(qn("w:val")) == char:
            for side in ("left", "hanging"):
                indent.set(qn(f"w:{side}"), str(int(v.hanging * 20)))


def set_borders(table: Table, v: LayoutVariation) -> None:
    """The table's ruling lines and the padding of its cells."""
    properties = table._tbl.tblPr
    kind, size = ("dotted", 6) if v.borders is Borders.DOTTED else ("single", 5)
    lines = "".join(
        f'<w:{edge} w:val="{kind}" w:sz="{size}" w:space="0" w:color="000000"/>'
        for edge in BORDER_EDGES[v.borders]
    )
    properties.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{lines}</w:tblBorders>"))
    padding = {
        "top": v.cell_padding / 2,
        "left": v.cell_padding,
        "bottom": v.cell_padding / 2,
        "right": v.cell_padding,
    }
    sides = "".join(
        f'<w:{side} w:w="{int(width * 20)}" w:type="dxa"/>' for side, width in padding.items()
    )
    properties.append(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{sides}</w:tblCellMar>"))


class CellFiller:
    """Adds paragraphs to a cell, whose first paragraph is there already."""

    def __init__(self, cell: _Cell, variation: LayoutVariation) -> None:
        """Start with an empty cell."""
        self.cell, self.variation, self.used = cell, variation, False

    def fill(self, blocks: Sequence[Block]) -> None:
        """Add every block."""
        for block in blocks:
            if isinstance(block, ItemList):
                self._add_list(block)
            else:
                self._add_paragraph(block)

    def _new_paragraph(self) -> WordParagraph:
        first = self.cell.paragraphs[0]
        paragraph: WordParagraph = self.cell.add_paragraph() if self.used else first
        self.used = True
        if self.variation.justified:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        return paragraph

    def _add_paragraph(self, block: Paragraph) -> None:
        indented = self.used and self.variation.paragraphs is Paragraphs.INDENTED
        paragraph = self._new_paragraph()
        for run in block.runs:
            added = paragraph.add_run(run.text)
            added.bold, added.italic = run.bold, run.italic
        if block.indent:
            paragraph.paragraph_format.left_indent = Pt(block.indent)
        elif indented:
            paragraph.paragraph_format.first_line_indent = Pt(FIRST_LINE_INDENT)

    def _add_list(self, items: ItemList) -> None:
        for item in items.items:
            paragraph = self._new_paragraph()
            self._add_item(paragraph, item)
            if item is not items.items[-1]:
                paragraph.paragraph_format.space_after = Pt(self.variation.item_space)

    def _add_item(self, paragraph: WordParagraph, item: ListItem) -> None:
        form, hanging = paragraph.paragraph_format, Pt(self.variation.hanging)
        if not item.marked:
            paragraph.add_run(item.text)
            form.left_indent = hanging
        elif self.variation.mark is Mark.NUMBER:
            paragraph.add_run(f"{item.number}.\t{item.text}")
            form.left_indent, form.first_line_indent = hanging, Pt(-self.variation.hanging)
        else:
            paragraph.add_run(item.text)
            word.make_bullet(paragraph)

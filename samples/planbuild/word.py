"""Small Word parts that python-docx lacks: fields, bookmarks, bullets, row properties."""

from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

SYMBOL_BULLET = "\uf0b7"  # what Word itself writes for "•", in the font Symbol
BULLET_NUMBERING = 99
BULLET_INDENT_PT = 18.0


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """A w: element with w: attributes."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def set_style(
    style: ParagraphStyle, font: str, size: float, *, bold: bool = False, color: str | None = None
) -> None:
    """Give a style one font for every script, in place of the theme's."""
    style.font.name, style.font.size, style.font.bold = font, Pt(size), bold
    if color:
        style.font.color.rgb = RGBColor.from_string(color)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.attrib.pop(qn(f"w:{name}Theme"), None)
        fonts.set(qn(f"w:{name}"), font)


def set_spacing(style: ParagraphStyle, line_spacing: float, before: float, after: float) -> None:
    """Line spacing and space around paragraphs; lines may stand alone at a page break."""
    form = style.paragraph_format
    form.line_spacing = line_spacing
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.widow_control = False


def set_language(document: Document, language: str) -> None:
    """The language that Word's proofing tools see."""
    tag = {"sv": "sv-FI", "fi": "fi-FI", "en": "en-GB"}[language]
    for found in document.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), tag)


def add_bullet_numbering(document: Document, bullet: str, font: str) -> None:
    """Define the plan's bullet list once; `make_bullet` refers to it."""
    char, char_font = (SYMBOL_BULLET, "Symbol") if bullet == "•" else (bullet, font)
    left = int(BULLET_INDENT_PT * 20)
    numbering = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{BULLET_NUMBERING}">'
        '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="bullet"/><w:lvlText w:val="{char}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{left}"/></w:pPr>'
        f'<w:rPr><w:rFonts w:ascii="{char_font}" w:hAnsi="{char_font}" w:hint="default"/></w:rPr>'
        "</w:lvl></w:abstractNum>"
    )
    number = parse_xml(
        f'<w:num {nsdecls("w")} w:numId="{BULLET_NUMBERING}">'
        f'<w:abstractNumId w:val="{BULLET_NUMBERING}"/></w:num>'
    )
    first = next(numbering.iterchildren(qn("w:num")))
    first.addprevious(abstract)
    numbering.append(number)


def make_bullet(paragraph: Paragraph) -> None:
    """Turn a paragraph into an item of the plan's bullet list."""
    numbering = element("numPr")
    numbering.append(element("ilvl", val="0"))
    numbering.append(element("numId", val=str(BULLET_NUMBERING)))
    paragraph._p.get_or_add_pPr().append(numbering)


def add_field(paragraph: Paragraph, code: str, shown: str = "1") -> None:
    """A field such as PAGE, NUMPAGES or PAGEREF; the reader of the file computes it."""
    for kind in ("begin", "separate", "end"):
        if kind == "separate":
            instruction = element("instrText")
            instruction.text = f" {code} "
            paragraph.add_run()._r.append(instruction)
        run = paragraph.add_run()
        run._r.append(element("fldChar", fldCharType=kind))
        if kind == "separate":
            paragraph.add_run(shown)


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Put a bookmark around what the paragraph holds."""
    properties = paragraph._p.get_or_add_pPr()
    properties.addnext(element("bookmarkStart", id=str(number), name=name))
    paragraph._p.append(element("bookmarkEnd", id=str(number)))


def add_row(table: Table) -> _Row:
    """A new last row (python-docx leaves its own function untyped)."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    return row


def repeat_row(row: _Row) -> None:
    """Repeat the row at the top of every page its table runs on to."""
    row._tr.get_or_add_trPr().append(element("tblHeader"))


def shade(cell: _Cell, fill: str) -> None:
    """Colour a cell's ground."""
    cell._tc.get_or_add_tcPr().append(element("shd", val="clear", color="auto", fill=fill))

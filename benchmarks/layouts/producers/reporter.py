"""reportlab's platypus: tables that split between and inside rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor, black
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, SimpleDocTemplate, Spacer, Table
from reportlab.platypus import Paragraph as Flow

from benchmarks.layouts.fonts import FONT_FILES
from benchmarks.layouts.markup import FIRST_LINE_INDENT, HEADING_FILL, STRIPE, TITLE_FILL
from benchmarks.layouts.producers.flowables import (
    MARK_FONT,
    CardFlow,
    NarrowFlow,
    WideFlow,
    register_fonts,
)
from benchmarks.layouts.sheet import (
    Block,
    CardTable,
    Grid,
    Heading,
    ItemList,
    Job,
    LabelRow,
    ListItem,
    Paragraph,
    Role,
    Row,
    Run,
)
from benchmarks.layouts.variation import Borders, Mark, PageNumber, Paragraphs

FRAME_PADDING = 12.0  # what reportlab's frame keeps free, left and right together


def is_installed() -> bool:
    """Importing it says so."""
    return all(files.regular.exists() for files in FONT_FILES.values())


def produce_batch(jobs: Sequence[Job]) -> list[bytes]:
    """One PDF per job."""
    register_fonts()
    return [Typesetter(job).pdf() for job in jobs]


class Typesetter:
    """Turns one job into a PDF; reportlab's flowables are used once, the page count needs two."""

    def __init__(self, job: Job) -> None:
        """Typeset ``job``."""
        self.sheet, self.variation, self.pages = job.sheet, job.variation, 0
        v = self.variation
        self.width = v.width_mm * mm
        self.style = ParagraphStyle(
            "body",
            fontName=v.family,
            fontSize=v.size,
            leading=v.size * max(v.line_spacing, 1.05) * 1.1,
            alignment=TA_JUSTIFY if v.justified else TA_LEFT,
            spaceAfter=v.paragraph_space,
            splitLongWords=0,
            allowWidows=1,
            allowOrphans=1,
        )

    def pdf(self) -> bytes:
        """The PDF."""
        self._build()
        return self._build()

    def _build(self) -> bytes:
        v = self.variation
        target = BytesIO()
        width, height = (side * mm for side in v.page_mm)
        side = v.side_margin_mm * mm - FRAME_PADDING / 2
        document = SimpleDocTemplate(
            target,
            pagesize=(width, height),
            leftMargin=side,
            rightMargin=side,
            topMargin=v.top_margin_mm * mm,
            bottomMargin=v.top_margin_mm * mm,
            title=self.sheet.title,
            invariant=1,
        )
        document.build(list(self._story()), onFirstPage=self._edges, onLaterPages=self._edges)
        self.pages = document.page
        return target.getvalue()

    def _edges(self, canvas: Canvas, document: SimpleDocTemplate) -> None:
        """Page number and running head."""
        v = self.variation
        width, height = (side * mm for side in v.page_mm)
        top, bottom = height - v.top_margin_mm * mm / 2, v.top_margin_mm * mm / 2
        left, right = v.side_margin_mm * mm, width - v.side_margin_mm * mm
        numbered = v.page_number is not PageNumber.NONE
        canvas.saveState()
        if numbered:
            text = v.page_number.format(page=document.page, pages=self.pages)
            y = top if v.page_number_at_top else bottom
            canvas.setFont(v.family, 9)
            if v.page_number_side == "left":
                canvas.drawString(left, y, text)
            elif v.page_number_side == "right":
                canvas.drawRightString(right, y, text)
            else:
                canvas.drawCentredString(width / 2, y, text)
        if self.sheet.running_head:
            canvas.setFont(v.family, 8)
            if numbered and v.page_number_at_top and v.page_number_side == "left":
                canvas.drawRightString(right, top, self.sheet.running_head)
            else:
                canvas.drawString(left, top, self.sheet.running_head)
        canvas.restoreState()

    def _story(self) -> Iterator[Any]:
        sheet, v = self.sheet, self.variation
        yield Spacer(0, 90)
        yield Flow(f"<b>{escape(sheet.title)}</b>", self._plain(24.0))
        yield Spacer(0, 24)
        yield Flow(escape(sheet.disclaimer), self.style)
        yield PageBreak()
        if sheet.contents:
            yield self._heading(Heading(1, sheet.contents_title))
            for at, entry in enumerate(sheet.contents):
                yield Flow(escape(f"{entry} {'.' * 24} {at + 4}"), self.style)
            yield PageBreak()
        for part in sheet.front:
            yield self._part(part)
        previous: Heading | CardTable | None = None
        for item in sheet.body:
            if isinstance(item, Heading):
                yield self._heading(item)
            else:
                if v.apart and isinstance(previous, CardTable):
                    yield PageBreak()
                yield self._card(item)
                yield Spacer(0, max(v.paragraph_space, 6.0) * 2)
            previous = item

    def _part(self, part: Heading | Paragraph | Grid) -> Any:
        match part:
            case Heading():
                return self._heading(part)
            case Paragraph():
                return self._paragraph(part)
            case Grid():
                sides = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT}
                value = ParagraphStyle("value", parent=self.style, alignment=sides[part.side])
                rows = [
                    [Flow(escape(c), value if at else self.style) for at, c in enumerate(row)]
                    for row in part.rows
                ]
                widths = [share * self.width for share in part.shares]
                rules = list(_border_commands(part.borders))
                if part.striped:
                    rules.append(("ROWBACKGROUNDS", (0, 0), (-1, -1), (HexColor(STRIPE), None)))
                return Table(rows, colWidths=widths, style=rules, repeatRows=1)

    def _heading(self, heading: Heading) -> Flow:
        style = self._plain(self.variation.size + (4.0, 2.0, 1.0)[heading.level - 1])
        return Flow(f"<b>{escape(heading.text)}</b>", style)

    def _plain(self, size: float) -> ParagraphStyle:
        return ParagraphStyle(
            f"plain {size}",
            parent=self.style,
            fontSize=size,
            leading=size * 1.2,
            alignment=TA_LEFT,
            spaceBefore=8,
            spaceAfter=4,
            keepWithNext=1,
        )

    def _card(self, card: CardTable) -> CardFlow:
        v = self.variation
        rows = [card.title, *card.rows]
        label = card.label_mm * mm
        return CardFlow(
            [self._cells(row) for row in rows],
            colWidths=[label, self.width - label],
            style=list(self._commands(rows)),
            repeatRows=1 if v.repeat_title else 0,
            splitInRow=1,
            splitByRow=1,
        )

    def _commands(self, rows: Sequence[Row]) -> Iterator[tuple[Any, ...]]:
        v, first, last = self.variation, (0, 0), (-1, -1)
        yield ("VALIGN", first, last, "TOP")
        yield ("LEFTPADDING", first, last, v.cell_padding)
        yield ("RIGHTPADDING", first, last, v.cell_padding)
        yield ("TOPPADDING", first, last, v.cell_padding / 2)
        # A cell drops the space after its last paragraph, which other producers keep.
        yield ("BOTTOMPADDING", first, last, v.cell_padding / 2 + v.paragraph_space)
        yield from _border_commands(v.borders)
        for at, row in enumerate(rows):
            if isinstance(row, LabelRow):
                if v.label_middle:
                    yield ("VALIGN", (0, at), (0, at), "MIDDLE")
                continue
            yield ("SPAN", (0, at), (1, at))
            if row.role is Role.TITLE and "shaded" in v.title_look:
                yield ("BACKGROUND", (0, at), (1, at), HexColor(TITLE_FILL))
            if row.role is Role.HEADING and v.heading_shaded:
                yield ("BACKGROUND", (0, at), (1, at), HexColor(HEADING_FILL))

    def _cells(self, row: Row) -> list[Any]:
        """The row's cells: lists of flowables, and "" for what is empty or covered."""
        flow = NarrowFlow if isinstance(row, LabelRow) else WideFlow
        blocks = [f for at, block in enumerate(row.blocks) for f in self._block(block, flow, at)]
        if isinstance(row, LabelRow):
            return [[self._paragraph(row.label)], blocks or ""]
        return [blocks, ""]

    def _block(self, block: Block, flow: type[NarrowFlow], at: int) -> Iterator[NarrowFlow]:
        if isinstance(block, ItemList):
            for item in block.items:
                yield self._item(item, flow, last=item is block.items[-1])
        else:
            yield self._paragraph(block, flow, indented=at > 0)

    def _paragraph(
        self, paragraph: Paragraph, flow: type[NarrowFlow] = NarrowFlow, *, indented: bool = False
    ) -> NarrowFlow:
        first = indented and self.variation.paragraphs is Paragraphs.INDENTED
        style = ParagraphStyle(
            "paragraph",
            parent=self.style,
            leftIndent=paragraph.indent,
            firstLineIndent=FIRST_LINE_INDENT if first and not paragraph.indent else 0.0,
        )
        return flow("".join(map(_run, paragraph.runs)), style)

    def _item(self, item: ListItem, flow: type[NarrowFlow], *, last: bool) -> NarrowFlow:
        v = self.variation
        style = ParagraphStyle(
            "item",
            parent=self.style,
            leftIndent=v.hanging,
            bulletIndent=0,
            bulletFontName=MARK_FONT,
            bulletFontSize=v.size,
            spaceAfter=v.paragraph_space if last else v.item_space,
        )
        text = escape(item.text)
        if not item.marked:
            return flow(text, style)
        match v.mark:
            case Mark.DRAWN:
                paragraph = flow(text, style)
                paragraph.has_disc = True
                return paragraph
            case Mark.SYMBOL:
                style.bulletFontName = "Symbol"
                return flow(text, style, bulletText="\xb7")
            case Mark.NUMBER:
                style.bulletFontName = v.family
                return flow(text, style, bulletText=f"{item.number}.")
            case _:
                return flow(text, style, bulletText=str(v.mark))


def _border_commands(borders: Borders) -> Iterator[tuple[Any, ...]]:
    """The rules of a table."""
    first, last = (0, 0), (-1, -1)
    match borders:
        case Borders.GRID:
            yield ("GRID", first, last, 0.6, black)
        case Borders.HORIZONTAL:
            yield ("LINEABOVE", first, last, 0.6, black)
            yield ("LINEBELOW", first, last, 0.6, black)
        case Borders.BOX:
            yield ("BOX", first, last, 0.8, black)
        case Borders.DOTTED:
            yield ("GRID", first, last, 0.8, black, "round", (0.1, 2))


def _run(run: Run) -> str:
    text = escape(run.text)
    text = f"<i>{text}</i>" if run.italic else text
    return f"<b>{text}</b>" if run.bold else text

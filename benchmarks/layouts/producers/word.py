"""Word files by python-docx, turned into PDF by headless LibreOffice, many at a time."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from shutil import which

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell

from benchmarks.layouts.markup import HEADING_FILL, STRIPE, TITLE_FILL
from benchmarks.layouts.producers.word_parts import CellFiller, set_borders, set_list, set_styles
from benchmarks.layouts.sheet import (
    CardTable,
    FullRow,
    Grid,
    Heading,
    Job,
    LabelRow,
    Paragraph,
    Role,
    Row,
    Sheet,
)
from benchmarks.layouts.variation import LayoutVariation, PageNumber
from samples.planbuild import word

PROGRAM = "soffice"
TIMEOUT = 600
FILTER = (
    'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"%s"}}'  # "true" or "false"
)
SIDES = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def is_installed() -> bool:
    """Whether LibreOffice is on the path."""
    return which(PROGRAM) is not None


def produce_batch(jobs: Sequence[Job]) -> list[bytes]:
    """One PDF per job; LibreOffice is started once for the tagged and once for the others."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for tagged in (False, True):
            sources = [_write(job, folder) for job in jobs if job.variation.tagged == tagged]
            if sources:
                _convert(sources, folder, tagged=tagged)
        return [(folder / f"{job.seed}.pdf").read_bytes() for job in jobs]


def _write(job: Job, folder: Path) -> Path:
    path = folder / f"{job.seed}.docx"
    build_document(job.sheet, job.variation).save(str(path))
    return path


def _convert(sources: Iterable[Path], folder: Path, *, tagged: bool) -> None:
    profile = (folder / "profile").as_uri()
    command = [PROGRAM, f"-env:UserInstallation={profile}", "--headless", "--convert-to"]
    command += [FILTER % str(tagged).lower(), "--outdir", str(folder), *map(str, sources)]
    environment = os.environ | {"TZ": "UTC"}
    subprocess.run(command, check=True, capture_output=True, env=environment, timeout=TIMEOUT)


def build_document(sheet: Sheet, variation: LayoutVariation) -> Document:
    """The whole plan as a Word document."""
    document = docx.Document()
    document.core_properties.title = sheet.title
    word.set_language(document, sheet.language)
    set_styles(document, variation)
    set_list(document, variation)
    _set_page(document, variation)
    _set_edges(document, sheet, variation)
    title = document.add_paragraph()
    title.paragraph_format.space_before = Pt(90)
    title.paragraph_format.line_spacing = 1.15
    run = title.add_run(sheet.title)
    run.bold, run.font.size = True, Pt(24)
    document.add_paragraph(sheet.disclaimer)
    _break_page(document)
    if sheet.contents:
        document.add_heading(sheet.contents_title, 1)
        for at, entry in enumerate(sheet.contents):
            document.add_paragraph(f"{entry} {'.' * 24} {at + 4}")
        _break_page(document)
    for part in sheet.front:
        _add_part(document, part, variation)
    _add_body(document, sheet, variation)
    return document


def _set_page(document: Document, v: LayoutVariation) -> None:
    section = document.sections[0]
    width, height = v.page_mm
    section.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm(v.side_margin_mm)
    section.top_margin = section.bottom_margin = Mm(v.top_margin_mm)
    section.header_distance = section.footer_distance = Mm(v.top_margin_mm / 2)


def _set_edges(document: Document, sheet: Sheet, v: LayoutVariation) -> None:
    """Running head and page number."""
    section = document.sections[0]
    if sheet.running_head:
        head = section.header.paragraphs[0]
        head.add_run(sheet.running_head).font.size = Pt(8)
    if v.page_number is PageNumber.NONE:
        return
    place = section.header if v.page_number_at_top else section.footer
    used = bool(sheet.running_head) and v.page_number_at_top
    paragraph = place.add_paragraph() if used else place.paragraphs[0]
    paragraph.alignment = SIDES[v.page_number_side]
    rest: str = v.page_number
    while rest:
        literal, found, rest = rest.partition("{")
        if literal:
            paragraph.add_run(literal)
        if found:
            name, _, rest = rest.partition("}")
            word.add_field(paragraph, "NUMPAGES" if name == "pages" else "PAGE")


def _break_page(document: Document) -> None:
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _add_part(document: Document, part: Heading | Paragraph | Grid, v: LayoutVariation) -> None:
    match part:
        case Heading():
            document.add_heading(part.text, part.level)
        case Paragraph():
            document.add_paragraph("".join(run.text for run in part.runs))
        case Grid():
            _add_grid(document, part, v)


def _add_grid(document: Document, grid: Grid, v: LayoutVariation) -> None:
    widths = [Length(int(Mm(v.width_mm) * share)) for share in grid.shares]
    table = _new_table(document, widths)
    set_borders(table, replace(v, borders=grid.borders))
    for number, texts in enumerate(grid.rows):
        row = word.add_row(table)
        for at, (cell, width, text) in enumerate(zip(row.cells, widths, texts, strict=True)):
            cell.width = width
            cell.paragraphs[0].add_run(text)
            cell.paragraphs[0].alignment = SIDES[grid.side if at else "left"]
            if grid.striped and number % 2 == 0:
                word.shade(cell, STRIPE.removeprefix("#"))
    word.repeat_row(table.rows[0])


def _new_table(document: Document, widths: Sequence[Length]) -> Table:
    table: Table = document.add_table(0, len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    return table


def _add_body(document: Document, sheet: Sheet, v: LayoutVariation) -> None:
    previous: Heading | CardTable | None = None
    for item in sheet.body:
        if isinstance(item, Heading):
            document.add_heading(item.text, item.level)
        else:
            if isinstance(previous, CardTable):
                between = document.add_paragraph()
                if v.apart:
                    between.add_run().add_break(WD_BREAK.PAGE)
            _add_card(document, item, v)
        previous = item


def _add_card(document: Document, card: CardTable, v: LayoutVariation) -> None:
    label = Mm(card.label_mm)
    widths = (label, Length(Mm(v.width_mm) - label))
    table = _new_table(document, widths)
    set_borders(table, v)
    for row in (card.title, *card.rows):
        _add_row(table, row, widths, v)
    if v.repeat_title:
        word.repeat_row(table.rows[0])


def _add_row(table: Table, row: Row, widths: Sequence[Length], v: LayoutVariation) -> None:
    # LibreOffice does not print what no longer fits of a row that is higher than a page and may
    # not be split: running text may always be.
    added = word.add_row(table)
    if not v.split_rows and isinstance(row, LabelRow):
        added._tr.get_or_add_trPr().append(word.element("cantSplit"))
    cells = added.cells
    for cell, width in zip(cells, widths, strict=True):
        cell.width = width
    if isinstance(row, LabelRow):
        CellFiller(cells[0], v).fill((row.label,))
        if v.label_middle:
            cells[0].vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        CellFiller(cells[1], v).fill(row.blocks)
        return
    cell = cells[0].merge(cells[1])
    _shade(cell, row, v)
    CellFiller(cell, v).fill(row.blocks)


def _shade(cell: _Cell, row: FullRow, v: LayoutVariation) -> None:
    if row.role is Role.TITLE and "shaded" in v.title_look:
        word.shade(cell, TITLE_FILL.removeprefix("#"))
    if row.role is Role.HEADING and v.heading_shaded:
        word.shade(cell, HEADING_FILL.removeprefix("#"))

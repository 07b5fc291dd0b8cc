"""A whole plan as a Word document: title page, contents, chapters, tables, cards."""

from datetime import UTC, datetime
from decimal import Decimal

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.section import Section
from docx.shared import Length, Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table

from . import word
from .cardtable import add_card, bookmark, card_heading
from .source import Card, Layout, Objective, Plan
from .truth import FIRST_CALL_TABLE, call_rows, objective_total

PAGE = (Mm(210), Mm(297))
ROUND_WIDTH = Mm(33)
WRITTEN = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)


def build_document(plan: Plan) -> Document:
    """Typeset a plan."""
    document = docx.Document()
    _set_properties(document, plan)
    _set_styles(document, plan)
    _set_page(document.sections[0], plan.layout, landscape=False)
    _page_number(document, plan.layout)
    _title_page(document, plan)
    _contents(document, plan)
    for chapter in plan.chapters:
        document.add_heading(chapter.heading, 1)
        for block in (text for written in chapter.blocks for text in plan.expand(written)):
            _block(document, plan, block)
    _cards(document, plan)
    return document


def _set_properties(document: Document, plan: Plan) -> None:
    properties = document.core_properties
    properties.title, properties.author = plan.title, "plancards"
    properties.comments = plan.disclaimer
    properties.created = properties.modified = WRITTEN
    properties.last_modified_by = "plancards"
    word.set_language(document, plan.language)


def _style(document: Document, name: str) -> ParagraphStyle:
    style = document.styles[name]
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{name} is no paragraph style")
    return style


def _set_styles(document: Document, plan: Plan) -> None:
    layout = plan.layout
    normal = _style(document, "Normal")
    word.set_style(normal, layout.font, layout.size)
    word.set_spacing(normal, layout.line_spacing, 0.0, layout.paragraph_space)
    for level, bigger in ((1, 4.0), (2, 2.0), (3, 1.0)):
        heading = _style(document, f"Heading {level}")
        size = layout.size + bigger
        word.set_style(heading, layout.font, size, bold=True, color=layout.heading_color)
        word.set_spacing(heading, layout.line_spacing, 14.0, 4.0)
    word.add_bullet_numbering(document, layout.bullet, layout.font)


def _body_width(layout: Layout) -> Length:
    return Length(PAGE[0] - 2 * Mm(layout.side_margin_mm))


def _set_page(section: Section, layout: Layout, *, landscape: bool) -> None:
    width, height = PAGE if not landscape else (PAGE[1], PAGE[0])
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    section.left_margin = section.right_margin = Mm(layout.side_margin_mm)
    section.top_margin = section.bottom_margin = Mm(layout.top_margin_mm)


def _page_number(document: Document, layout: Layout) -> None:
    section = document.sections[0]
    place = section.header if layout.page_number_place == "header" else section.footer
    paragraph = place.paragraphs[0]
    in_header = layout.page_number_place == "header"
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if in_header else WD_ALIGN_PARAGRAPH.CENTER
    rest = layout.page_number
    while rest:
        literal, found, rest = rest.partition("{")
        if literal:
            paragraph.add_run(literal)
        if found:
            name, _, rest = rest.partition("}")
            word.add_field(paragraph, "NUMPAGES" if name == "pages" else "PAGE")


def _title_page(document: Document, plan: Plan) -> None:
    title = document.add_paragraph()
    title.paragraph_format.space_before = Pt(90)
    title.paragraph_format.line_spacing = 1.15
    run = title.add_run(plan.title)
    run.bold, run.font.size = True, Pt(24)
    document.add_paragraph(plan.disclaimer).paragraph_format.space_before = Pt(24)
    _page_break(document)


def _page_break(document: Document) -> None:
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _contents(document: Document, plan: Plan) -> None:
    heading = document.add_paragraph()
    run = heading.add_run(plan.words.contents)
    run.bold, run.font.size = True, Pt(plan.layout.size + 4)
    for card in plan.cards:
        entry = document.add_paragraph(card_heading(plan, card))
        if plan.layout.contents == "leader":
            stops = entry.paragraph_format.tab_stops
            stops.add_tab_stop(_body_width(plan.layout), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
            entry.add_run("\t")
        else:
            entry.add_run(" " + "." * 24 + " ")
        word.add_field(entry, f"PAGEREF {bookmark(card)} \\h")
    _page_break(document)


def _block(document: Document, plan: Plan, block: str) -> None:
    if block == "{allocations}":
        _allocations(document, plan)
    elif block == "{calls}":
        _call_tables(document, plan)
    elif block.startswith("## "):
        document.add_heading(block.removeprefix("## "), 2)
    elif block.startswith("- "):
        word.make_bullet(document.add_paragraph(block.removeprefix("- ")))
    else:
        document.add_paragraph(block)


def _allocations(document: Document, plan: Plan) -> None:
    words = plan.words
    document.add_paragraph(words.caption_allocations).paragraph_format.keep_with_next = True
    table = _grid(document, [Length(_body_width(plan.layout) - Mm(50)), Mm(50)])
    for objective in plan.objectives:
        name = f"{words.objective} {objective.number} {objective.title}"
        total = words.amount.print(objective_total(objective), 2)
        _fill(table, [name, total], bold=True)
        for row in objective.allocations:
            _fill(table, [row.label, words.amount.print(row.amount, 2)])
    everything = sum((objective_total(o) for o in plan.objectives), Decimal())
    _fill(table, [words.allocations_total, words.amount.print(everything, 2)], bold=True)
    document.add_paragraph()


def _call_tables(document: Document, plan: Plan) -> None:
    _set_page(document.add_section(WD_SECTION.NEW_PAGE), plan.layout, landscape=True)
    for number, objective in enumerate(plan.objectives, start=FIRST_CALL_TABLE):
        _call_table(document, plan, objective, number)
    _set_page(document.add_section(WD_SECTION.NEW_PAGE), plan.layout, landscape=False)


def _call_table(document: Document, plan: Plan, objective: Objective, number: int) -> None:
    words = plan.words
    caption = document.add_paragraph(
        words.caption_calls.format(n=number, objective=objective.number, title=objective.title)
    )
    caption.paragraph_format.page_break_before = (
        plan.layout.call_tables_apart and number > FIRST_CALL_TABLE
    )
    document.add_paragraph(words.calls_note)
    label_width = Length(
        PAGE[1] - 2 * Mm(plan.layout.side_margin_mm) - ROUND_WIDTH * len(plan.rounds)
    )
    table = _grid(document, [label_width, *[ROUND_WIDTH] * len(plan.rounds)])
    header = [words.calls_header, *(words.round(r).upper() for r in plan.rounds)]
    _fill(table, header, fill=plan.layout.title_fill)
    word.repeat_row(table.rows[0])
    for row in call_rows(plan, objective):
        cells = [_call_cell(plan, row.amounts.get(r), opened=r in row.opened) for r in plan.rounds]
        label = f"{row.code} {row.label}" if row.code else row.label
        _fill(table, [label, *cells], bold=row.kind != "measure")
    if not plan.layout.call_tables_apart:
        document.add_paragraph()


def _call_cell(plan: Plan, amount: Decimal | None, *, opened: bool) -> str:
    if amount is None:
        return "x" if opened else ""
    whole = amount == amount.to_integral_value()
    return plan.words.amount.print(amount, 0 if whole else 2)


def _grid(document: Document, widths: list[Length]) -> Table:
    table: Table = document.add_table(0, len(widths))
    table.style = "Table Grid"
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    return table


def _fill(table: Table, texts: list[str], *, bold: bool = False, fill: str | None = None) -> None:
    row = word.add_row(table)
    for column, cell, text in zip(table.columns, row.cells, texts, strict=True):
        if column.width is not None:
            cell.width = column.width
        if text:
            cell.paragraphs[0].add_run(text).bold = bold
        if fill:
            word.shade(cell, fill)


def _cards(document: Document, plan: Plan) -> None:
    document.add_heading(plan.chapter_cards.heading, 1)
    words, numbers = plan.words, {card.card_id: n for n, card in enumerate(plan.cards)}

    def add(card: Card) -> None:
        add_card(document, plan, card, numbers[card.card_id], _body_width(plan.layout))
        document.add_paragraph().paragraph_format.space_after = Pt(4)

    for objective in plan.objectives:
        document.add_heading(f"{words.objective} {objective.number} {objective.title}", 2)
        for measure in plan.measures_of(objective):
            end = ";" if measure.semicolon else ""
            title = f"{words.implementation_measure} {measure.code} {measure.title}{end}"
            document.add_heading(title, 3)
            for card in plan.cards_of(measure):
                add(card)
        for card in plan.codeless_of(objective):
            add(card)

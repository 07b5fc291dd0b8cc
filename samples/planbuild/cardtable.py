"""One measure card as a bordered table of two columns."""

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from . import word
from .source import Card, Plan
from .truth import is_nested

NESTED_INDENT_PT = 24.0


class CellWriter:
    """Adds paragraphs to a cell, whose first paragraph is there already."""

    def __init__(self, cell: _Cell) -> None:
        """Start with an empty cell."""
        self.cell, self.used = cell, False

    def paragraph(self, text: str = "", *, bold: bool = False, indent: float = 0.0) -> Paragraph:
        """A paragraph of its own."""
        first = self.cell.paragraphs[0]
        paragraph: Paragraph = self.cell.add_paragraph() if self.used else first
        self.used = True
        if text:
            paragraph.add_run(text).bold = bold
        if indent:
            paragraph.paragraph_format.left_indent = Pt(indent)
        return paragraph

    def paragraphs(self, texts: list[str], *, bold: bool = False) -> None:
        """Several paragraphs."""
        for text in texts:
            self.paragraph(text, bold=bold)

    def bullets(self, items: list[str], unmarked: list[int]) -> None:
        """List items without space between them; unmarked ones are indented paragraphs."""
        for index, item in enumerate(items):
            if index in unmarked:
                paragraph = self.paragraph(item, indent=word.BULLET_INDENT_PT)
            else:
                paragraph = self.paragraph(item)
                word.make_bullet(paragraph)
            if index < len(items) - 1 and not {index, index + 1} & set(unmarked):
                paragraph.paragraph_format.space_after = Pt(0)


def add_card(document: Document, plan: Plan, card: Card, number: int, width: Length) -> None:
    """Append a card; `number` tells its bookmark from the others'."""
    table = document.add_table(0, 2)
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    label_width = Mm(plan.layout.label_width_mm)
    widths = (label_width, Length(width - label_width))
    for column, column_width in zip(table.columns, widths, strict=True):
        column.width = column_width

    words = plan.words
    title = _full_row(table, widths)
    paragraph = title.paragraph(card_heading(plan, card), bold=True)
    word.add_bookmark(paragraph, bookmark(card), number)
    word.shade(title.cell, plan.layout.title_fill)
    if plan.layout.repeat_title_row:
        word.repeat_row(table.rows[0])

    _write_body(_full_row(table, widths), plan, card)

    rate = [words.percent.format(n=card.support_rate.base_percent)]
    rate += [raised.condition for raised in card.support_rate.raised]
    _label_row(table, widths, words.support, rate)
    _label_row(table, widths, words.beneficiaries, card.beneficiaries.paragraphs)
    coordination = card.coordination.text
    _label_row(table, widths, words.coordination, [coordination] if coordination else [])

    heading = _full_row(table, widths)
    heading.paragraph(words.indicators, bold=True)
    word.shade(heading.cell, "F2F2F2")
    _write_indicators(_full_row(table, widths), plan, card)

    timing = card.call_timing.text
    _label_row(table, widths, words.call, [timing] if timing else [])
    if card.start:
        _label_row(table, widths, card.start.label, [card.start.text] if card.start.text else [])


def card_heading(plan: Plan, card: Card) -> str:
    """The title row: "Measure 1A1 Title", or the title alone when the card has no code."""
    return f"{plan.words.measure} {card.code} {card.title}" if card.code else card.title


def bookmark(card: Card) -> str:
    """The name that the table of contents refers to."""
    return f"card_{card.card_id.replace('-', '_')}"


def _write_body(cell: CellWriter, plan: Plan, card: Card) -> None:
    activities, results, words = card.eligible_activities, card.result_targets, plan.words
    cell.paragraphs(card.background)
    runs_on = activities is not None and activities.in_goal
    cell.paragraphs(card.goal[:-1] if runs_on else card.goal, bold=True)
    if activities and runs_on:
        paragraph = cell.paragraph(card.goal[-1], bold=True)
        paragraph.add_run(f" {activities.intro}").bold = plan.language != "fi"
    cell.paragraphs(card.conditions_before)
    if card.target_group and card.target_group_place == "before":
        cell.paragraph(f"{words.target_group} {card.target_group}")
    if activities:
        if not runs_on:
            cell.paragraph(activities.intro)
        cell.bullets(activities.items, activities.unmarked)
    if card.target_group and card.target_group_place == "after":
        cell.paragraph(f"{words.target_group} {card.target_group}")
    cell.paragraphs(card.conditions_after)
    if results:
        cell.paragraph(words.results, bold=True)
        cell.bullets(results.items, [])
        cell.paragraphs(results.notes)


def _write_indicators(cell: CellWriter, plan: Plan, card: Card) -> None:
    indicators = card.indicators
    if indicators.none:
        cell.paragraph(indicators.none)
    groups = ((plan.words.output, indicators.output), (plan.words.result, indicators.result))
    for heading, lines in groups:
        if lines:
            cell.paragraph(heading, bold=True)
        for line in lines:
            nested = is_nested(line)
            cell.paragraph(line, indent=NESTED_INDENT_PT if nested else 0.0)
    if indicators.note:
        cell.paragraph(indicators.note)


def _full_row(table: Table, widths: tuple[Length, Length]) -> CellWriter:
    row = word.add_row(table)
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = width
    return CellWriter(row.cells[0].merge(row.cells[1]))


def _label_row(table: Table, widths: tuple[Length, Length], label: str, values: list[str]) -> None:
    row = word.add_row(table)
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = width
    CellWriter(row.cells[0]).paragraph(label)
    CellWriter(row.cells[1]).paragraphs(values)

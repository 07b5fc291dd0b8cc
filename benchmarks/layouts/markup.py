"""A sheet as HTML and CSS for print, for producers that lay out pages by CSS."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from benchmarks.layouts.sheet import (
    Block,
    CardTable,
    Grid,
    Heading,
    ItemList,
    Job,
    LabelRow,
    Paragraph,
    Role,
    Row,
    Run,
    Sheet,
)
from benchmarks.layouts.symbols import FAMILY, SYMBOL_BULLET, symbol_font_face
from benchmarks.layouts.variation import Borders, LayoutVariation, Mark, PageNumber, Paragraphs

TITLE_FILL, HEADING_FILL, STRIPE = "#d9e2f3", "#f0f0f0", "#eaf1dd"
FIRST_LINE_INDENT = 14.0
SYMBOL = chr(SYMBOL_BULLET)
UNMARKED = ' style="list-style: none"'

BORDERS = {
    Borders.GRID: "td { border: 0.6pt solid black }",
    Borders.HORIZONTAL: "td { border-top: 0.6pt solid black; border-bottom: 0.6pt solid black }",
    Borders.BOX: "{ border: 0.8pt solid black }",
    Borders.DOTTED: "td { border: 0.8pt dotted black }",
    Borders.NONE: "",
}


def job_to_html(job: Job) -> str:
    """The whole document."""
    sheet, variation = job.sheet, job.variation
    return (
        f'<!DOCTYPE html><html lang="{sheet.language}"><head><meta charset="utf-8">'
        f"<title>{escape(sheet.title)}</title><style>{_css(sheet, variation)}</style></head>"
        f"<body>{''.join(_body(sheet, variation))}</body></html>"
    )


def _css(sheet: Sheet, v: LayoutVariation) -> str:
    width, height = v.page_mm
    space = v.paragraph_space
    return "\n".join(
        (
            f"@page {{ size: {width}mm {height}mm;",
            f" margin: {v.top_margin_mm}mm {v.side_margin_mm}mm;",
            *_margin_boxes(sheet, v),
            "}",
            f"body {{ font: {v.size}pt/{v.line_spacing} '{v.family}'; margin: 0;",
            f" text-align: {'justify' if v.justified else 'left'}; hyphens: manual;",
            " -webkit-print-color-adjust: exact }",
            "h1, h2, h3, .plan { text-align: left; line-height: 1.2; break-after: avoid }",
            f"h1 {{ font-size: {v.size + 4}pt }} h2 {{ font-size: {v.size + 2}pt }}",
            f"h3 {{ font-size: {v.size + 1}pt }}",
            ".plan { font-size: 24pt; font-weight: bold; margin-top: 40mm }",
            ".page { break-after: page }",
            f"p {{ margin: 0 0 {space}pt 0; orphans: 1; widows: 1 }}",
            f"ul, ol {{ margin: 0 0 {space}pt 0; padding: 0 0 0 {v.hanging}pt }}",
            f"li {{ margin: 0 0 {v.item_space}pt 0; orphans: 1; widows: 1 }}",
            f"ul.typed {{ list-style: none }} ul.typed li.marked {{ text-indent: -{v.hanging}pt }}",
            f".mark {{ display: inline-block; width: {v.hanging}pt; text-indent: 0 }}",
            f".symbol {{ font-family: '{FAMILY}' }}",
            symbol_font_face() if v.mark is Mark.SYMBOL else "",
            "table { border-collapse: collapse; width: 100%; table-layout: fixed;",
            f" margin: 0 0 {max(space, 6) * 2}pt 0 }}",
            f"td {{ padding: {v.cell_padding / 2}pt {v.cell_padding}pt; vertical-align: top }}",
            *(f"table.{kind} {rule}" for kind, rule in BORDERS.items() if rule),
            f"table.striped tr:nth-child(odd) td {{ background: {STRIPE} }}",
            "" if v.split_rows else "tr { break-inside: avoid }",
            "table.card.apart { break-before: page }" if v.apart else "",
            *_emphasis_css(v),
        )
    )


def _emphasis_css(v: LayoutVariation) -> Iterator[str]:
    if "shaded" in v.title_look:
        yield f"tr.title td {{ background: {TITLE_FILL} }}"
    if v.heading_shaded:
        yield f"tr.heading td {{ background: {HEADING_FILL} }}"
    if v.label_middle:
        yield "td.label { vertical-align: middle }"
    if v.paragraphs is Paragraphs.INDENTED:
        yield f"td p:not(:first-child):not(.nested) {{ text-indent: {FIRST_LINE_INDENT}pt }}"


def _margin_boxes(sheet: Sheet, v: LayoutVariation) -> Iterator[str]:
    edge = "top" if v.page_number_at_top else "bottom"
    if v.page_number is not PageNumber.NONE:
        shown = v.page_number.replace("{pages}", '" counter(pages) "')
        shown = shown.replace("{page}", '" counter(page) "')
        yield f"@{edge}-{v.page_number_side} {{ content: \"{shown}\"; font: 9pt '{v.family}' }}"
    if sheet.running_head:
        taken = edge == "top" and v.page_number is not PageNumber.NONE
        side = "right" if taken and v.page_number_side == "left" else "left"
        head = sheet.running_head.replace('"', "")
        yield f"@top-{side} {{ content: \"{head}\"; font: 8pt '{v.family}' }}"


def _body(sheet: Sheet, v: LayoutVariation) -> Iterator[str]:
    yield f'<p class="plan">{escape(sheet.title)}</p>'
    yield f'<p class="page">{escape(sheet.disclaimer)}</p>'
    if sheet.contents:
        yield f"<h1>{escape(sheet.contents_title)}</h1>"
        for at, entry in enumerate(sheet.contents):
            last = ' class="page"' if at == len(sheet.contents) - 1 else ""
            yield f"<p{last}>{escape(entry)} {'.' * 24} {at + 4}</p>"
    for part in sheet.front:
        yield _part(part, v)
    after_heading = False
    for item in sheet.body:
        if isinstance(item, Heading):
            yield _part(item, v)
        else:
            yield _card(item, v, apart=v.apart and not after_heading)
        after_heading = isinstance(item, Heading)


def _part(part: Heading | Paragraph | Grid, v: LayoutVariation) -> str:
    match part:
        case Heading():
            return f"<h{part.level}>{escape(part.text)}</h{part.level}>"
        case Paragraph():
            return _paragraph(part)
        case Grid():
            return _grid(part)


def _grid(grid: Grid) -> str:
    columns = "".join(f'<col style="width:{share:.1%}">' for share in grid.shares)
    header, *rows = (
        "<tr>"
        + "".join(_grid_cell(cell, grid.side if at else "left") for at, cell in cells)
        + "</tr>"
        for cells in map(enumerate, grid.rows)
    )
    body = "".join(rows)
    kind = f"{grid.borders} striped" if grid.striped else grid.borders
    return (
        f'<table class="{kind}"><colgroup>{columns}</colgroup>'
        f"<thead>{header}</thead><tbody>{body}</tbody></table>"
    )


def _grid_cell(text: str, side: str) -> str:
    return f'<td style="text-align:{side}">{escape(text)}</td>'


def _card(table: CardTable, v: LayoutVariation, *, apart: bool) -> str:
    title, rows = _row(table.title, v), "".join(_row(row, v) for row in table.rows)
    head, body = (f"<thead>{title}</thead>", rows) if v.repeat_title else ("", title + rows)
    kind = f"card {v.borders} apart" if apart else f"card {v.borders}"
    columns = f'<colgroup><col style="width:{table.label_mm:.1f}mm"><col></colgroup>'
    return f'<table class="{kind}">{columns}{head}<tbody>{body}</tbody></table>'


def _row(row: Row, v: LayoutVariation) -> str:
    blocks = "".join(_block(block, v) for block in row.blocks)
    if isinstance(row, LabelRow):
        return f'<tr><td class="label">{_paragraph(row.label)}</td><td>{blocks}</td></tr>'
    kind = f' class="{row.role}"' if row.role is not Role.BODY else ""
    return f'<tr{kind}><td colspan="2">{blocks}</td></tr>'


def _block(block: Block, v: LayoutVariation) -> str:
    return _paragraph(block) if isinstance(block, Paragraph) else _list(block, v)


def _paragraph(paragraph: Paragraph) -> str:
    style = f' class="nested" style="margin-left:{paragraph.indent}pt"' if paragraph.indent else ""
    return f"<p{style}>{''.join(map(_run, paragraph.runs))}</p>"


def _run(run: Run) -> str:
    text = escape(run.text)
    text = f"<i>{text}</i>" if run.italic else text
    return f"<b>{text}</b>" if run.bold else text


def _list(items: ItemList, v: LayoutVariation) -> str:
    if v.mark in (Mark.NUMBER, Mark.DRAWN):
        tag = "ol" if v.mark is Mark.NUMBER else "ul"
        lines = "".join(
            f'<li value="{item.number}"{"" if item.marked else UNMARKED}>{escape(item.text)}</li>'
            for item in items.items
        )
        return f"<{tag}>{lines}</{tag}>"
    mark = f'<span class="mark">{v.mark}</span>'
    if v.mark is Mark.SYMBOL:
        mark = f'<span class="mark symbol">{SYMBOL}</span>'
    lines = "".join(
        f'<li class="marked">{mark}{escape(item.text)}</li>'
        if item.marked
        else f"<li>{escape(item.text)}</li>"
        for item in items.items
    )
    return f'<ul class="typed">{lines}</ul>'

"""Builders for tests: a compact description becomes the words, lines and pages of a plan.

A page is a list of blocks. A string is text outside tables, a tuple is a row of ruled cells. Lines
are parted by a newline; a blank line is a paragraph's gap. "**" before a line makes it bold, "# "
large. A tab goes on ``INDENT`` points from the left edge ("•\titem", and "\tits second line").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count, pairwise
from pathlib import Path

from extractors.cards import CardFinder, FoundCards
from extractors.dewrap import WrapRules, lines_to_span, lines_to_wrap_rules
from extractors.furniture import set_furniture_aside
from extractors.line_metrics import lines_to_metrics
from extractors.lines import document_to_lines
from extractors.list_marks import mark_dashed_lists
from extractors.raw_cards import FieldExtractor
from extractors.readers import read_document
from extractors.titles import begins_title
from schemas.geometry import Box
from schemas.language import find_language
from schemas.stages import (
    CardRegion,
    CardTitle,
    Document,
    Line,
    Page,
    Paragraph,
    RawCard,
    Rule,
    Source,
    Span,
    Word,
)

Block = str | tuple[str, ...]

SIZE, LARGE = 11.0, 16.0
STEP = 14.0
GAP = 8.0
INDENT = 18.0
LEFT, RIGHT, LABEL_RIGHT = 50.0, 545.0, 190.0
PAGE_WIDTH, PAGE_HEIGHT = 595.0, 842.0
FIRST_LINE, HEAD, FOOT = 120.0, 40.0, 800.0


@dataclass
class _Pen:
    number: int
    indices: count[int]
    words: list[Word] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

    def write(self, text: str, left: float, top: float, right: float = RIGHT) -> float:
        """Write lines of text, wrapped at the right; return where the next one would stand."""
        for raw in text.split("\n"):
            bold, large = raw.startswith("**"), raw.startswith("# ")
            size = LARGE if large else SIZE
            step = STEP * size / SIZE
            x = start = left
            for part in raw.removeprefix("**").removeprefix("# ").partition("\t"):
                if part == "\t":
                    x = start = left + INDENT
                for one in part.split():
                    if x > start and x + width(one, size) > right:
                        x, top = start, top + step
                    box = Box(x, top, x + width(one, size), top + size)
                    self.words.append(
                        Word(next(self.indices), one, self.number, box, size=size, bold=bold)
                    )
                    x = box.x1 + 0.3 * size
            top += step if raw.strip() else GAP
        return top

    def row(self, texts: Sequence[str], top: float) -> float:
        """Write ruled cells side by side and return where they end."""
        lefts = [LEFT, LABEL_RIGHT, *(LABEL_RIGHT + 90 * n for n in range(1, 4))][: len(texts)]
        edges = [*lefts, RIGHT]
        ends = [
            self.write(text, x0 + 5, top + 4, x1 - 5)
            for text, (x0, x1) in zip(texts, pairwise(edges), strict=True)
        ]
        bottom = max(ends) + 2
        for y in (top, bottom):
            self.rules.append(Rule(Box(LEFT, y, RIGHT, y)))
        for x in edges:
            self.rules.append(Rule(Box(x, top, x, bottom)))
        return bottom


def width(text: str, size: float = SIZE) -> float:
    """Width of a word in points: every character takes half the font size."""
    return 0.5 * size * len(text)


def draw(*pages: Sequence[Block], heads: Sequence[str] = (), feet: Sequence[str] = ()) -> Document:
    """A document drawn page by page; ``heads`` and ``feet`` stand in the margins."""
    indices = count()
    drawn = []
    for number, blocks in enumerate(pages, start=1):
        pen = _Pen(number, indices)
        if heads:
            pen.write(heads[number - 1], LEFT, HEAD)
        top = FIRST_LINE
        for block in blocks:
            top = pen.write(block, LEFT, top) if isinstance(block, str) else pen.row(block, top)
        if feet:
            pen.write(feet[number - 1], LEFT, FOOT)
        drawn.append(Page(number, PAGE_WIDTH, PAGE_HEIGHT, tuple(pen.words), tuple(pen.rules)))
    source = Source("drawn.pdf", "0" * 64, "application/pdf", len(drawn))
    return Document(source, "drawn", tuple(drawn))


def draw_lines(*pages: Sequence[Block]) -> tuple[Line, ...]:
    """The lines of a drawn document."""
    return document_to_lines(draw(*pages))


def lines_of(*texts: str) -> tuple[Line, ...]:
    """Lines outside tables, one per string."""
    return draw_lines(["\n".join(texts)])


def span_of(text: str) -> Span:
    """A text on one line as a span."""
    return lines_to_span(lines_of(text), WrapRules())


def paragraphs_of(*texts: str) -> tuple[Paragraph, ...]:
    """Paragraphs of one line each; a bullet and "**" mean what they mean in a drawing."""
    found = []
    for number, text in enumerate(texts):
        (line,) = lines_of(text)
        moved = tuple(word._replace(index=100 * number + word.index) for word in line.words)
        line = Line(moved, line.mark, line.cell)
        found.append(Paragraph((line,), lines_to_span((line,), WrapRules()), line.mark))
    return tuple(found)


def texts_of(spans: Sequence[Span]) -> list[str]:
    """The texts of several spans."""
    return [span.text for span in spans]


def dump(folder: Path, text: str | bytes, name: str = "plan.txt") -> Document:
    """A text dump, read by the text reader."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_document(path)


def read_card(*pages: Sequence[Block], language: str = "sv") -> RawCard:
    """The fields of one card whose title row is not drawn."""
    lines = draw_lines(*pages)
    facts = find_language(language)
    rules = lines_to_wrap_rules(lines, facts)
    title = CardTitle("measure", "1A1", span_of("Åtgärd 1A1"), span_of("Prov"), ())
    region = CardRegion(title, None, None, lines)
    return FieldExtractor(facts, rules, lines_to_metrics(lines)).extract(region)


def parts_of(card: RawCard, name: str) -> list[tuple[str, str]]:
    """A field's parts as (role, text)."""
    return [(part.role, part.span.text) for part in card.field(name).parts]


def find_cards(document: Document, language: str = "sv", bare_codes: bool = False) -> FoundCards:
    """The cards of a document whose language is known."""
    facts = find_language(language)
    layout = set_furniture_aside(document, document_to_lines(document), begins_title)
    lines = tuple(mark_dashed_lists(layout.lines))
    rules = lines_to_wrap_rules(lines, facts)
    ordered = document.in_reading_order
    metrics = lines_to_metrics(lines)
    return CardFinder(lines, facts, rules, metrics, ordered, bare_codes).find()


def line_texts(lines: Sequence[Line]) -> list[str]:
    """The texts of several lines, each with its bullet."""
    return [" ".join(word.text for word in line.all_words) for line in lines]

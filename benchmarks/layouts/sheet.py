"""What a producer typesets: a plan as headings, paragraphs and tables, without any looks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from benchmarks.layouts.variation import Borders, LayoutVariation


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one weight and slant."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs in a block of their own; `indent` in points."""

    runs: tuple[Run, ...]
    indent: float = 0.0


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of a list; one without its mark is set where the others' text begins.

    The number is that of the last item that has a mark.
    """

    text: str
    number: int
    marked: bool = True


@dataclass(frozen=True, slots=True)
class ItemList:
    """Items, each with the list's mark."""

    items: tuple[ListItem, ...]


Block = Paragraph | ItemList


class Role(StrEnum):
    """What a full-width row is."""

    TITLE = "title"
    BODY = "body"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class FullRow:
    """A row of one cell over both columns."""

    blocks: tuple[Block, ...]
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True)
class LabelRow:
    """A row of a label and a value."""

    label: Paragraph
    blocks: tuple[Block, ...]


Row = FullRow | LabelRow


@dataclass(frozen=True, slots=True)
class CardTable:
    """One card; its first row is the title's."""

    title: FullRow
    rows: tuple[Row, ...]
    label_mm: float


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A plain table; the first row is its header, repeated on every page.

    Attributes:
        shares: widths of the columns, in parts of the whole.
        rows: texts of the cells.
        borders: which rules it has.
        striped: whether every other row is shaded.
        side: where cells after the first stand in their columns: left, center or right.
    """

    shares: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    borders: Borders = Borders.GRID
    striped: bool = False
    side: str = "left"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole plan.

    Attributes:
        contents: lines of the table of contents, without page numbers; may be empty.
        running_head: text at the top of every page, "" when there is none.
        front: what stands before the cards.
        body: headings and cards.
    """

    language: str
    title: str
    disclaimer: str
    contents_title: str
    contents: tuple[str, ...]
    running_head: str
    front: tuple[Heading | Paragraph | Grid, ...]
    body: tuple[Heading | CardTable, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """One plan to typeset."""

    seed: int
    sheet: Sheet
    variation: LayoutVariation

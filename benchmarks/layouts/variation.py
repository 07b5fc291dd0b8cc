"""How one plan looks: every choice is drawn from a seed."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from random import Random


class Borders(StrEnum):
    """Which ruling lines a card's table has."""

    GRID = "grid"
    HORIZONTAL = "horizontal"
    BOX = "box"
    DOTTED = "dotted"
    NONE = "none"


class TitleLook(StrEnum):
    """What sets a card's title row apart."""

    SHADED_BOLD = "shaded bold"
    SHADED = "shaded"
    BOLD = "bold"


class Emphasis(StrEnum):
    """How the goal's paragraphs are set."""

    BOLD = "bold"
    ITALIC = "italic"
    PLAIN = "plain"


class Mark(StrEnum):
    """What stands before a list's items."""

    BULLET = "•"
    DASH = "–"
    HYPHEN = "-"
    SQUARE = "▪"
    LETTER_O = "o"
    SYMBOL = "symbol"
    NUMBER = "number"
    DRAWN = "drawn"


class Rows(StrEnum):
    """How a card's content is spread over table rows."""

    NARRATIVE_CELL = "narrative in one cell"
    GROUPS = "a row per group of paragraphs"
    PARAGRAPHS = "a row per paragraph"
    FIELDS = "a row per field, all with labels that have one"
    ONE_CELL = "all but the title in one cell"


class Paragraphs(StrEnum):
    """What shows where a paragraph begins."""

    SPACED = "space"
    INDENTED = "indent"
    UNMARKED = "nothing"


class PageNumber(StrEnum):
    """The form of a page number."""

    NONE = ""
    PLAIN = "{page}"
    SLASH = "{page} / {pages}"
    PARENTHESES = "{page} ({pages})"
    DASHES = "– {page} –"


FAMILIES = (
    "Liberation Sans",
    "Liberation Serif",
    "DejaVu Sans",
    "DejaVu Serif",
    "Carlito",
    "Caladea",
)

A4 = (210.0, 297.0)
LETTER = (215.9, 279.4)


@dataclass(frozen=True, slots=True)
class LayoutVariation:
    """One look.

    Attributes:
        page_mm: width and height as the reader sees them.
        rotate: the page's /Rotate; its content is turned back, so that the page looks the same.
        label_mm: width of the label column; widened where its longest word would not fit.
        paragraph_space: points after a paragraph; 0 unless ``paragraphs`` is SPACED.
        page_number_side: "left", "center" or "right".
        apart: every card begins on a page of its own.
        split_rows: a row may run on to the next page.
        hyphenate: words may be broken at syllables.
        tagged: a tagged PDF, where the producer can make one.
        label_middle: a label stands beside the middle of its value, not beside its first line.
    """

    family: str
    size: float
    line_spacing: float
    paragraphs: Paragraphs
    paragraph_space: float
    item_space: float
    justified: bool
    page_mm: tuple[float, float]
    rotate: int
    side_margin_mm: float
    top_margin_mm: float
    label_mm: float
    label_bold: bool
    cell_padding: float
    borders: Borders
    title_look: TitleLook
    heading_shaded: bool
    repeat_title: bool
    goal: Emphasis
    mark: Mark
    hanging: float
    page_number: PageNumber
    page_number_at_top: bool
    page_number_side: str
    running_head: bool
    rows: Rows
    split_rows: bool
    apart: bool
    hyphenate: bool
    tagged: bool
    label_middle: bool

    @property
    def width_mm(self) -> float:
        """Width of the text."""
        return self.page_mm[0] - 2 * self.side_margin_mm

    def describe(self) -> str:
        """The choices that matter, for a list of misses."""
        shown = []
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            text = "×".join(f"{v:g}" for v in value) if isinstance(value, tuple) else f"{value}"
            shown.append(f"{field.name}={text}")
        return ", ".join(shown)


def draw_variation(seed: int) -> LayoutVariation:
    """The look that belongs to ``seed``."""
    random = Random(f"{seed}/layout")
    paragraphs = random.choices(list(Paragraphs), weights=(6, 2, 2))[0]
    spaced = paragraphs is Paragraphs.SPACED
    size = random.randrange(16, 25) / 2
    page = random.choice((A4, A4, LETTER))
    if random.random() < 0.25:
        page = (page[1], page[0])
    side = random.uniform(14, 30)
    # A goal that nothing sets apart can only be told from its neighbours by paragraph breaks.
    looks = list(Emphasis) if paragraphs is not Paragraphs.UNMARKED else [Emphasis.BOLD]
    return LayoutVariation(
        family=random.choice(FAMILIES),
        size=size,
        line_spacing=random.choice((1.0, 1.1, 1.2, 1.35, 1.5)),
        paragraphs=paragraphs,
        paragraph_space=random.choice((4.0, 6.0, 8.0)) if spaced else 0.0,
        item_space=random.choice((0.0, 0.0, 3.0)) if spaced else 0.0,
        justified=random.random() < 0.25,
        page_mm=page,
        rotate=random.choice((90, 270)) if random.random() < 0.12 else 0,
        side_margin_mm=round(side, 1),
        top_margin_mm=round(random.uniform(18, 30), 1),
        label_mm=round(random.uniform(24, 80), 1),
        label_bold=random.random() < 0.4,
        cell_padding=random.choice((2.0, 4.0, 6.0)),
        borders=random.choices(list(Borders), weights=(4, 2, 2, 2, 3))[0],
        title_look=random.choices(list(TitleLook), weights=(4, 2, 3))[0],
        heading_shaded=random.random() < 0.4,
        repeat_title=random.random() < 0.5,
        goal=random.choice(looks),
        mark=random.choice(list(Mark)),
        hanging=random.choice((12.0, 16.0, 20.0)),
        page_number=random.choice(list(PageNumber)),
        page_number_at_top=random.random() < 0.4,
        page_number_side=random.choice(("left", "center", "right")),
        running_head=random.random() < 0.4,
        rows=random.choices(list(Rows), weights=(5, 2, 1, 2, 1))[0],
        split_rows=random.random() < 0.75,
        apart=random.random() < 0.4,
        hyphenate=random.random() < 0.2,
        tagged=random.random() < 0.5,
        label_middle=random.random() < 0.15,
    )

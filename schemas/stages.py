"""The types that travel between stages, from what a reader saw to the fields of a card.

``Document`` (words and rules) → ``Line`` (words in reading order, with their table cell) →
``CardRegion`` (the lines of one card) → ``RawCard`` (field → spans). A ``Span`` is the key type:
a value never travels without the words it was read from.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Literal, NamedTuple

from schemas.geometry import Box, boxes_to_hull
from schemas.glyphs import UnreadGlyph

Kind = Literal["measure", "operating_support", "specific_action"]
MediaType = Literal["application/pdf", "text/plain"]
Role = Literal["text", "aside", "note", "unchecked"]


class Word(NamedTuple):
    """A run of characters without white space, where it stands and how it looks.

    A tuple, because a document has tens of thousands of them.

    Attributes:
        index: place in the document's order, unique; what the ledger counts by.
        text: the characters as the input holds them (NFC).
        page: 1-based page number; 1 for text without page marks.
        box: in points. For text input a stand-in: lines are ``LINE_HEIGHT`` apart and characters
            have the widths of a common sans font, so that lengths can be compared.
        line: 1-based line number for text input, else ``None``.
        font: font name as the input holds it, "" for text.
        size: font size in points.
        bold: whether the font or its weight says bold.
        italic: whether the font's name says italic or oblique.
        ends_paragraph: text input only: the line ended in two or more spaces after this word, as
            dumps of Word documents leave them at a paragraph's end.
        spaces: text input only: how many spaces stand before this word, on its line and on lines
            of spaces above it, and how many after it at the end of its line.
    """

    index: int  # type: ignore[assignment]  # a word has no use for tuple.index
    text: str
    page: int
    box: Box
    line: int | None = None
    font: str = ""
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    ends_paragraph: bool = False
    spaces: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight ruling line, in points; upright when it is taller than wide."""

    box: Box

    @property
    def upright(self) -> bool:
        """Whether the rule runs from top to bottom."""
        return self.box.height > self.box.width


@dataclass(frozen=True, slots=True)
class SpelledGlyph:
    """A glyph without letters whose letters the words around it tell.

    Attributes:
        letters: what it shows, such as "tt".
        by: a word that is written out elsewhere and tells it.
        words: every word that has the glyph, as it reads now.
    """

    letters: str
    by: str
    words: tuple[Word, ...]


class TurnedWord(NamedTuple):
    """A word that does not run from left to right.

    Attributes:
        index: of the word.
        turns: the quarter turns clockwise that make it so; ``None`` for a word that runs aslant.
    """

    index: int  # type: ignore[assignment]  # a word has no use for tuple.index
    turns: int | None


@dataclass(frozen=True, slots=True)
class Page:
    """One page as a reader saw it; width and height in points, as shown (rotation undone).

    A page whose text lies on its side is turned until it is upright, with all that stands on it.

    Attributes:
        fills: rectangles with a fill of their own, such as shaded rows.
        dots: small filled shapes, such as bullets that are drawn.
        shows_other: whether a page without words and rules shows pictures, drawings or spaces.
        unread: glyphs without letters, in the order of the words.
        turned: words that run another way than the page's text, such as a stamp in the margin.
        turns: the quarter turns clockwise that the page was turned by from how it is shown.
        struck: indices of words with a line through them.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()
    fills: tuple[Box, ...] = ()
    dots: tuple[Box, ...] = ()
    shows_other: bool = False
    unread: tuple[UnreadGlyph, ...] = ()
    turned: tuple[TurnedWord, ...] = ()
    turns: int = 0
    struck: frozenset[int] = frozenset()


def turn_back(box: Box, page: Page) -> Box:
    """A box of a page that was turned, on the page as it is shown.

    >>> turn_back(Box(700, 100, 760, 110), Page(1, 842, 595, (), turns=1))
    Box(x0=100, top=82, x1=110, bottom=142)
    """
    x0, top, x1, bottom = box
    if page.turns == 1:
        return Box(top, page.width - x1, bottom, page.width - x0)
    if page.turns == 2:
        return Box(page.width - x1, page.height - bottom, page.width - x0, page.height - top)
    if page.turns == 3:
        return Box(page.height - bottom, x0, page.height - top, x1)
    return box


@dataclass(frozen=True, slots=True)
class Source:
    """The input file: its name (no folder), SHA-256, media type and number of pages."""

    file: str
    sha256: str
    media_type: MediaType
    pages: int


@dataclass(frozen=True, slots=True)
class FailedPage:
    """A page that the reader could not read, and why."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What two readers saw differently: on a page, or (page 0) of the whole file.

    Attributes:
        what: said by both readers' names.
        boxes: where, in points.
    """

    page: int
    what: str
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """Everything a reader reports of one input. It decides nothing.

    Attributes:
        disagreements: what two readers saw differently, when the file was read twice.
        spelled: glyphs without letters whose letters other words tell.
        repaired: whether the file's structure had to be repaired to be read.
        in_reading_order: whether the order of words can be trusted. A text dump may give a page's
            headings before its tables.
    """

    source: Source
    reader: str
    pages: tuple[Page, ...]
    failed_pages: tuple[FailedPage, ...] = ()
    in_reading_order: bool = True
    repaired: bool = False
    disagreements: tuple[Disagreement, ...] = ()
    spelled: tuple[SpelledGlyph, ...] = ()

    def words(self) -> Iterator[Word]:
        """All words, page by page."""
        for page in self.pages:
            yield from page.words


class Cell(NamedTuple):
    """Where in a ruled table a line stands: rows and columns are counted on their page.

    A tuple, because the cells of neighbouring lines are compared again and again.

    Attributes:
        row: number of the row on the page, from the top.
        column: number of the cell in its row, from the left.
        columns: how many cells the row has.
        box: the cell's rectangle, in points.
    """

    row: int
    column: int
    columns: int
    box: Box


@dataclass(frozen=True)
class Line:
    """Words on one baseline, within one table cell if there is one, in reading order.

    Attributes:
        mark: the bullet that opens the line, if any; not one of ``words``. A bullet that is drawn
            has no text.
        cell: the table cell, ``None`` outside ruled tables.
        shaded: whether the line stands on a fill of its own.
        band: outside ruled tables, how many level rules stand above the line: lines between the
            same two rules have the same number.
        role: "aside" for what is no part of the text (a watermark, a line's number, the number of
            a footnote), "note" for a footnote, "unchecked" for an option that is not chosen.
    """

    words: tuple[Word, ...]
    mark: Word | None = None
    cell: Cell | None = None
    shaded: bool = False
    band: int = 0
    role: Role = "text"

    @cached_property
    def text(self) -> str:
        """The words with one space between them, without the bullet."""
        return " ".join(w.text for w in self.words)

    @cached_property
    def page(self) -> int:
        """1-based page number."""
        return self._first.page

    @cached_property
    def box(self) -> Box:
        """The smallest box around the words (or around the bullet, when it stands alone)."""
        return boxes_to_hull(w.box for w in (self.words or (self._first,)))

    @cached_property
    def bold(self) -> bool:
        """Whether every word is bold."""
        return bool(self.words) and all(w.bold for w in self.words)

    @cached_property
    def size(self) -> float:
        """Font size of the first word, in points."""
        return self._first.size

    @property
    def number(self) -> int | None:
        """1-based line number, for text input."""
        return self._first.line

    @property
    def all_words(self) -> tuple[Word, ...]:
        """The words and, before them, the bullet."""
        return (self.mark, *self.words) if self.mark else self.words

    @property
    def _first(self) -> Word:
        first = self.words[0] if self.words else self.mark
        if first is None:
            raise ValueError("a line has words or a mark")
        return first


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text and the words it was read from.

    Attributes:
        text: line wraps undone, one space between words.
        words: in reading order.
        starts: for each word, the index of its first character in ``text``.
    """

    text: str
    words: tuple[Word, ...]
    starts: tuple[int, ...]

    def slice(self, start: int, end: int) -> Span:
        """The part from character ``start`` up to ``end``, white space at its ends left off.

        A word that is cut is kept whole as evidence; the text is cut exactly. A word that left no
        text, such as a typesetter's hyphen, stays with the words around it.

        >>> from schemas.geometry import Box
        >>> a, b = (Word(i, t, 1, Box(0, 0, 1, 1)) for i, t in enumerate(["75", "%"]))
        >>> Span("75 %", (a, b), (0, 3)).slice(3, 4).text
        '%'
        """
        if not self.words:
            return self
        part = self.text[start:end]
        start += len(part) - len(part.lstrip())
        end = start + len(part.strip())
        first = max(bisect_right(self.starts, start) - 1, 0)
        last = bisect_left(self.starts, end)
        ends = (*self.starts[first + 1 : last + 1], len(self.text) + 1)
        words: list[Word] = []
        starts: list[int] = []
        for word, at, after in zip(
            self.words[first:last], self.starts[first:last], ends, strict=False
        ):
            seen = self.text[at if at > start else start : after if after < end else end]
            if seen.strip() or start < at == after < end:
                words.append(word)
                starts.append(max(0, at - start))
        return Span(self.text[start:end], tuple(words), tuple(starts))


EMPTY_SPAN = Span("", (), ())


@dataclass(frozen=True, slots=True)
class Heading:
    """A chapter heading over cards: of a specific objective or of an implementation measure.

    Attributes:
        key: "1" or "1A".
        number: the words that hold the key.
        title: the text after it.
    """

    kind: Literal["objective", "implementation_measure"]
    key: str
    number: Span
    title: Span
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class CardTitle:
    """The title row of a card.

    Attributes:
        code: "2D5", or ``None`` for operating support and specific actions.
        opener: the word for the kind of card ("Åtgärd") with the code, or the whole title.
    """

    kind: Kind
    code: str | None
    opener: Span
    title: Span
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class CardRegion:
    """The lines of one card through all its pages, and the headings that stand over it.

    Attributes:
        repeated: title rows repeated on later pages (furniture).
        moved: lines that stood inside another card and were brought back here.
        passed: headings that a text gives before the card although they stand after it.
    """

    title: CardTitle
    objective: Heading | None
    implementation_measure: Heading | None
    lines: tuple[Line, ...]
    repeated: tuple[Line, ...] = ()
    moved: tuple[Line, ...] = ()
    passed: tuple[Heading, ...] = ()


class Section(StrEnum):
    """What a stretch of a card's lines is about, as its label says."""

    NARRATIVE = "narrative"
    TARGET_GROUP = "target_group"
    RESULT_TARGETS = "result_targets"
    SUPPORT_RATE = "support_rate"
    BENEFICIARIES = "beneficiaries"
    COORDINATION = "coordination"
    INDICATORS = "indicators"
    INDICATORS_OUTPUT = "indicators_output"
    INDICATORS_RESULT = "indicators_result"
    CALL_TIMING = "call_timing"
    START = "start"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class LabelledLines:
    """A label (``None`` for the text before the first one) and the lines that stand under it."""

    section: Section
    label: Span | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together; ``mark`` is the bullet before them, if any."""

    lines: tuple[Line, ...]
    span: Span
    mark: Word | None = None

    @property
    def emphasised(self) -> bool:
        """Whether every word is bold, or every word italic."""
        words = self.span.words
        return bool(words) and (all(w.bold for w in words) or all(w.italic for w in words))


@dataclass(frozen=True, slots=True)
class Part:
    """One span of a field and the role it plays there, such as "intro", "item" or "condition"."""

    role: str
    span: Span


@dataclass(frozen=True, slots=True)
class RawField:
    """A field of a card as found: its parts in reading order."""

    name: str
    parts: tuple[Part, ...] = ()

    def all(self, role: str) -> tuple[Span, ...]:
        """Every span with that role, in order."""
        return tuple(p.span for p in self.parts if p.role == role)

    def one(self, role: str) -> Span | None:
        """The first span with that role, or ``None``."""
        return next(iter(self.all(role)), None)


@dataclass(frozen=True, slots=True)
class RawCard:
    """A card's region, its labels and fields as spans, and what no rule consumed."""

    region: CardRegion
    labels: tuple[Span, ...]
    unknown_labels: tuple[Span, ...]
    fields: dict[str, RawField] = field(default_factory=dict)
    leftovers: tuple[Line, ...] = ()
    marks: tuple[Word, ...] = ()

    def field(self, name: str) -> RawField:
        """The field of that name, empty when the card has none."""
        return self.fields.get(name, RawField(name))


def words_of(lines: Sequence[Line]) -> tuple[Word, ...]:
    """Every word and bullet of ``lines``, in order."""
    return tuple(word for line in lines for word in line.all_words)

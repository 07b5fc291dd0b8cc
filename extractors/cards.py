"""Finds the measure cards of a document: title rows, the lines under them, the headings over them.

A card begins at its title row and runs, through all its pages, to the next one. A title that comes
again is the repeated title row of the same card, unless what follows has been there already. A
title that no card label follows (a table of contents, a call table, a reference) is no card.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.card_rows import lines_to_card_rows
from extractors.dewrap import WrapRules
from extractors.labels import LabelMatcher, text_to_key
from extractors.line_metrics import LineMetrics
from extractors.nested_rows import CARD_COLUMNS
from extractors.openings import OpeningFinder
from extractors.sections import SectionSplitter
from extractors.text_order import find_tail
from extractors.titles import TitlePatterns, is_contents_entry
from extractors.untitled_cards import find_untitled_cards
from schemas.language import Language
from schemas.stages import CardRegion, CardTitle, Heading, Line, Section

PROOF = frozenset(
    {
        Section.SUPPORT_RATE, Section.BENEFICIARIES, Section.COORDINATION,
        Section.INDICATORS, Section.CALL_TIMING, Section.START,
    }
)  # fmt: skip
LEAST_PROOF = 2
"""At least so many different labels of ``PROOF`` must follow a title for it to be a card's."""


@dataclass(frozen=True, slots=True)
class FoundCards:
    """What the lines of a document are.

    Attributes:
        cards: in reading order.
        headings: of objectives and implementation measures, in the document's order.
        chapters: other lines outside the cards that look like headings.
        chapter_text: lines under a chapter's heading, before any card of it, in no table; none
            where one of them begins with a label of a card.
        outside: all other lines.
        untitled: labels outside the cards that look like those of cards, by card.
        lost_pages: pages on which lines outside the cards are labels of a card's rows.
    """

    cards: tuple[CardRegion, ...]
    headings: tuple[Heading, ...]
    chapters: tuple[Line, ...]
    chapter_text: tuple[Line, ...]
    outside: tuple[Line, ...]
    untitled: tuple[tuple[Line, ...], ...] = ()
    lost_pages: frozenset[int] = frozenset()


@dataclass(slots=True)
class _OpenCard:
    """A card while its lines are being collected."""

    title: CardTitle
    headings: tuple[Heading, ...]
    """All chapter headings above it."""

    lines: list[Line] = field(default_factory=list)
    repeated: list[Line] = field(default_factory=list)
    moved: list[Line] = field(default_factory=list)
    sections: set[Section] = field(default_factory=set)
    """What labels open in the lines of each page, taken by themselves."""


@dataclass(frozen=True, slots=True)
class _Segment:
    """A title row and what stands between it and the next title row."""

    title: CardTitle
    lines: tuple[Line, ...]
    headings_before: tuple[Heading, ...]
    """All headings above; those since the segment before are the last ``new_headings``."""

    new_headings: int


class CardFinder:
    """Cuts the lines of one document into cards."""

    def __init__(
        self,
        lines: Sequence[Line],
        language: Language,
        rules: WrapRules,
        metrics: LineMetrics,
        in_reading_order: bool,
        bare_codes: bool = False,
    ) -> None:
        """Prepare for one document.

        Args:
            lines: without running heads.
            language: of the document.
            rules: how wraps are undone.
            metrics: how far apart its lines stand.
            in_reading_order: whether the order of lines can be trusted.
            bare_codes: whether titles are codes without a word before them; they must then be
                styled as titles.
        """
        patterns = TitlePatterns(language, bare_codes)
        self._labels = LabelMatcher(language)
        lines = lines_to_card_rows(lines, self._labels, patterns.is_only_code)
        self._lines = lines
        self._splitter = SectionSplitter(language, rules)
        self._ordered = in_reading_order
        self._openings = OpeningFinder(
            lines, patterns, self._splitter, rules, metrics, in_reading_order, bare_codes
        )
        self._rows = self._openings.rows
        self._table_pages = {
            line.page for line in lines if line.cell and line.cell.columns <= CARD_COLUMNS
        }
        self._outside: list[Line] = []
        self._under_headings: list[list[Line]] = []
        self._headings: list[Heading] = []

    def find(self) -> FoundCards:
        """All cards, with what stands over and outside them."""
        cards = self._merge(self._cut())
        if not self._ordered:
            for earlier, later in pairwise(cards):
                self._move_tail(earlier, later)
        regions = tuple(self._close(cards, at) for at in range(len(cards)))
        chapter_text: list[Line] = []
        for lines in self._under_headings:
            is_text = not any(s.label for s in self._splitter.split(lines))
            for line in lines:
                (chapter_text if is_text and line.cell is None else self._outside).append(line)
        chapters = [line for line in self._outside if self._rows.is_chapter(line)]
        outside = [line for line in self._outside if not self._rows.is_chapter(line)]
        return FoundCards(
            regions,
            tuple(self._headings),
            tuple(chapters),
            tuple(chapter_text),
            tuple(outside),
            find_untitled_cards(outside, self._labels),
            self._find_lost_pages(self._outside),
        )

    def _find_lost_pages(self, lines: Sequence[Line]) -> frozenset[int]:
        """Pages with at least ``LEAST_PROOF`` different labels outside the cards."""
        found: dict[int, set[Section]] = defaultdict(set)
        for line in lines:
            section = self._labels.exactly(line.text) if line.words else None
            if section in PROOF:
                found[line.page].add(section)
        return frozenset(page for page, labels in found.items() if len(labels) >= LEAST_PROOF)

    def _cut(self) -> list[_Segment]:
        """Cut the lines at every title row and heading."""
        segments: list[_Segment] = []
        title: CardTitle | None = None
        collected: list[Line] = []
        before: tuple[Heading, ...] = ()
        new = 0
        closed = True
        under_heading = False
        at = 0
        while at < len(self._lines):
            line = self._lines[at]
            found_title = self._openings.title_at(at)
            found_heading = None if found_title else self._openings.heading_at(at)
            if found_title:
                if title:
                    segments.append(_Segment(title, tuple(collected), before, new))
                new = len(self._headings) - len(before)
                title, collected, before = found_title, [], tuple(self._headings)
                closed = under_heading = False
                at += len(found_title.lines)
            elif found_heading:
                self._headings.append(found_heading)
                closed = closed or self._ordered
                under_heading = self._open_chapter(closed)
                at += len(found_heading.lines)
            else:
                closed = closed or (title is not None and self._ends_table(title, line))
                inside = title is not None and not closed and self._is_inside(title, line)
                if inside:
                    collected.append(line)
                elif is_contents_entry(line.text):
                    self._outside.append(line)
                elif self._opens_chapter(line):
                    self._outside.append(line)
                    under_heading = self._open_chapter(closed)
                else:
                    (self._under_headings[-1] if under_heading else self._outside).append(line)
                at += 1
        if title:
            segments.append(_Segment(title, tuple(collected), before, new))
        return segments

    def _opens_chapter(self, line: Line) -> bool:
        """Whether a line outside the cards is the heading of a chapter: numbered, or large."""
        return self._rows.is_chapter(line) and (
            self._rows.is_large(line) or self._rows.is_numbered(line)
        )

    def _open_chapter(self, closed: bool) -> bool:
        """Begin to collect what stands under a heading; nothing while a card may go on."""
        if closed:
            self._under_headings.append([])
        return closed

    def _ends_table(self, title: CardTitle, line: Line) -> bool:
        """Whether ``line`` shows that the table of the card with that title has ended."""
        if title.lines[0].cell is None:
            return False
        if line.cell is None:
            in_table = line.page in self._table_pages
            return self._rows.is_styled(line) if in_table else self._rows.is_large(line)
        return line.cell.columns > CARD_COLUMNS

    def _is_inside(self, title: CardTitle, line: Line) -> bool:
        """Whether a line can belong to the card: in its table, if the page shows one at all."""
        if line.role == "note":
            return False
        in_table = title.lines[0].cell is not None and line.page in self._table_pages
        return line.cell is not None or not in_table

    def _merge(self, segments: Sequence[_Segment]) -> list[_OpenCard]:
        """Join the segments of one card; drop titles that no card follows."""
        cards: list[_OpenCard] = []
        for segment in segments:
            sections = self._sections_in(segment.lines)
            card = self._find_repeated(cards, segment, sections)
            if card is None:
                card = _OpenCard(segment.title, segment.headings_before, [*segment.lines])
                cards.append(card)
            else:
                for false in cards[cards.index(card) + 1 :]:
                    card.lines += (*false.title.lines, *false.lines)
                    card.sections |= false.sections
                    cards.remove(false)
                count = _count_title_lines(card.title, segment.title)
                card.repeated += segment.title.lines[:count]
                card.lines += (*segment.title.lines[count:], *segment.lines)
            card.sections |= sections
        proven = [card for card in cards if self._is_proven(card)]
        for card in cards:
            if card not in proven:
                self._put_outside((*card.title.lines, *card.lines))
        return proven

    def _put_outside(self, lines: Sequence[Line]) -> None:
        """Lines of what turned out to be no card, such as entries of a table of contents."""
        under_heading = False
        for line in lines:
            if self._opens_chapter(line):
                self._outside.append(line)
                under_heading = self._open_chapter(closed=True)
            else:
                (self._under_headings[-1] if under_heading else self._outside).append(line)

    def _find_repeated(
        self, cards: Sequence[_OpenCard], segment: _Segment, sections: set[Section]
    ) -> _OpenCard | None:
        """The open card whose title row ``segment`` repeats; it may have been interrupted once.

        Args:
            cards: those so far.
            segment: the next title row and the lines below it.
            sections: what labels open in these lines. What the card has already it cannot go on
                with.
        """
        if self._ordered and segment.new_headings:
            return None
        for back, card in enumerate(reversed(cards[-2:])):
            if back and (self._ordered or self._is_proven(cards[-1])):
                continue
            if _repeats(card.title, segment.title):
                return None if sections & card.sections else card
        return None

    def _sections_in(self, lines: Sequence[Line]) -> set[Section]:
        """The sections whose labels stand in ``lines``, those that only go on there left out."""
        return {
            stretch.section
            for stretch in self._splitter.split(lines)
            if stretch.label and not self._labels.is_continued(stretch.label.text)
        } - {Section.UNKNOWN}

    def _is_proven(self, card: _OpenCard) -> bool:
        """Whether enough labels follow; one that a page's end cut shows only in the whole."""
        if len(card.sections & PROOF) >= LEAST_PROOF:
            return True
        return len(self._sections_in(card.lines) & PROOF) >= LEAST_PROOF

    def _move_tail(self, earlier: _OpenCard, later: _OpenCard) -> None:
        """Bring lines of the earlier card that stand inside the later one back."""
        tail = find_tail(self._splitter.split(earlier.lines), later.lines, self._splitter)
        if tail:
            start, end = tail
            lines = later.lines[start:end]
            del later.lines[start:end]
            earlier.lines += lines
            earlier.moved += lines

    def _close(self, cards: Sequence[_OpenCard], at: int) -> CardRegion:
        card = cards[at]
        code = card.title.code
        above = card.headings
        passed = () if code else self._headings_passed(cards, at)
        objectives = [h for h in above[: len(above) - len(passed)] if h.kind == "objective"]
        measures = [h for h in above if h.kind == "implementation_measure"]
        if code:
            objectives = [h for h in objectives if h.key == code[0]] or objectives
            measures = [h for h in measures if h.key == code[:2]] or measures
        return CardRegion(
            card.title,
            objectives[-1] if objectives else None,
            measures[-1] if measures and code else None,
            tuple(card.lines),
            tuple(card.repeated),
            tuple(card.moved),
            passed,
        )

    def _headings_passed(self, cards: Sequence[_OpenCard], at: int) -> tuple[Heading, ...]:
        """Headings that a text gives before a card without a code although they stand after it.

        An implementation measure's heading stands right over its own cards, which have codes; when
        a text puts a card without a code between, the headings of that page came before its tables.
        """
        if self._ordered:
            return ()
        coded = [card for card in cards[:at] if card.title.code]
        recent = cards[at].headings[len(coded[-1].headings) if coded else 0 :]
        return recent if any(h.kind == "implementation_measure" for h in recent) else ()


def _repeats(title: CardTitle, later: CardTitle) -> bool:
    """Whether ``later`` is the same title again; a row that a page's end cut may follow at once.

    No rule parts the repeated title row from the rest of a cut row in some PDFs, so the lines of a
    title with a code may run on into it.
    """
    own, other = text_to_key(title.title.text), text_to_key(later.title.text)
    if title.code is None or later.code is None:
        return title.code == later.code and own == other
    return title.code == later.code and other.startswith(own)


def _count_title_lines(title: CardTitle, later: CardTitle) -> int:
    """How many lines of ``later`` the same title takes."""
    length = len(text_to_key(title.opener.text + title.title.text))
    text = ""
    for count, line in enumerate(later.lines, start=1):
        text += line.text
        if len(text_to_key(text)) >= length:
            return count
    return len(later.lines)

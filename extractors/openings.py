"""Which lines open a card or a chapter of cards: title rows and headings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, takewhile

from extractors.dewrap import WrapRules
from extractors.labels import text_to_key
from extractors.line_metrics import LineMetrics
from extractors.sections import SectionSplitter
from extractors.title_rows import TitleRows
from extractors.titles import (
    TitlePatterns,
    is_contents_entry,
    lines_to_heading,
    lines_to_title,
)
from schemas.stages import CardTitle, Heading, Line, Section

LONGEST_CODELESS = 4
"""The title of a card without a code takes at most so many lines."""

LONGEST_REST = 3
"""Below a code the title's text takes at most so many lines."""

LONGEST_LABEL = 3
"""A label is looked for in so many lines."""


class OpeningFinder:
    """Knows title rows and headings by their words, their look and their place.

    Lines are asked for in reading order: a title tells what the ones after it look like.

    Attributes:
        rows: measures titles, and tells what looks like one.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        patterns: TitlePatterns,
        splitter: SectionSplitter,
        rules: WrapRules,
        metrics: LineMetrics,
        in_reading_order: bool,
        bare_codes: bool,
    ) -> None:
        """Look at a document.

        Args:
            lines: of the document, in reading order.
            patterns: how titles and headings begin.
            splitter: finds the labels of cards.
            rules: how wraps are undone.
            metrics: how far apart the lines stand.
            in_reading_order: whether the order of lines can be trusted.
            bare_codes: whether titles have no word before their code; they must then be styled.
        """
        self._lines = lines
        self._patterns = patterns
        self._splitter = splitter
        self._rules = rules
        self._ordered = in_reading_order
        self._bare_codes = bare_codes
        self.rows = TitleRows(lines, metrics, self._begins_something)
        self._codeless_keys: set[str] = set()
        self._titles_are_styled = False
        self._styled_titles: set[tuple[str, bool, bool, float]] = set()

    def _begins_something(self, at: int) -> bool:
        """Whether line ``at`` begins a title, a heading, or a label that may be wrapped."""
        line = self._lines[at]
        if self._patterns.match_heading(line.text) or self._patterns.match_title(line.text):
            return True
        first = self._splitter.split(self._lines[at : at + LONGEST_LABEL])
        return bool(first and first[0].label)

    def title_at(self, at: int) -> CardTitle | None:
        """The title row that begins at line ``at``; what it looks like is known from then on."""
        line = self._lines[at]
        match = None if line.mark else self._patterns.match_title(line.text)
        if match is None or not self._may_open(at):
            return None
        if self._bare_codes and (line.number is not None or not self.rows.is_styled(line)):
            return None
        lines = self._cut_repeated(self._lines[at : at + self._count_title(at)])
        title = lines_to_title(lines, match, self._rules)
        if title.code is None and not self._is_codeless_title(title, at):
            return None
        if self.rows.is_styled(line):
            self._titles_are_styled |= title.code is not None
            self._styled_titles.add(self._style_key(lines))
        return title

    def _count_title(self, at: int) -> int:
        """Number of lines of a title; the text below a code that stands alone may look otherwise.

        before: "**Åtgärd 1A1" / "Ett kafé", in a cell of their own
        """
        count = self.rows.count_title(at)
        first, after = self._lines[at], at + count
        if not self._patterns.is_only_code(" ".join(ln.text for ln in self._lines[at:after])):
            return count
        if first.cell is None:
            follows = after < len(self._lines) and self._lines[after].page == first.page
            styled = follows and self.rows.is_styled(self._lines[after])
            return count + self.rows.count_title(after) if styled else count
        rest = takewhile(
            lambda line: (line.page, line.cell) == (first.page, first.cell), self._lines[after:]
        )
        own = len(list(islice(rest, LONGEST_REST + 1)))
        return count + own if own <= LONGEST_REST else count

    def _cut_repeated(self, lines: Sequence[Line]) -> tuple[Line, ...]:
        """A title without the lines below it that look the same, where it is known from before."""
        counts = range(1, len(lines))
        known = (n for n in counts if self._style_key(lines[:n]) in self._styled_titles)
        return tuple(lines[: next(known, len(lines))])

    def _style_key(self, lines: Sequence[Line]) -> tuple[str, bool, bool, float]:
        """What a title row and its repetition have in common, the look included."""
        first = lines[0]
        text = text_to_key("".join(line.text for line in lines))
        return (text, first.bold, first.shaded, round(first.size, 1))

    def heading_at(self, at: int) -> Heading | None:
        """The chapter heading that begins at line ``at``."""
        line = self._lines[at]
        match = None if line.mark else self._patterns.match_heading(line.text)
        if match is None or not self._may_open(at):
            return None
        lines = tuple(self._lines[at : at + self.rows.count_heading(at)])
        if any(is_contents_entry(row.text) for row in lines):
            return None
        if (
            self._ordered
            and not self.rows.is_styled(line)
            and not self._leads_to_card(at + len(lines))
        ):
            return None
        return lines_to_heading(lines, match, self._rules)

    def _leads_to_card(self, at: int) -> bool:
        if at >= len(self._lines):
            return False
        text = self._lines[at].text
        return bool(self._patterns.match_title(text) or self._patterns.match_heading(text))

    def _may_open(self, at: int) -> bool:
        """Whether line ``at`` stands where a title row or heading can: not beside or below text."""
        line = self._lines[at]
        if line.cell is None:
            return True
        before = self._lines[at - 1] if at else None
        first_in_cell = before is None or before.page != line.page or before.cell != line.cell
        return line.cell.columns == 1 and (first_in_cell or self.rows.is_styled(line))

    def _is_codeless_title(self, title: CardTitle, at: int) -> bool:
        """Whether a line that begins with "Operativt stöd" is a title and not a sentence."""
        first = title.lines[0]
        text = title.title.text
        if text.endswith((".", ",", ":")) or len(title.lines) > LONGEST_CODELESS:
            return False
        if first.number is None and (self.rows.is_styled(first) or self._titles_are_styled):
            return self.rows.is_styled(first)
        if first.cell is not None:
            after = at + len(title.lines)
            fills_cell = after == len(self._lines) or self._lines[after].cell != first.cell
            return fills_cell or self._lines[after].page != first.page
        key = text_to_key(text)
        if (
            self._patterns.is_only_opener(text)
            or key in self._codeless_keys
            or self._follows_card(at)
        ):
            self._codeless_keys.add(key)
            return True
        return False

    def _follows_card(self, at: int) -> bool:
        """Whether one of the lines just above holds the last labels of a card."""
        for line in reversed(self._lines[max(0, at - 3) : at]):
            if self._patterns.match_title(line.text):
                return False
            opened = self._splitter.split([line])
            if opened and opened[0].section in (Section.CALL_TIMING, Section.START):
                return True
        return False

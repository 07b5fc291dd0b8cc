"""Splits the lines of a card at its labels, in ruled rows and in running text alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby, takewhile

import regex

from extractors.cells import TOUCH
from extractors.dewrap import WrapRules, lines_to_span
from extractors.labels import LabelMatcher
from extractors.narrative import starts_with_phrase
from extractors.nested_rows import CARD_COLUMNS, INDICATOR_CODE
from extractors.phrases import phrases_to_pattern
from schemas.language import Language
from schemas.stages import LabelledLines, Line, Section

LONGEST_MISPRINTED = 6
"""A line of at most so many words may be a label with misprints."""

LONGEST_ENDING = 3
"""The part of a label on its second line takes at most so many words."""

COLUMN_GAP = 3
"""So many spaces part the columns of a dump that keeps them."""

_YEAR = regex.compile(r"20\d\d")

LONGEST_LEAD_IN = 6
"""A bold label that the vocabulary does not know has at most so many words."""

LEAST_ALIKE = 2
"""So many known labels show that a card sets its labels bold, with a colon, before their values."""

_NEEDS_COLON = frozenset({Section.RESULT_TARGETS, Section.TARGET_GROUP})
_HOLDS_CODES = frozenset({Section.INDICATORS, Section.INDICATORS_OUTPUT, Section.INDICATORS_RESULT})


@dataclass(frozen=True, slots=True)
class _Row:
    """Lines that stand side by side: a label's (may be none) and its value's."""

    label: tuple[Line, ...]
    value: tuple[Line, ...]


class SectionSplitter:
    """Finds the labelled stretches of a card, in one language."""

    def __init__(self, language: Language, rules: WrapRules) -> None:
        """Compile what labels and values of ``language`` look like."""
        self._labels = LabelMatcher(language)
        self._rules = rules
        units = phrases_to_pattern(language.phrases.percent)
        at_most = phrases_to_pattern(language.phrases.at_most)
        self._percent = regex.compile(
            rf"(?:{at_most}\s+)?\d{{1,3}}(?:[.,\-–]\d{{1,3}})?\s*{units}", regex.IGNORECASE
        )
        words = language.seasons
        seasons = phrases_to_pattern(chain(*words.by_season.values(), words.linking))
        self._rounds = regex.compile(rf"(?:{seasons}|20\d\d|[\s,;/\-–])+", regex.IGNORECASE)
        self._none_planned = language.phrases.none_planned
        self._no_indicators = tuple(p.casefold() for p in language.phrases.no_indicators)

    def split(self, lines: Sequence[Line]) -> tuple[LabelledLines, ...]:
        """The stretches of ``lines`` in order; text before the first label is the narrative.

        A row without a label continues the stretch before it; so does a label that the page's end
        cut in two ("Samordning med annan EU-" / "finansiering"). The page's end may also part a
        value from its label, when that stands beside the middle: the value then comes first.
        """
        stretches = [LabelledLines(Section.NARRATIVE, None, ())]
        cut: tuple[Line, ...] = ()
        ahead: tuple[Line, ...] = ()
        rows = self._complete_labels(list(_lines_to_rows(lines)))
        for at, row in enumerate(rows):
            if _waits_for_label(rows, at):
                ahead = row.value
                continue
            cut = self._add_row(stretches, replace(row, value=(*ahead, *row.value)), cut)
            ahead = ()
        self._return_values(stretches)
        return tuple(s for s in stretches if s.label or s.lines)

    def _return_values(self, stretches: list[LabelledLines]) -> None:
        """Give a label what a dump puts below the next one, where it can only be the first one's.

        before: "Understöd" / "Möjliga stödmottagare" / "75 %" / "Kommuner"
        after:  "Understöd": "75 %", "Möjliga stödmottagare": "Kommuner"

        before: "Ansökningstid" / "Hösten " / "Projektet inleds senast" / "1.3.2031" / "2031"
        after:  "Ansökningstid": "Hösten 2031", "Projektet inleds senast": "1.3.2031"
        """
        for at in range(len(stretches) - 1):
            first, second = stretches[at : at + 2]
            if not _is_dumped(second.lines):
                continue
            begun, ended = self._count_strayed(first, second)
            own, rest = second.lines[:begun], second.lines[begun:]
            stray, rest = rest[len(rest) - ended :], rest[: len(rest) - ended]
            stretches[at] = replace(first, lines=(*first.lines, *own, *stray))
            stretches[at + 1] = replace(second, lines=rest)

    def _count_strayed(self, first: LabelledLines, second: LabelledLines) -> tuple[int, int]:
        """How many lines at the beginning and at the end of ``second`` are the label's before."""
        opening = second.lines[0].text
        if not first.lines and first.section is Section.SUPPORT_RATE:
            return int(self._percent.fullmatch(opening) is not None), 0
        if (first.section, second.section) != (Section.CALL_TIMING, Section.START):
            return 0, 0
        if not first.lines:
            if starts_with_phrase(opening, self._none_planned):
                return len(second.lines), 0
            return int(len(second.lines) > 1 and self._rounds.fullmatch(opening) is not None), 0
        year_alone = _YEAR.fullmatch(second.lines[-1].text) is not None
        return 0, int(year_alone and _wants_year(first.lines))

    def _complete_labels(self, rows: Sequence[_Row]) -> list[_Row]:
        """Give labels their first lines back that reach out of the top of a row that a page cut.

        A label that is centred on a cut row may be too tall for what the next page holds of it. It
        then reaches into the repeated title row, which no rule parts from the rest of the cut row.

        before: "Möjliga" | "stödmottagare:", "kaféer"
        after:  "Möjliga stödmottagare:", "kaféer"
        """
        completed: list[_Row] = []
        for row in rows:
            above = completed[-1].value if completed and not completed[-1].label else ()
            count = self._count_cut_off(above, row)
            if count:
                completed.pop()
                if above[:-count]:
                    completed.append(_Row((), above[:-count]))
            own = above[len(above) - count :]
            completed.append(replace(row, label=(*own, *row.label)))
        return completed

    def _count_cut_off(self, above: Sequence[Line], row: _Row) -> int:
        """How many of the last lines of ``above`` begin the label of ``row``."""
        if not row.label or not row.value:
            return 0
        for count in range(1, min(len(above), LONGEST_ENDING) + 1):
            if not _reaches_out(above[-count], row):
                break
            if self._labels.whole(_join((*above[-count:], *row.label))):
                return count
        return 0

    def _add_row(
        self, stretches: list[LabelledLines], row: _Row, cut: tuple[Line, ...]
    ) -> tuple[Line, ...]:
        """Add one row to the last stretch or open a new one; returns a label that goes on."""
        if not row.label:
            self._add_lines(stretches, row.value)
            return cut if cut and not stretches[-1].lines else ()
        whole = (*cut, *row.label)
        label = lines_to_span(whole, self._rules)
        section = self._labels.whole(label.text)
        value = row.value
        if cut and section:
            value = (*stretches.pop().lines, *value)
        elif cut:
            label = lines_to_span(row.label, self._rules)
            section = self._labels.whole(label.text)
        if section in _HOLDS_CODES:
            stretches.append(LabelledLines(section, label, ()))
            self._add_lines(stretches, value)
            return ()
        stretches.append(LabelledLines(section or Section.UNKNOWN, label, value))
        return row.label if section is None and self._labels.may_begin(label.text) else ()

    def _add_lines(self, stretches: list[LabelledLines], lines: Sequence[Line]) -> None:
        """Add lines of running text, opening a stretch at each line that begins with a label."""
        at = start = 0
        while at < len(lines):
            found = self._find_label(lines, at)
            if found is None and _has_lead_in(lines[at]):
                found = self._find_unknown(stretches, lines, at)
            if found is None:
                at += 1
                continue
            _extend_last(stretches, lines[start:at])
            opened, at = found
            start = at
            stretches.append(opened)
            if opened.section in _HOLDS_CODES and self._labels.whole(_join(opened.lines)):
                # "Indikatorer: Outputindikatorer": the value is a label as well
                stretches[-1] = replace(opened, lines=())
                self._add_lines(stretches, opened.lines)
        _extend_last(stretches, lines[start:])

    def _find_label(self, lines: Sequence[Line], at: int) -> tuple[LabelledLines, int] | None:
        """The stretch that line ``at`` opens, and the index of the next line not looked at."""
        line = lines[at]
        if not line.words or (line.mark and line.mark.line == line.number):
            return None
        if len(line.words) > LONGEST_MISPRINTED and not self._labels.may_open(line.words[0].text):
            return None
        reach = (1, 2) if self._labels.may_begin(line.words[0].text) else ()
        for distance in reach:
            cut = self._find_cut_label(lines[at : at + distance + 1], distance)
            if cut:
                return cut, at + distance + 1
        words = [word.text for word in line.words]
        found = self._labels.at_start(words[: _count_before_gap(line)])
        if found is None:
            section = self._labels.whole(line.text) if len(words) <= LONGEST_MISPRINTED else None
            found = (section, len(words)) if section else None
        if found is None:
            return None
        section, count = found
        rest = " ".join(words[count:])
        after = rest or self._find_value(lines, at + 1)
        if not self._is_plausible(section, words[count - 1].endswith(":"), rest, after):
            return None
        label = lines_to_span((Line(line.words[:count], None, line.cell),), self._rules)
        value = Line(line.words[count:], None, line.cell)
        return LabelledLines(section, label, (value,) if value.words else ()), at + 1

    def _find_value(self, lines: Sequence[Line], at: int) -> str:
        """The line below a label; of a dump that stacks two labels, the one below the second."""
        if at < len(lines) and lines[at].number is not None:
            for end in range(at + 1, min(at + LONGEST_ENDING, len(lines) - 1) + 1):
                if self._labels.whole(_join(lines[at:end])):
                    return lines[end].text
        return lines[at].text if at < len(lines) else ""

    def _find_unknown(
        self, stretches: Sequence[LabelledLines], lines: Sequence[Line], at: int
    ) -> tuple[LabelledLines, int] | None:
        """A label that the vocabulary does not know, where the card sets its others the same way.

        before: "**Stödmottagare:** kaféer" / "**Kontakt:** Anna"
        after:  stretches of "Stödmottagare:" and, unknown, of "Kontakt:"
        """
        if not any(stretch.label for stretch in stretches):
            return None
        known = {
            found[0]
            for line in lines
            if _has_lead_in(line)
            and (found := self._labels.at_start([word.text for word in line.words]))
            and found[1] == _count_lead_in(line)
        }
        if len(known) < LEAST_ALIKE:
            return None
        line = lines[at]
        count = _count_lead_in(line)
        label = lines_to_span((Line(line.words[:count], None, line.cell),), self._rules)
        value = Line(line.words[count:], None, line.cell)
        return LabelledLines(Section.UNKNOWN, label, (value,) if value.words else ()), at + 1

    def _find_cut_label(self, lines: Sequence[Line], distance: int) -> LabelledLines | None:
        """A label that begins on the first line and ends at the start of the last one.

        The value may stand beside the label's parts or between them, as dumps of a row's two cells
        have it: "Samordning med annan EU- Åtgärderna" / "finansiering samordnas".
        """
        if len(lines) <= distance or lines[-1].mark:
            return None
        first, last = lines[0].words, lines[-1].words
        texts = [word.text for word in first[: _count_before_gap(lines[0])]]
        known = self._labels.at_start(texts)
        least = known[1] if known else 1  # what is a label already is not cut shorter
        begun = set(self._labels.count_beginnings(texts))
        if len(last) <= LONGEST_ENDING:
            begun.add(len(first))
        for taken in sorted(begun, reverse=True):
            if taken < least:
                break
            for ending in range(1, min(len(last), LONGEST_ENDING) + 1):
                words = (*first[:taken], *last[:ending])
                found = self._labels.at_start([word.text for word in words])
                if found and found[1] == len(words):
                    parts = [Line(first[:taken], None, lines[0].cell)]
                    parts.append(Line(last[:ending], None, lines[-1].cell))
                    values = [
                        Line(first[taken:], None, lines[0].cell),
                        *lines[1:-1],
                        Line(last[ending:], None, lines[-1].cell),
                    ]
                    label = lines_to_span(parts, self._rules)
                    return LabelledLines(found[0], label, tuple(v for v in values if v.words))
        return None

    def _is_plausible(self, section: Section, colon: bool, rest: str, after: str) -> bool:
        """Whether a line that begins with a label's words is that label and not a sentence."""
        if section is Section.SUPPORT_RATE:
            return bool(self._percent.match(after))
        if not rest:
            return True
        if section in _NEEDS_COLON:
            return colon
        if section in _HOLDS_CODES:
            return (
                bool(INDICATOR_CODE.match(rest))
                or rest.casefold().startswith(self._no_indicators)
                or self._labels.whole(rest) in _HOLDS_CODES
            )
        return colon or not rest[0].islower()


def _has_lead_in(line: Line) -> bool:
    """Whether a line begins with bold words, the last of them with a colon, and goes on plain."""
    words = line.words
    if not words or line.mark or not words[0].bold or words[-1].bold:
        return False
    count = _count_lead_in(line)
    return (
        count <= LONGEST_LEAD_IN
        and words[count - 1].text.endswith(":")
        and words[0].text[0].isupper()
    )


def _count_lead_in(line: Line) -> int:
    """How many bold words open a line."""
    return sum(1 for _ in takewhile(lambda word: word.bold, line.words))


def _extend_last(stretches: list[LabelledLines], lines: Sequence[Line]) -> None:
    """Add lines to the last stretch."""
    if lines:
        stretches[-1] = replace(stretches[-1], lines=(*stretches[-1].lines, *lines))


def _lines_to_rows(lines: Sequence[Line]) -> Iterator[_Row]:
    """Side-by-side cells of a two-column row together; other lines as rows without label."""
    for key, group in groupby(lines, key=_row_key):
        run = list(group)
        if key is None:
            yield _Row((), tuple(run))
        else:
            yield _Row(
                tuple(line for line in run if line.cell and line.cell.column == 0),
                tuple(line for line in run if line.cell and line.cell.column > 0),
            )


def _count_before_gap(line: Line) -> int:
    """How many words stand in the first column of a dump that keeps columns; else all of them."""
    words = line.words
    return next((n for n in range(1, len(words)) if words[n].spaces[0] >= COLUMN_GAP), len(words))


def _is_dumped(lines: Sequence[Line]) -> bool:
    return bool(lines) and lines[0].number is not None


def _wants_year(lines: Sequence[Line]) -> bool:
    """Whether a call's lines break off before a wrap: they end with a space, and with no number."""
    last = lines[-1].words[-1] if lines and lines[-1].words else None
    return last is not None and last.spaces[1] > 0 and not last.text[-1].isdigit()


def _reaches_out(line: Line, row: _Row) -> bool:
    """Whether a line stands above the label's cell of ``row``, and no rule parts the two."""
    cell, below, beside = line.cell, row.label[0].cell, row.value[0].cell
    return (
        cell is not None
        and below is not None
        and beside is not None
        and (line.page, cell.row) == (row.label[0].page, below.row)
        and cell.columns < below.columns
        and line.box.x1 <= beside.box.x0
    )


def _join(lines: Sequence[Line]) -> str:
    return " ".join(line.text for line in lines)


def _waits_for_label(rows: Sequence[_Row], at: int) -> bool:
    """Whether a row without a label, the last on its page, is the first half of the next one.

    It must be a row of its own, below the label cells above it.
    """
    if not 0 < at < len(rows) - 1 or rows[at].label:
        return False
    before, row, after = rows[at - 1 : at + 2]
    first = row.value[0]
    above = [line.cell for line in (*before.label, *before.value) if line.page == first.page]
    return (
        first.cell is not None
        and first.cell.columns == CARD_COLUMNS
        and bool(after.label)
        and after.label[0].page != first.page
        and bool(above)
        and all(cell and cell.box.bottom <= first.cell.box.top + TOUCH for cell in above)
    )


def _row_key(line: Line) -> tuple[int, int] | None:
    if line.cell is None or line.cell.columns != CARD_COLUMNS:
        return None
    return (line.page, line.cell.row)

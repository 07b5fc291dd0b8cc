"""Repairs the order of a text dump where one card's tail stands inside the next card.

A row that cannot belong to the open card belongs to the card before it, when that one still lacks
it: a label that comes twice under one title, or indicators before the card has said anything else.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.nested_rows import INDICATOR_CODE
from extractors.sections import SectionSplitter
from schemas.stages import LabelledLines, Line, Section

LONGEST_VALUE = 8
"""A call or start value below its label has at most so many words."""

_LAST = (Section.CALL_TIMING, Section.START)
_INDICATORS = (Section.INDICATORS, Section.INDICATORS_OUTPUT, Section.INDICATORS_RESULT)
_EARLY = (Section.NARRATIVE, Section.TARGET_GROUP)


def find_tail(
    earlier: Sequence[LabelledLines], lines: Sequence[Line], splitter: SectionSplitter
) -> tuple[int, int] | None:
    """Which of a card's ``lines`` belong to the card before it, as a half-open range.

    Args:
        earlier: the labelled stretches of the card before.
        lines: the lines of the card that may hold its tail.
        splitter: for the labels.

    before: 2A1 … O.2.1 | 2B1 background, O.2.4 …, Ansökningstid …, background, … Ansökningstid …
    after:  the range of "O.2.4 … Ansökningstid …"
    """
    lacking = {section for section in _LAST if all(s.section is not section for s in earlier)}
    if Section.CALL_TIMING not in lacking:
        return None
    stretches = splitter.split(lines)
    sections = [stretch.section for stretch in stretches]
    in_indicators = bool(earlier) and earlier[-1].section in _INDICATORS
    if sections.count(Section.CALL_TIMING) < 2 and not in_indicators:
        return None
    start = _find_start(lines, stretches, in_indicators)
    if start is None:
        return None
    return start, _find_end(lines, start, splitter)


def _find_start(
    lines: Sequence[Line], stretches: Sequence[LabelledLines], in_indicators: bool
) -> int | None:
    """The first line that a card cannot hold where it stands: right inside its background."""
    for at, line in enumerate(lines):
        if in_indicators and INDICATOR_CODE.match(line.text):
            return at
        stretch = next(
            (s for s in stretches if s.label and line.words[:1] == s.label.words[:1]), None
        )
        if stretch and stretch.section not in _EARLY:
            known = stretch.section in (
                *_INDICATORS,
                *_LAST,
                Section.BENEFICIARIES,
                Section.COORDINATION,
            )
            return at if known else None
    return None


def _find_end(lines: Sequence[Line], start: int, splitter: SectionSplitter) -> int:
    """The line after the tail: past the start row, or past the call row when none follows."""
    end = start + 1
    closed = False
    at = start
    while at < len(lines):
        opened = splitter.split(lines[at : at + 2])
        section = opened[0].section if opened and opened[0].label else None
        if section in _LAST:
            below = not opened[0].lines or opened[0].lines[0].number != lines[at].number
            end, closed = at + 1 + (below and _is_value(lines[at + 1 : at + 2])), True
            if section is Section.START:
                return end
            at = end
        elif closed:
            return end
        else:
            at += 1
    return end


def _is_value(lines: Sequence[Line]) -> bool:
    """Whether the line below a label is its value and not text that was interrupted."""
    return bool(lines) and not lines[0].text[0].islower() and len(lines[0].words) <= LONGEST_VALUE

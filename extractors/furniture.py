"""Page numbers and running heads: recognised by repetition and place, kept aside, never dropped.

Watermarks, line numbers and the numbers of footnotes, which lines are marked as, go with them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import regex

from extractors.page_cuts import find_rests
from schemas.stages import Document, Line

MARGIN_SHARE = 0.12
"""Running heads stand in the upper or lower eighth of a page, or so."""

REPEATED_SHARE = 0.45
"""A running head stands on at least this share of the pages (odd and even pages may differ)."""

LEAST_REPEATED = 3
"""A running head stands on at least so many pages."""

SAME_HEIGHT = 6.0
"""Running heads stand at the same height from page to page, within this many points."""

LARGER = 0.5
"""A title is larger than the running head that names it, by more than so many points."""

OPENING = 3
"""The running head that names a card begins with so many words of its title."""

NEAR = 2.0
"""Lines of one text stand closer than so many times their height."""

LEAST_PAGE = 8
"""A page has at least so many lines."""

SET_ASIDE = ("aside", "unchecked")
"""Roles of lines that are no part of the text."""

LONGEST_TITLE = 4
"""A title takes at most so many lines."""

_DIGITS = regex.compile(r"\d+")
_PAGE_OF_PAGES = regex.compile(r"(?:\p{L}+\.?\s*)?(\d{1,3})\s*[/(]\s*(\d{1,3})\s*\)?")
_PAGE_NUMBER = regex.compile(r"(?:\p{L}+\.?\s*)?[-–—|]?\s*(\d{1,3})\s*[-–—|]?")


@dataclass(frozen=True, slots=True)
class Layout:
    """A document's lines in reading order, with its running heads set aside."""

    lines: tuple[Line, ...]
    furniture: tuple[Line, ...]


def set_furniture_aside(
    document: Document, lines: Sequence[Line], is_title: Callable[[str], bool]
) -> Layout:
    """Split ``lines`` into the document's text and its page numbers and running heads.

    Args:
        document: whose pages the lines are on.
        lines: in reading order.
        is_title: whether a text begins like a card's title. Titles are repeated on top of their
            pages as running heads are, but they are no furniture yet.

    before: "22 / 111", "Åtgärd 1A1 …", "text"
    after:  lines "Åtgärd 1A1 …", "text"; furniture "22 / 111"
    """
    several = len(document.pages) > 1
    heights = {page.number: page.height for page in document.pages}
    near_edge = _find_edge_lines(document, lines)
    titles = _find_title_lines(lines, is_title)
    heads = _find_title_heads(lines, near_edge & titles, titles)
    titles -= heads
    places: dict[tuple[str, int], set[int]] = defaultdict(set)
    for at in near_edge:
        for key in _repetition_keys(lines[at]):
            places[key].add(lines[at].page)
    least = max(LEAST_REPEATED, REPEATED_SHARE * len(document.pages))
    aside = find_rests(lines)
    aside |= {at for at, line in enumerate(lines) if line.role in SET_ASIDE}
    if not several:
        aside |= _find_running_numbers(lines)
    for at in near_edge - titles if several else ():
        repeated = at in heads or any(
            len(places[key]) >= least for key in _repetition_keys(lines[at])
        )
        if repeated or (lines[at].cell is None and _PAGE_NUMBER.fullmatch(lines[at].text)):
            aside.add(at)
    for at, line in enumerate(lines):
        outside = line.cell is None or _is_in_margin(line, heights[line.page])
        if outside and _is_page_of_pages(line):
            aside.add(at)
    return Layout(
        tuple(line for at, line in enumerate(lines) if at not in aside),
        tuple(line for at, line in enumerate(lines) if at in aside),
    )


def _find_running_numbers(lines: Sequence[Line]) -> set[int]:
    """Page numbers of a dump without form feeds: numbers on lines of their own, counting by one.

    before: "… to a back office, where they" / "11" / "were handled …", and "12" a page further on
    """
    runs: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        match = _PAGE_NUMBER.fullmatch(line.text) if line.number is not None else None
        if match:
            number = int(match[1])
            before = runs.get(number - 1, [])
            goes_on = before and at - before[-1] >= LEAST_PAGE
            runs[number] = [*before, at] if goes_on else [at]
    longest = max(runs.values(), key=len, default=[])
    return set(longest) if len(longest) >= LEAST_REPEATED else set()


def _is_page_of_pages(line: Line) -> bool:
    match = _PAGE_OF_PAGES.fullmatch(line.text) if line.mark is None else None
    return match is not None and int(match[1]) <= int(match[2])


def _find_title_lines(lines: Sequence[Line], is_title: Callable[[str], bool]) -> set[int]:
    """Lines that begin a title, and the lines in the same style right below them."""
    found: set[int] = set()
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        goes_on = (
            at - 1 in found
            and at - LONGEST_TITLE not in found
            and before is not None
            and before.page == line.page
            and before.bold == line.bold
            and line.box.top - before.box.top < 2 * before.box.height
        )
        if is_title(line.text) or goes_on:
            found.add(at)
    return found


def _find_title_heads(lines: Sequence[Line], near_edge: set[int], others: set[int]) -> set[int]:
    """Title lines in the margins that are running heads: the title itself looks otherwise.

    A title row that is repeated on top of a page looks like the title: as large, as shaded, and in
    a cell of its own width. A call table's row that names the card has more cells.
    """
    places: dict[tuple[int, float], set[int]] = defaultdict(set)
    for at in near_edge:
        line = lines[at]
        places[(round(line.box.top / SAME_HEIGHT), line.size)].add(line.page)
    looks = defaultdict[str, list[Line]](list)
    for at in others:
        looks[_opening(lines[at])].append(lines[at])
    return {
        at
        for at in near_edge
        if lines[at].cell is None
        and not lines[at].shaded
        and any(
            other.size > lines[at].size + LARGER
            or (other.cell and other.cell.columns == 1 and not lines[at].bold)
            for other in looks.get(_opening(lines[at]), ())
        )
        and len(places[(round(lines[at].box.top / SAME_HEIGHT), lines[at].size)]) >= LEAST_REPEATED
    }


def _opening(line: Line) -> str:
    return " ".join(word.text for word in line.words[:OPENING]).casefold()


def _find_edge_lines(document: Document, lines: Sequence[Line]) -> set[int]:
    """Lines in the margins; of a text, the first and last line of each page.

    A line in a cell that the page's end leaves open may stand above or below the cell.
    """
    if document.source.media_type == "text/plain":
        ends = [at for at in range(1, len(lines)) if lines[at - 1].page != lines[at].page]
        return {0, len(lines) - 1, *ends, *(at - 1 for at in ends)} if lines else set()
    heights = {page.number: page.height for page in document.pages}
    return {
        at
        for at, line in enumerate(lines)
        if _is_in_margin(line, heights[line.page])
        and (line.cell is None or _may_be_outside(lines, at, heights[line.page]))
    }


def _may_be_outside(lines: Sequence[Line], at: int, height: float) -> bool:
    """Whether line ``at`` is the first or last of its page, and stands apart in an open cell."""
    line = lines[at]
    cell = line.cell
    around = (lines[at - 1] if at else None, lines[at + 1] if at + 1 < len(lines) else None)
    before, after = (other if other and other.page == line.page else None for other in around)
    if cell is None or any(
        other and other.cell == cell and _is_near(line, other) for other in around
    ):
        return False
    above = before is None and cell.box.top <= 0
    below = after is None and cell.box.bottom >= height
    return above or below


def _is_near(line: Line, other: Line) -> bool:
    return abs(line.box.top - other.box.top) < NEAR * line.box.height


def _is_in_margin(line: Line, height: float) -> bool:
    return line.box.bottom < MARGIN_SHARE * height or line.box.top > (1 - MARGIN_SHARE) * height


def _repetition_keys(line: Line) -> list[tuple[str, int]]:
    """Keys that a line shares with its repetitions: digits masked, height in coarse steps."""
    masked = _DIGITS.sub("#", line.text).casefold()
    if line.number is not None:
        return [(masked, 0)]
    step = round(line.box.top / SAME_HEIGHT)
    return [(masked, step), (masked, step + 1)]

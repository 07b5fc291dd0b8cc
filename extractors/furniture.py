"""Page numbers and running heads: recognised by repetition and place, kept aside, never dropped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from schemas.stages import Document, Line

MARGIN_SHARE = 0.12
"""Running heads stand in the upper or lower eighth of a page, or so."""

REPEATED_SHARE = 0.3
"""A running head stands on at least this share of the pages (odd and even pages may differ)."""

SAME_HEIGHT = 6.0
"""Running heads stand at the same height from page to page, within this many points."""

_PAGE_OF_PAGES = regex.compile(
    r"(?:\p{L}+\.?\s*)?\d{1,4}(?:\s*[/(]\s*|\s+\p{L}{2,}\s+)\d{1,4}\s*\)?"
)
_PAGE_NUMBER = regex.compile(r"(?:\p{L}+\.?\s*)?[-–—|]?\s*\d{1,4}\s*[-–—|]?")


@dataclass(frozen=True, slots=True)
class Layout:
    """A document's lines in reading order, with its running heads set aside."""

    lines: tuple[Line, ...]
    furniture: tuple[Line, ...]


def set_furniture_aside(document: Document, lines: Sequence[Line]) -> Layout:
    """Split ``lines`` into the document's text and its page numbers and running heads.

    >>> from extractors.lines import document_to_lines  # "22 / 111" alone on a line, for example
    """
    heights = {page.number: page.height for page in document.pages}
    several = len(document.pages) > 1
    in_margin = (
        _lines_at_page_ends(lines)
        if document.source.media_type == "text/plain"
        else [line.cell is None and _is_in_margin(line, heights[line.page]) for line in lines]
    )
    places: dict[tuple[str, int], set[int]] = defaultdict(set)
    for line, near_edge in zip(lines, in_margin, strict=True):
        if near_edge:
            for key in _repetition_keys(line):
                places[key].add(line.page)
    least = max(2, REPEATED_SHARE * len(document.pages))
    aside = [
        (near_edge and several and any(len(places[key]) >= least for key in _repetition_keys(line)))
        or (near_edge and several and bool(_PAGE_NUMBER.fullmatch(line.text)))
        or (line.cell is None and bool(_PAGE_OF_PAGES.fullmatch(line.text)) and _is_alone(line))
        for line, near_edge in zip(lines, in_margin, strict=True)
    ]
    return Layout(
        tuple(line for line, out in zip(lines, aside, strict=True) if not out),
        tuple(line for line, out in zip(lines, aside, strict=True) if out),
    )


def _is_alone(line: Line) -> bool:
    return line.mark is None and len(line.words) <= 5


def _is_in_margin(line: Line, height: float) -> bool:
    return line.box.bottom < MARGIN_SHARE * height or line.box.top > (1 - MARGIN_SHARE) * height


def _lines_at_page_ends(lines: Sequence[Line]) -> list[bool]:
    """For a text: the first and last line of each page."""
    flags = []
    for at, line in enumerate(lines):
        first = at == 0 or lines[at - 1].page != line.page
        last = at + 1 == len(lines) or lines[at + 1].page != line.page
        flags.append(first or last)
    return flags


def _repetition_keys(line: Line) -> list[tuple[str, int]]:
    """Keys that a line shares with its repetitions: digits masked, height in coarse steps."""
    masked = regex.sub(r"\d+", "#", line.text).casefold()
    if line.number is not None:
        return [(masked, 0)]
    step = round(line.box.top / SAME_HEIGHT)
    return [(masked, step), (masked, step + 1)]

"""Pages of pdfplumber as they are shown: cut to size, turned, with text that runs another way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from math import inf
from typing import Any

from pdfplumber.page import Page

from extractors.directions import direction_to_turns

_WAYS: dict[int | None, dict[str, Any]] = {
    1: {"char_dir_rotated": "btt", "line_dir_rotated": "ltr"},
    2: {"char_dir": "rtl", "line_dir": "btt"},
    3: {"char_dir_rotated": "ttb", "line_dir_rotated": "rtl"},
    None: {"use_text_flow": True, "y_tolerance": inf},
}
"""What pdfplumber calls the ways that text runs."""


def count_turns(chars: Iterable[Any]) -> Counter[int | None]:
    """How many characters need so many quarter turns clockwise to be upright."""
    return Counter(map(_char_to_turns, chars))


def cut_to_shown(page: Any) -> Any:
    """The page measured from the corner of the part that is shown, its crop box."""
    found = page.page_obj
    media = found.mediabox
    crop = found.cropbox or media
    x0, y0, x1, y1 = (*map(max, media[:2], crop[:2]), *map(min, media[2:], crop[2:]))
    if (x0, y0, x1, y1) == (0, 0, *media[2:]) or x0 >= x1 or y0 >= y1:
        return page
    # pdfminer measures from the corner that it is told, and pdfplumber adds what it is told
    found.mediabox = (x0, y0, x1, y1)
    found.attrs = {**found.attrs, "MediaBox": [0, 0, x1 - x0, y1 - y0]}
    return Page(page.pdf, found, page.page_number, page.initial_doctop)


def turn_page(page: Any, turns: int) -> Any:
    """The page turned by quarter turns clockwise; it has to be laid out again."""
    found = page.page_obj
    found.rotate = (page.rotation + 90 * turns) % 360
    found.attrs = {**found.attrs, "Rotate": found.rotate}
    return Page(page.pdf, found, page.page_number, page.initial_doctop)


def part_directions(page: Any) -> Iterator[tuple[int | None, Any, dict[str, Any]]]:
    """The characters of each direction as a page of their own, with how to read words there."""
    ways = count_turns(page.chars)
    if set(ways) <= {0}:
        yield 0, page, {"extra_attrs": ["fontname", "size"]}
        return
    for turns in sorted(ways, key=lambda way: -1 if way is None else way):
        # pdfplumber takes the width of a character on its side for its size
        shared = ["fontname"] if turns else ["fontname", "size"]
        yield turns, page.filter(_runs(turns)), {"extra_attrs": shared, **_WAYS.get(turns, {})}


def _runs(turns: int | None) -> Any:
    return lambda found: found["object_type"] == "char" and _char_to_turns(found) == turns


def _char_to_turns(char: Any) -> int | None:
    a, b, *_ = char["matrix"]
    return direction_to_turns(a, -b)

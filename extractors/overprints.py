"""Text that is printed several times at nearly one place, to look bold: it is there once.

Printers' drivers embolden so where a font has no bold of its own, and a layer of recognised text
may lie under the text that it was recognised from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice
from operator import eq
from typing import NamedTuple

from schemas.geometry import Box
from schemas.glyphs import UNREAD

SHIFT_SHARE = 0.12
"""A copy stands at most this share of the font size away: no letter is so narrow."""

FIELD = 24.0
"""Copies are looked for in squares of so many points, twice as wide as any copy is away."""


class Place(NamedTuple):
    """A text and its upper left corner, in points, with its font size."""

    text: str
    x: float
    y: float
    size: float


def may_be_overprinted(text: str, words: Sequence[str]) -> bool:
    """Whether a page's text can hold anything twice: a word twice in a row, or a whole line twice.

    Nearly all pages cannot, and need not be looked at closely.

    Args:
        text: of the page, in the order it is printed in.
        words: of the page, in the same order.

    >>> may_be_overprinted("Tolk på plats", ["Tolk", "på", "plats"])
    False
    >>> may_be_overprinted("Tolk Tolk på plats", ["Tolk", "Tolk", "på", "plats"])
    True
    """
    if any(map(eq, words, islice(words, 1, None))):
        return True
    lines = text.splitlines()
    return len(set(lines)) < len(lines)


def find_overprints(places: Iterable[Place]) -> frozenset[int]:
    """Which of ``places`` hold again what one before them holds, by their number.

    >>> at = [("Tolk", 70.0), ("Tolk", 70.3), ("på", 95.0), ("Tolk", 110.0)]
    >>> sorted(find_overprints(Place(text, x, 100.0, 11.0) for text, x in at))
    [1]
    """
    first: dict[tuple[str, int, int], list[Place]] = defaultdict(list)
    copies: set[int] = set()
    for number, place in enumerate(places):
        text, x, y, size = place
        reach = min(SHIFT_SHARE * size, FIELD / 2)
        fields = {
            (text, int(at_x // FIELD), int(at_y // FIELD))
            for at_x in (x - reach, x + reach)
            for at_y in (y - reach, y + reach)
        }
        if any(
            abs(x - other.x) <= reach and abs(y - other.y) <= reach
            for field in fields
            for other in first.get(field, ())
        ):
            copies.add(number)
        else:
            first[(text, int(x // FIELD), int(y // FIELD))].append(place)
    return frozenset(copies)


def number_once_printed(
    texts: Sequence[str], boxes: Sequence[Box], sizes: Sequence[float]
) -> list[int]:
    """Which words of a page are no copies of others, by their number.

    A glyph without letters counts by its place in the order of the page: words with one all stay.
    """
    places = zip(texts, boxes, sizes, strict=True)
    copies = find_overprints(Place(text, box.x0, box.top, size) for text, box, size in places)
    return [at for at, text in enumerate(texts) if at not in copies or UNREAD in text]

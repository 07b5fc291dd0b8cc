"""Text that is printed several times at nearly one place, to look bold: it is there once.

Printers' drivers embolden so where a font has no bold of its own, and a layer of recognised text
may lie under the text that it was recognised from.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence
from itertools import islice, pairwise
from operator import eq
from typing import NamedTuple

from schemas.geometry import Box
from schemas.glyphs import UNREAD

SHIFT_SHARE = 0.12
"""A copy stands at most this share of the font size away: no letter is so narrow."""

FIELD = 24.0
"""Copies are looked for in squares of so many points, twice as wide as any copy is away."""


HYPHEN_AND_NEWLINE = "\ufffe"
"""What PDFium has for a hyphen at a line's end and the line break."""


class Place(NamedTuple):
    """A text and its upper left corner, in points, with its font size."""

    text: str
    x: float
    y: float
    size: float


def find_suspects(text: str, words: Sequence[str]) -> frozenset[str]:
    """The words that a page may hold twice at one place: those twice in a row, or of lines twice.

    Most pages have none, and need not be looked at closely.

    Args:
        text: of the page in lines, in the order it is printed in.
        words: of the page, in the same order.

    >>> sorted(find_suspects("Tolk Tolk på plats", ["Tolk", "Tolk", "på", "plats"]))
    ['Tolk']
    """
    suspects: set[str] = set()
    if any(map(eq, words, islice(words, 1, None))):
        suspects.update(word for word, after in pairwise(words) if word == after)
    lines = text.split("\n")
    if len(set(lines)) < len(lines):
        repeated = (line for line, often in Counter(lines).items() if often > 1)
        suspects.update(*(line.replace(HYPHEN_AND_NEWLINE, "- ").split() for line in repeated))
    return frozenset(suspects)


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


def number_copies(
    texts: Sequence[str], boxes: Sequence[Box], sizes: Sequence[float], suspects: Container[str]
) -> frozenset[int]:
    """Which words of a page are copies of others, by their number.

    A glyph without letters counts by its place in the order of the page: words with one all stay.

    Args:
        texts: of the words.
        boxes: where they stand, in points.
        sizes: of their fonts, in points.
        suspects: texts that may be there twice.
    """
    asked = [at for at, text in enumerate(texts) if text in suspects and UNREAD not in text]
    places = (Place(texts[at], boxes[at].x0, boxes[at].top, sizes[at]) for at in asked)
    return frozenset(asked[number] for number in find_overprints(places))

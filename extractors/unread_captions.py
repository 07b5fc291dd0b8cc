"""Captions of call tables under which no table was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.row_kinds import RowKinds
from schemas.stages import Line

LONGEST_CAPTION = 2
"""The objective stands in the first lines of a caption."""


def find_unread_captions(
    lines: Sequence[Line], read: Iterable[Line], kinds: RowKinds
) -> list[tuple[Line, ...]]:
    """The captions that name an objective and whose number no table that was found has.

    A caption that comes again, or stands in a list of tables, has the number of its table.

    Args:
        lines: in reading order, without running heads and without cards.
        read: the headings of the tables that were found.
        kinds: what captions begin with.
    """
    known = {_find_number(line, kinds) for line in read}
    found: dict[str, tuple[Line, ...]] = {}
    for at, line in enumerate(lines):
        number = _find_number(line, kinds)
        caption = tuple(lines[at : at + LONGEST_CAPTION])
        text = " ".join(part.text for part in caption)
        if number and number not in known and kinds.find_objective_number(text):
            found.setdefault(number, caption)
    return list(found.values())


def _find_number(line: Line, kinds: RowKinds) -> str:
    place = kinds.find_caption_number(line.text)
    return line.text[slice(*place)] if place else ""

"""Footnotes: the raised number in the text, and the note at the page's foot that has the same one.

A raised number without such a note is part of the text ("km²").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from extractors.line_metrics import lines_to_body_size
from schemas.stages import Line, Word

RAISED_SIZE = 0.86
"""The number in the text is set in at most this share of its line's size."""

RAISED_SHARE = 0.1
"""And ends higher than its line by at least this share of the line's size."""

NOTE_SIZE = 0.95
"""A note is set in at most this share of the size of the document's text."""

FOOT = 0.6
"""A note in the size of the text stands below this share of what is written on its page."""

GAP_SHARE = 0.6
"""And further below the text than this share of its size."""

SAME_SIZE = 0.3
"""Lines of one note differ in size by less than so many points."""

LONGEST_SIGN = 2
"""A note's number has at most so many digits."""

LEAST_WORDS = 3
"""A note has at least so many words, its number among them."""


class _Note(NamedTuple):
    """What may be a footnote: its page, its number, and the indices of its lines."""

    page: int
    sign: str
    lines: range


def part_notes(lines: Sequence[Line]) -> list[Line]:
    """Set the numbers of footnotes apart from the text, and tell the notes themselves.

    A number becomes an "aside" line of its own, a note's lines get the role "note". A note may
    stand on the page after its number.

    before: "enligt statistiken.", "1" (raised), and below "1 Statistik för 2026."
    after:  "enligt statistiken."; aside "1"; note "1 Statistik för 2026."
    """
    openings = [at for at, line in enumerate(lines) if _may_begin(line)]
    signs: dict[int, set[str]] = defaultdict(set)
    for at in openings:
        for page in (lines[at].page - 1, lines[at].page):
            signs[page].add(_sign(lines[at]))
    marks = {
        at: found
        for at, line in enumerate(lines)
        if line.page in signs and (found := _find_marks(lines, at, signs[line.page]))
    }
    for at in marks.keys() & set(openings):
        del marks[at]
    marked = {(word.page, word.text) for words in marks.values() for word in words}
    meant = [at for at in openings if _is_marked(lines[at], marked)]
    notes = list(_find_notes(lines, meant)) if meant else []
    return _set_apart(lines, marks, notes) if notes else list(lines)


def _is_marked(line: Line, marked: set[tuple[int, str]]) -> bool:
    sign = _sign(line)
    return (line.page, sign) in marked or (line.page - 1, sign) in marked


def _set_apart(
    lines: Sequence[Line], marks: Mapping[int, Sequence[Word]], notes: Sequence[_Note]
) -> list[Line]:
    """The lines without the numbers of ``notes``, those as lines of their own, notes told."""
    at_notes = {at for note in notes for at in note.lines}
    known = {(page, note.sign) for note in notes for page in (note.page - 1, note.page)}
    parted: list[Line] = []
    for at, line in enumerate(lines):
        if at in at_notes:
            parted.append(replace(line, role="note"))
            continue
        raised = [word for word in marks.get(at, ()) if (word.page, word.text) in known]
        if not raised:
            parted.append(line)
            continue
        kept = tuple(word for word in line.words if word not in raised)
        if kept or line.mark:
            parted.append(replace(line, words=kept))
        parted += [Line((word,), role="aside") for word in raised]
    return parted


def _find_notes(lines: Sequence[Line], openings: Sequence[int]) -> Iterator[_Note]:
    """The notes that begin on the lines ``openings``, small or at a page's foot."""
    pages = {lines[at].page for at in openings}
    body = lines_to_body_size(lines)
    for page, own in groupby(range(len(lines)), key=lambda at: lines[at].page):
        if page not in pages:
            continue
        places = list(own)
        begun = [at for at in openings if lines[at].page == page]
        foot = FOOT * max(lines[at].box.bottom for at in places)
        for at in begun:
            first = lines[at].words[1]
            last = at + 1
            while last <= places[-1] and last not in begun and _goes_on(lines[last], first.size):
                last += 1
            bare = lines[at].words[0].text == _sign(lines[at])  # "1." may number a list's items
            apart = bare and at in places[1:] and _stands_apart(lines[at - 1], lines[at])
            if first.size <= NOTE_SIZE * body or (
                apart and lines[at].box.top > foot and not first.bold and first.size <= body
            ):
                yield _Note(page, _sign(lines[at]), range(at, last))


def _stands_apart(before: Line, line: Line) -> bool:
    return line.box.top - before.box.bottom > GAP_SHARE * line.size


def _may_begin(line: Line) -> bool:
    if line.cell is not None or line.mark or len(line.words) < LEAST_WORDS:
        return False
    sign, first = _sign(line), line.words[1].text
    is_sign = len(sign) <= LONGEST_SIGN and sign.isdecimal() and line.number is None
    return is_sign and any(map(str.isalpha, first))


def _sign(line: Line) -> str:
    """The number that a note begins with, without a point after it."""
    return line.words[0].text.rstrip(".)")


def _goes_on(line: Line, size: float) -> bool:
    return line.cell is None and line.mark is None and abs(line.size - size) < SAME_SIZE


def _find_marks(lines: Sequence[Line], at: int, signs: set[str]) -> list[Word]:
    """Raised numbers of a line, small beside what is written there, that are one of ``signs``.

    A number that a wrap left alone on its line is small beside the line above it.
    """
    line = lines[at]
    numbers = [word for word in line.words if word.text in signs]
    if not numbers:
        return []
    if len(line.words) == 1:
        above = lines[at - 1] if at else line
        alone = (above.page, above.cell) == (line.page, line.cell)
        return numbers if alone and line.size <= RAISED_SIZE * above.size else []
    largest = max(line.words, key=lambda word: word.size)
    return [
        word
        for word in numbers
        if word.size <= RAISED_SIZE * largest.size
        and word.box.bottom <= largest.box.bottom - RAISED_SHARE * largest.size
    ]

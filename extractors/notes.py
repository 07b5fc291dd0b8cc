"""Footnotes: the raised number in the text, and the note at the page's foot that has the same one.

A raised number without such a note is part of the text ("km²").
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from schemas.stages import Line, Word

RAISED_SIZE = 0.86
"""The number in the text is set in at most this share of its line's size."""

RAISED_SHARE = 0.1
"""And ends higher than its line by at least this share of the line's size."""

NOTE_SIZE = 0.95
"""A note is set in at most this share of the size of its page's text."""

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


def part_notes(lines: Sequence[Line]) -> list[Line]:
    """Set the numbers of footnotes apart from the text, and tell the notes themselves.

    A number becomes an "aside" line of its own, a note's lines get the role "note". A note may
    stand on the page after its number.

    before: "enligt statistiken.", "1" (raised), and below "1 Statistik för 2026."
    after:  "enligt statistiken."; aside "1"; note "1 Statistik för 2026."
    """
    notes = list(_find_notes(lines))
    if not notes:
        return list(lines)
    signs: dict[int, set[str]] = defaultdict(set)
    for page, sign, _ in notes:
        signs[page].add(sign)
        signs[page - 1].add(sign)
    own = {at for _, _, places in notes for at in places}
    marks: dict[int, list[Word]] = {}
    for at, line in enumerate(lines):
        if line.page in signs and at not in own:
            found = _find_marks(line, signs[line.page])
            if found:
                marks[at] = found
    marked = {(word.page, word.text) for words in marks.values() for word in words}
    told = {
        at
        for page, sign, places in notes
        if (page, sign) in marked or (page - 1, sign) in marked
        for at in places
    }
    told_signs = {(line.page, line.words[0].text) for at, line in enumerate(lines) if at in told}
    parted: list[Line] = []
    for at, line in enumerate(lines):
        raised = [
            word
            for word in marks.get(at, ())
            if not told_signs.isdisjoint({(word.page, word.text), (word.page + 1, word.text)})
        ]
        kept = tuple(word for word in line.words if word not in raised)
        if kept or line.mark:
            role = "note" if at in told else line.role
            parted.append(replace(line, words=kept, role=role) if raised or at in told else line)
        parted += [Line((word,), role="aside") for word in raised]
    return parted


def _find_notes(lines: Sequence[Line]) -> Iterator[tuple[int, str, range]]:
    """Page, number and lines of everything that may be a note."""
    for page, own in groupby(range(len(lines)), key=lambda at: lines[at].page):
        places = list(own)
        begun = [at for at in places if _may_begin(lines[at])]
        if not begun:
            continue
        sizes = Counter[float]()
        for at in places:
            sizes[round(lines[at].size, 1)] += len(lines[at].text)
        body = sizes.most_common(1)[0][0]
        foot = FOOT * max(lines[at].box.bottom for at in places)
        for at in begun:
            sign, first = lines[at].words[:2]
            last = at + 1
            while last <= places[-1] and last not in begun and _goes_on(lines[last], first.size):
                last += 1
            apart = at in places[1:] and _stands_apart(lines[at - 1], lines[at])
            if first.size <= NOTE_SIZE * body or (
                apart and lines[at].box.top > foot and not first.bold and first.size <= body
            ):
                yield page, sign.text, range(at, last)


def _stands_apart(before: Line, line: Line) -> bool:
    return line.box.top - before.box.bottom > GAP_SHARE * line.size


def _may_begin(line: Line) -> bool:
    if line.cell is not None or line.mark or len(line.words) < LEAST_WORDS:
        return False
    sign = line.words[0].text
    return len(sign) <= LONGEST_SIGN and sign.isdecimal() and line.number is None


def _goes_on(line: Line, size: float) -> bool:
    return line.cell is None and line.mark is None and abs(line.size - size) < SAME_SIZE


def _find_marks(line: Line, signs: set[str]) -> list[Word]:
    """Raised numbers of a line, small beside what is written there, that are one of ``signs``."""
    numbers = [word for word in line.words if word.text in signs]
    if not numbers or len(line.words) == 1:
        return []
    largest = max(line.words, key=lambda word: word.size)
    return [
        word
        for word in numbers
        if word.size <= RAISED_SIZE * largest.size
        and word.box.bottom <= largest.box.bottom - RAISED_SHARE * largest.size
    ]

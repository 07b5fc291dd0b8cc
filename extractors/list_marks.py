"""Marks of list items that need more than a look at their line.

Numbers that open items are told from numbers in sentences by their sequence, dashes from those
inside sentences by what stands above them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from schemas.stages import Line, Word

_NUMBER = regex.compile(r"\(?(\d{1,2})[.)]")
_GLUED_NUMBER = regex.compile(r"\(?\d{1,2}[.)](?=\p{L})")

_DASHES = ("-", "–", "—")
_TYPED_MARKS = frozenset((*_DASHES, "o"))

LIST_REACH = 8
"""Items of one list stand within so many lines of each other."""

SAME_PLACE = 1.0
"""Dashes that people type before the items of one list differ by less than so many points."""

LEAST_ITEMS = 2
"""So many numbers must follow each other to be a list; one is enough where a list can begin."""

LARGEST_SKIP = 1
"""So many numbers may be missing in a list: those of items that lost their mark."""

SAME_TAB = 0.3
"""The marks of one list, and the texts after them, begin at one place within so many points."""


def mark_alike(lines: Sequence[Line]) -> list[Line]:
    """Set apart the first sign of every line that begins like an item of the document.

    A dash or an "o" shows by a wide gap that it is a bullet. Where the gap is narrow, or justified
    lines have gaps as wide, the place of the text after it still is that of other items, or that
    of its own second line.

    before: "o|wide gap|hires staff", "o|gap as others|trains   them   well" elsewhere
    after:  mark "o" with "trains   them   well", too
    """
    tabs: dict[str, set[tuple[float, float]]] = defaultdict(set)
    for line in lines:
        if line.mark and line.words and line.number is None:
            tabs[line.mark.text].add((line.mark.box.x0, line.box.x0))
    for line, after in pairwise(lines):
        if _hangs(line, after):
            mark, text = line.words[:2]
            tabs[mark.text].add((mark.box.x0, text.box.x0))
    return [
        replace(line, mark=line.words[0], words=line.words[1:])
        if line.mark is None and len(line.words) > 1 and _is_at_tab(line, tabs)
        else line
        for line in lines
    ]


def _hangs(line: Line, after: Line) -> bool:
    """Whether a line begins with a dash or an "o", and goes on below the word behind that."""
    if line.mark or len(line.words) < 2 or line.words[0].text not in _TYPED_MARKS:
        return False
    return (
        line.number is None
        and after.mark is None
        and (line.page, line.cell) == (after.page, after.cell)
        and after.text[:1].islower()
        and abs(line.words[1].box.x0 - after.box.x0) <= SAME_TAB
    )


def _is_at_tab(line: Line, tabs: Mapping[str, Collection[tuple[float, float]]]) -> bool:
    """Whether a line begins with the mark of an item, and its text where that item's does."""
    first, second = line.words[:2]
    return any(
        abs(first.box.x0 - mark) <= SAME_TAB and abs(second.box.x0 - text) <= SAME_TAB
        for mark, text in tabs.get(first.text, ())
    )


def mark_dashed_lists(lines: Sequence[Line]) -> list[Line]:
    """Set apart dashes that open items but have no wider gap after them, as people type them.

    The first item stands below a line that ends in a colon; the next ones begin at the same place.
    Elsewhere a dash may open a wrapped line.

    before: "till exempel:" / "– kokar kaffe" / "– dukar"
    after:  marks "–" with "kokar kaffe" and "dukar"
    """
    marked: list[Line] = []
    dash: Word | None = None
    since = 0
    for line in lines:
        since += 1
        if dash and (since > LIST_REACH or line.bold):
            dash = None
        if _begins_with_dash(line) and (
            (dash and _is_same_dash(dash, line.words[0]))
            or (marked and marked[-1].text.endswith(":"))
        ):
            dash, since = line.words[0], 0
            marked.append(replace(line, words=line.words[1:], mark=dash))
        else:
            marked.append(line)
    return marked


def _begins_with_dash(line: Line) -> bool:
    words = line.words
    return len(words) > 1 and words[0].text in _DASHES and not line.mark and line.number is None


def _is_same_dash(dash: Word, word: Word) -> bool:
    return dash.text == word.text and abs(dash.box.x0 - word.box.x0) <= SAME_PLACE


def mark_numbered_lists(lines: Sequence[Line]) -> list[Line]:
    """Set apart the numbers "1.", "2.", … that open lines one after the other.

    A line that begins with "30." or "1." alone is part of a sentence. An item that lost its number
    still counts. Where the indent is too narrow for the number, it touches the text.

    before: "1. hires staff" / "2. trains them"
    after:  marks "1." and "2." with "hires staff" and "trains them"
    """
    marked = list(lines)
    parted = [_part_number(line) for line in lines]
    run: list[int] = []
    last = 0
    for at, line in enumerate(parted):
        number = _line_to_number(line)
        if number is None:
            continue
        skipped = number - last - 1
        if skipped == 0 or (
            0 < skipped <= LARGEST_SKIP
            and (len(run) >= LEAST_ITEMS or (run and _stands_out(parted[run[-1] : at + 1])))
        ):
            run.append(at)
        else:
            _mark(marked, parted, run)
            run = [at] if number == 1 or _goes_on_counting(parted, at) else []
        last = number if run else 0
    _mark(marked, parted, run)
    return marked


def _stands_out(lines: Sequence[Line]) -> bool:
    """Whether the numbers of the first and last of ``lines`` stand left of all lines between."""
    first, *between, last = lines
    left = last.box.x0
    return (
        first.number is None
        and first.page == last.page
        and abs(first.box.x0 - left) <= SAME_PLACE
        and all(line.box.x0 > left + SAME_PLACE for line in between)
    )


def _part_number(line: Line) -> Line:
    """A line whose first word is cut in two where that is a number that touches the text."""
    glued = _GLUED_NUMBER.match(line.words[0].text) if line.words and not line.mark else None
    if not glued:
        return line
    return replace(line, words=(*split_word(line.words[0], glued.end()), *line.words[1:]))


def _goes_on_counting(lines: Sequence[Line], at: int) -> bool:
    """Whether a list begins here whose numbers go on from another one's, as word processors do.

    Below a colon, an item begins with a capital; a date ("15. syyskuuta") does not.
    """
    return at > 0 and lines[at - 1].text.endswith(":") and lines[at].words[1].text[:1].isupper()


def _line_to_number(line: Line) -> int | None:
    if line.mark or len(line.words) < 2:
        return None
    match = _NUMBER.fullmatch(line.words[0].text)
    return int(match[1]) if match else None


def _mark(marked: list[Line], parted: Sequence[Line], run: Sequence[int]) -> None:
    if len(run) >= LEAST_ITEMS or (run and _opens_list(parted, run[0])):
        for at in run:
            line = parted[at]
            marked[at] = replace(line, words=line.words[1:], mark=line.words[0])


def _opens_list(lines: Sequence[Line], at: int) -> bool:
    """Whether a list of one item may begin at a line."""
    before = lines[at - 1] if at else None
    if lines[at].words[1].text[:1].isupper():
        return before is not None and before.text.endswith(":")
    return (
        before is None
        or before.text.endswith(":")
        or before.cell != lines[at].cell
        or before.bold != lines[at].bold
    )


def split_word(word: Word, at: int) -> tuple[Word, Word]:
    """Cut a word before its character ``at``; its box is cut in proportion.

    Both parts keep the word's index: they are one word of the input.

    >>> from schemas.geometry import Box
    >>> [w.text for w in split_word(Word(0, "•text", 1, Box(0, 0, 50, 10)), 1)]
    ['•', 'text']
    """
    x = word.box.x0 + word.box.width * at / len(word.text)
    return (
        word._replace(text=word.text[:at], box=word.box._replace(x1=x), ends_paragraph=False),
        word._replace(text=word.text[at:], box=word.box._replace(x0=x)),
    )

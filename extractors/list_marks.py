"""Marks of list items that need more than a look at their line.

Numbers that open items are told from numbers in sentences by their sequence. Some tools dump the
bullets of a list as a stack above its items: whose they are is told by counting.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice, pairwise, takewhile

import regex

from schemas.stages import Line, Word

_NUMBER = regex.compile(r"\(?(\d{1,2})[.)]")

_DASHES = ("-", "–", "—")

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

SLACK_SHARE = 0.06
"""Widths in a dump are estimates: a line is short by this share of the longest one."""


def mark_alike(lines: Sequence[Line]) -> list[Line]:
    """Set apart the first sign of every line that begins like an item seen on the same page.

    A dash or an "o" shows by a wide gap that it is a bullet. Where justified lines have gaps as
    wide, the place of the text after it still is that of the list's other items.

    before: "o|wide gap|hires staff", "o|gap as others|trains   them   well" right below it
    after:  mark "o" with "trains   them   well", too
    """
    tabs: dict[str, list[tuple[float, float]]] = {}
    for line in lines:
        if line.mark and line.words and line.number is None:
            tabs.setdefault(line.mark.text, []).append((line.mark.box.x0, line.box.x0))
    return [
        replace(line, mark=line.words[0], words=line.words[1:])
        if line.mark is None and len(line.words) > 1 and _is_at_tab(line, tabs)
        else line
        for line in lines
    ]


def _is_at_tab(line: Line, tabs: Mapping[str, Sequence[tuple[float, float]]]) -> bool:
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


def spread_stacked_marks(lines: Sequence[Line]) -> list[Line]:
    """Give every bullet of a stack to its item, where as many items follow as there are bullets.

    An item begins below a line that had room for its first word. When the numbers differ, nothing
    is changed: which items have a bullet is not known then.

    before: "•" / "•" / "draws maps of the nesting seasons and of the" / "pastures" / "hires staff"
    after:  "• draws maps …" / "pastures" / "• hires staff"
    """
    spread: list[Line] = []
    at = 0
    while at < len(lines):
        height = _count_stack(lines, at)
        block = _find_block(lines, at + height) if height > 1 else []
        starts = _find_starts(block, max(line.box.x1 for line in lines)) if block else []
        if height > 1 and len(starts) == height:
            marks = dict(zip(starts, lines[at : at + height], strict=True))
            for place, line in enumerate(block):
                spread.append(replace(line, mark=marks[place].mark) if place in marks else line)
            at += height + len(block)
        else:
            spread.append(lines[at])
            at += 1
    return spread


def _count_stack(lines: Sequence[Line], at: int) -> int:
    """So many lines from ``at`` on are nothing but the same bullet; only dumps have such stacks."""
    first = lines[at]
    if first.words or first.mark is None or first.number is None:
        return 0
    stack = takewhile(
        lambda ln: not ln.words and ln.mark and first.mark and ln.mark.text == first.mark.text,
        islice(lines, at, None),
    )
    return sum(1 for _ in stack)


def _find_block(lines: Sequence[Line], at: int) -> list[Line]:
    """The lines that may be items: up to another mark, and to a capital below small letters."""
    if at >= len(lines) or not lines[at].words:
        return []
    small = lines[at].text[0].islower()
    return list(
        takewhile(
            lambda ln: (
                ln.words
                and ln.mark is None
                and ln.page == lines[at].page
                and not (small and ln.text[0].isupper())
            ),
            islice(lines, at, None),
        )
    )


def _find_starts(block: Sequence[Line], edge: float) -> list[int]:
    """Where items begin in a block of lines: its first one, and those below one with room left."""
    room = edge * (1 - SLACK_SHARE)
    below = (
        at
        for at, (before, line) in enumerate(pairwise(block), start=1)
        if before.box.x1 + 0.25 * line.size + line.words[0].box.width < room
    )
    return [0, *below]


def mark_numbered_lists(lines: Sequence[Line]) -> list[Line]:
    """Set apart the numbers "1.", "2.", … that open lines one after the other.

    A line that begins with "30." or "1." alone is part of a sentence. An item that lost its number
    still counts.

    before: "1. hires staff" / "2. trains them"
    after:  marks "1." and "2." with "hires staff" and "trains them"
    """
    marked = list(lines)
    run: list[int] = []
    last = 0
    for at, line in enumerate(lines):
        number = _line_to_number(line)
        if number is None:
            continue
        skipped = number - last - 1
        if skipped == 0 or (len(run) >= LEAST_ITEMS and 0 < skipped <= LARGEST_SKIP):
            run.append(at)
        else:
            _mark(marked, run)
            run = [at] if number == 1 or _goes_on_counting(lines, at) else []
        last = number if run else 0
    _mark(marked, run)
    return marked


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


def _mark(lines: list[Line], run: Sequence[int]) -> None:
    if len(run) >= LEAST_ITEMS or (run and _opens_list(lines, run[0])):
        for at in run:
            line = lines[at]
            lines[at] = replace(line, words=line.words[1:], mark=line.words[0])


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

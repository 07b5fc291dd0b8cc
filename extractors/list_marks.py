"""Marks of list items that need more than a look at their line.

Numbers that open items are told from numbers in sentences by their sequence. Some tools dump the
bullets of a list as a stack above its items: whose they are is told by counting.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
    """Give bullets that a dump has apart from their items back, where there is one for each.

    An item begins below a line that ends without a space, where others of the list end with the
    one that was typed before the wrap; or below a line that had room for its first word; or below
    one that shows both. The first line goes on with an item above that ends with a space. When the
    numbers differ, nothing is changed: which items have a bullet is not known then.

    before: "•" / "•" / "draws maps of the nesting seasons and of the" / "pastures" / "hires staff"
    after:  "• draws maps …" / "pastures" / "• hires staff"
    """
    edge = max((line.box.x1 for line in lines), default=0.0)
    spread: list[Line] = []
    at = 0
    while at < len(lines):
        goes_on = at > 0 and _ends_with_space(lines[at - 1])
        for run in _find_runs(lines, at):
            items = _spread_over(run, edge, goes_on)
            if items:
                spread += items
                at += len(run)
                break
        else:
            spread.append(lines[at])
            at += 1
    return spread


def _find_runs(lines: Sequence[Line], at: int) -> Iterator[list[Line]]:
    """The lines from a bullet on that may be one list, the longest first; only of dumps.

    All bullets of the list, before and between and below its items; or a stack of them and the
    lines up to the next one.
    """
    first = lines[at]
    if first.mark is None or first.number is None:
        return
    run = _take_list(lines, at)
    if any(
        not line.words and after.mark for line, after in zip(run, [*run[1:], first], strict=True)
    ):
        yield run
    stack = sum(1 for _ in takewhile(lambda line: not line.words, run))
    if stack > 1:
        block = takewhile(lambda line: line.words and line.mark is None, run[stack:])
        yield [*run[:stack], *block]


def _take_list(lines: Sequence[Line], at: int) -> list[Line]:
    """Lines of one page with the same bullet or none; after small letters up to a capital.

    What a wrap left over goes on with anything.
    """
    page, mark = lines[at].page, _mark_text(lines[at])
    small: bool | None = None
    taken: list[Line] = []
    for line in islice(lines, at, None):
        if line.page != page or _mark_text(line) not in (mark, None):
            break
        if line.words:
            wrapped = bool(taken) and _ends_with_space(taken[-1])
            if small is None:
                small = line.text[0].islower()
            elif small and not wrapped and not line.text[0].islower():
                break
        taken.append(line)
    return taken


def _mark_text(line: Line) -> str | None:
    return line.mark.text if line.mark else None


def _spread_over(run: Sequence[Line], edge: float, goes_on: bool) -> list[Line]:
    """The lines of a list with each bullet at its item; none when they are not as many.

    Args:
        run: bullets and lines of text.
        edge: where the longest line of the page ends, in points.
        goes_on: whether the first line belongs to an item above.
    """
    texts = [line for line in run if line.words]
    marks = sum(line.mark is not None for line in run)
    lone = iter([line.mark for line in run if not line.words])
    sure = set(_find_sure_starts(run, goes_on))
    starts = _find_starts(texts, marks, edge, sure)
    return [
        replace(line, mark=next(lone)) if at in starts and line.mark is None else line
        for at, line in enumerate(texts)
        if starts
    ]


def _find_sure_starts(run: Sequence[Line], goes_on: bool) -> Iterator[int]:
    """Which lines of text have a bullet, or one right above where no wrap left anything over."""
    at = 0
    wrapped = goes_on
    below_mark = False
    for line in run:
        if not line.words:
            below_mark = True
            continue
        if line.mark or (below_mark and not wrapped):
            yield at
        at += 1
        wrapped, below_mark = _ends_with_space(line), False


def _find_starts(texts: Sequence[Line], count: int, edge: float, sure: set[int]) -> set[int]:
    """Where ``count`` items begin in lines of text; nowhere when no sign tells of so many.

    Args:
        texts: lines of a list, without the bullets that stand alone.
        count: how many bullets there are.
        edge: where the longest line of the page ends, in points.
        sure: lines that begin items in any case.
    """
    room = edge * (1 - SLACK_SHARE)
    ended: set[int] = set()
    short: set[int] = set()
    for at, (before, line) in enumerate(pairwise(texts), start=1):
        if not _ends_with_space(before):
            ended.add(at)
        if before.box.x1 + 0.25 * line.size + line.words[0].box.width < room:
            short.add(at)
    found = (sure | below for below in (ended, short, ended & short))
    return next((starts for starts in found if len(starts) == count), set())


def _ends_with_space(line: Line) -> bool:
    return bool(line.words) and line.words[-1].spaces[1] > 0


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

"""Bullets that a text dump has apart from their items: above, between or below them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise, takewhile

from schemas.stages import Line

SLACK_SHARE = 0.06
"""Widths in a dump are estimates: a line is short by this share of the longest one."""


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

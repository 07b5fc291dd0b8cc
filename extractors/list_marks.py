"""Numbers that open list items: told from numbers in sentences by their sequence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from schemas.stages import Line

_NUMBER = regex.compile(r"\(?(\d{1,2})[.)]")

LEAST_ITEMS = 2
"""So many numbers must follow each other to be a list; one is enough where a list can begin."""

LARGEST_SKIP = 1
"""So many numbers may be missing in a list: those of items that lost their mark."""


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
            run = [at] if number == 1 else []
        last = number if run else 0
    _mark(marked, run)
    return marked


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
    if lines[at].words[1].text[:1].isupper():
        return False
    before = lines[at - 1] if at else None
    return (
        before is None
        or before.text.endswith(":")
        or before.cell != lines[at].cell
        or before.bold != lines[at].bold
    )

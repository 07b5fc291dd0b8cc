"""Boxes to check: what stands beside one that is not checked does not hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from schemas.stages import Cell, Line, Word

CHECKED = frozenset("☑☒🗹🗷\uf0fd\uf0fe")
"""A checked box, also as Wingdings has it."""

UNCHECKED = frozenset("☐□\uf0a8\uf06f")
"""An empty box. It may be the bullet of a list, in a document that has no checked box."""

HANGING = 2.0
"""A text goes on below its box so many points further to the right, or more."""


@dataclass(frozen=True, slots=True)
class _Option:
    """A box whose text may go on in the lines below."""

    box: Word
    cell: Cell | None
    checked: bool


def set_unchecked_aside(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines without options whose box is not checked; these are lines of their own.

    before: "☒ 75 % ☐ 90 %"
    after:  "75 %", and "☐ 90 %" in the role "unchecked"
    """
    boxed = any(line.mark and line.mark.text in CHECKED | UNCHECKED for line in lines)
    if not boxed or not any(word.text in CHECKED for line in lines for word in line.all_words):
        return tuple(lines)
    parted: list[Line] = []
    option: _Option | None = None
    for line in lines:
        if option and not _goes_on(option, line):
            option = None
        pieces = list(_cut_at_boxes(line, option))
        kept = [word for piece, words in pieces if piece is None or piece.checked for word in words]
        mark = line.mark if line.mark and line.mark.text not in UNCHECKED else None
        if kept or mark:
            parted.append(replace(line, words=tuple(kept), mark=mark))
        for piece, words in pieces:
            if piece and not piece.checked:
                own = words if piece is option else (piece.box, *words)
                parted.append(Line(tuple(own), role="unchecked"))
            elif piece and piece is not option and piece.box is not mark:
                parted.append(Line((piece.box,), role="aside"))
        option = pieces[-1][0]
    return tuple(parted)


def _goes_on(option: _Option, line: Line) -> bool:
    return (
        option.box.page == line.page
        and option.cell == line.cell
        and line.mark is None
        and line.box.x0 >= option.box.box.x0 + HANGING
    )


def _cut_at_boxes(
    line: Line, option: _Option | None
) -> Iterator[tuple[_Option | None, tuple[Word, ...]]]:
    """The stretches of a line with the box before each: the first may go on with an option."""
    words: list[Word] = []
    for word in line.all_words:
        if word.text in CHECKED or word.text in UNCHECKED:
            if words:
                yield option, tuple(words)
            option, words = _Option(word, line.cell, word.text in CHECKED), []
        elif word is not line.mark:
            words.append(word)
    yield option, tuple(words)

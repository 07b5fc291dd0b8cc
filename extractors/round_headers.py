"""Column headings of a call table without rules: rounds of calls beside or below each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.row_kinds import RowKinds
from schemas.geometry import Box, boxes_to_hull
from schemas.stages import Line, Word

WIDE_SPACE = 0.55
"""A gap wider than this share of the font size is more than a space between two words."""

LEAST_ROUNDS = 2
"""Fewer rounds than this are a sentence's, not a table's."""

LONGEST_HEADER = 16
"""Column headings take at most so many lines: in a dump each word may have one of its own."""


@dataclass(frozen=True, slots=True)
class RoundHeader:
    """Column headings.

    Attributes:
        start: index of their first line.
        end: index of the line after them.
        label: the words over the labels.
        rounds: the words of each round, from the left.
        in_columns: whether the rounds stand over their columns; a dump may list them in one line
            with single spaces, or below each other.
    """

    start: int
    end: int
    label: tuple[Word, ...]
    rounds: tuple[tuple[Word, ...], ...]
    in_columns: bool

    @property
    def boxes(self) -> list[Box]:
        """The rectangle of each round."""
        return [boxes_to_hull(word.box for word in words) for words in self.rounds]


def find_round_header(lines: Sequence[Line], at: int, kinds: RowKinds) -> RoundHeader | None:
    """The column headings that begin at line ``at``, if any do.

    before: "Åtgärder  VÅREN  HÖSTEN" / "2025  2025"; or "Åtgärder VÅREN" / "2025" / "HÖSTEN" / …
    """
    label: list[Word] = []
    heads: list[list[Word]] = []
    for line in lines[at : at + LONGEST_HEADER]:
        count = _count_round_words(line, kinds)
        if not count or line.page != lines[at].page:
            break
        label += line.words[:-count]
        heads.append(list(line.words[-count:]))
    words = [word for head in heads for word in head]
    if not any(kinds.is_season(word.text) for word in words):
        return None
    end = at + len(heads)
    columns = _words_to_columns(heads, kinds)
    if columns and len(columns) >= LEAST_ROUNDS:
        return RoundHeader(at, end, tuple(label), columns, in_columns=True)
    rounds = _words_to_rounds(words, kinds)
    if rounds and len(rounds) >= LEAST_ROUNDS and words[0].line is not None:
        return RoundHeader(at, end, tuple(label), rounds, in_columns=False)
    return None


def _count_round_words(line: Line, kinds: RowKinds) -> int:
    """How many words at the end of a line are seasons and years."""
    count = 0
    for word in reversed(line.words):
        if not (kinds.is_season(word.text) or kinds.is_year(word.text)):
            break
        count += 1
    return count


def _words_to_columns(
    heads: Sequence[Sequence[Word]], kinds: RowKinds
) -> tuple[tuple[Word, ...], ...] | None:
    """Rounds that stand apart on the page, each over its column."""
    words = [word for head in heads for word in head]
    if words[0].line is not None and not any(_has_wide_gap(head) for head in heads):
        return None
    columns: list[list[Word]] = []
    right = 0.0
    for word in sorted(words, key=lambda word: word.box.x0):
        if columns and word.box.x0 - right <= WIDE_SPACE * word.size:
            columns[-1].append(word)
        else:
            columns.append([word])
        right = max(right if len(columns[-1]) > 1 else 0.0, word.box.x1)
    rounds: list[tuple[Word, ...]] = []
    for column in columns:
        in_order = sorted(column, key=lambda word: (word.box.top, word.box.x0))
        found = _words_to_rounds(in_order, kinds)
        if found is None:
            return None
        rounds += found
    return tuple(rounds)


def _has_wide_gap(words: Sequence[Word]) -> bool:
    return any(b.box.x0 - a.box.x1 > WIDE_SPACE * a.size for a, b in pairwise(words))


def _words_to_rounds(words: Iterable[Word], kinds: RowKinds) -> tuple[tuple[Word, ...], ...] | None:
    """Words two by two, a season and a year; ``None`` when they are anything else."""
    listed = list(words)
    pairs = list(zip(listed[::2], listed[1::2], strict=False))
    if len(listed) % 2 or not all(
        {kinds.is_season(a.text), kinds.is_season(b.text)} == {True, False} for a, b in pairs
    ):
        return None
    return tuple(pairs)

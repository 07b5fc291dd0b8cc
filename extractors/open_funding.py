"""The funding table where no rules part its columns: labels that it knows, an amount at the end.

Its lines get cells made here, so that what reads a ruled funding table reads this one too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.row_kinds import RowKinds
from schemas.geometry import Box, boxes_to_hull
from schemas.stages import Cell, Line, Word

FIRST_ROW = 30_000
"""Rows made here are numbered from so high that they meet no other row."""

LONGEST_LABEL = 5
"""A row takes at most so many lines."""

NEAR = 1.8
"""A label goes on after its amount at most so many of its heights below."""

NEAR_LINES = 2
"""The same in a dump, in line numbers."""

LEAST_ROWS = 2
"""An objective's row with fewer rows after it is a sentence."""

KINDS = frozenset(
    {
        "objective",
        "project",
        "operating_support",
        "specific_action",
        "technical_assistance",
        "total",
    }
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: its label's words line by line, and its amount."""

    kind: str
    label: tuple[tuple[Word, ...], ...]
    amount: tuple[Word, ...]
    end: int


def rule_open_funding(lines: Sequence[Line], kinds: RowKinds) -> list[Line]:
    """The lines, those of a funding table without upright rules set in two cells a row.

    before: "Specifikt mål 1 Asyl" / "54 981 626,18 €" / "Operativt stöd 8 700 120,80 €"
    after:  label and amount of each row in cells of their own
    """
    found: list[Line] = []
    number = FIRST_ROW
    at = 0
    while at < len(lines):
        rows = _find_rows(lines, at, kinds)
        if not rows:
            found.append(lines[at])
            at += 1
            continue
        edge = min(row.amount[0].box.x0 for row in rows)
        for row in rows:
            number += 1
            found += _row_to_lines(row, number, edge)
        at = rows[-1].end
    return found


def _find_rows(lines: Sequence[Line], at: int, kinds: RowKinds) -> list[_Row]:
    """The rows of the funding table that begins at line ``at`` with an objective; else none."""
    rows: list[_Row] = []
    if not kinds.opens_objective(lines[at].text):
        return rows
    while True:
        row = _find_row(lines, rows[-1].end if rows else at, kinds)
        if row is None or (not rows and row.kind != "objective"):
            break
        rows.append(row)
        if row.kind == "total":
            break
    return rows if len(rows) > LEAST_ROWS else []


def _find_row(lines: Sequence[Line], at: int, kinds: RowKinds) -> _Row | None:
    """A row that begins at line ``at``: a label of a known kind, with an amount."""
    if at >= len(lines) or not _is_open(lines[at]):
        return None
    kind = _read_kind(lines[at], kinds)
    if kind not in KINDS:
        return None
    label: list[tuple[Word, ...]] = []
    amount: tuple[Word, ...] = ()
    end = at
    for line in lines[at : at + LONGEST_LABEL]:
        opens = end > at and _read_kind(line, kinds) != "other"
        if not _is_open(line) or line.page != lines[at].page or opens:
            break
        words, value = _split_amount(line.words, kinds)
        if amount and (value or kind == "total" or not _is_near(lines[end - 1], line)):
            break
        label.append(words)
        amount = amount or value
        end += 1
    if not amount or not any(label):
        return None
    return _Row(kind, tuple(words for words in label if words), amount, end)


def _read_kind(line: Line, kinds: RowKinds) -> str:
    words, _ = _split_amount(line.words, kinds)
    return kinds.read(" ".join(word.text for word in words)).kind


def _split_amount(
    words: Sequence[Word], kinds: RowKinds
) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """A line's words before the amount that it ends with, and the amount's."""
    texts = [word.text for word in words]
    numbers = [at for at, text in enumerate(texts) if any(map(str.isdigit, text))]
    for at in range(numbers[-1] + 1 if numbers else 0):
        if kinds.count_value_words(texts[at:]) == len(texts) - at:
            return tuple(words[:at]), tuple(words[at:])
    return tuple(words), ()


def _is_open(line: Line) -> bool:
    return line.mark is None and (line.cell is None or line.cell.columns == 1)


def _is_near(before: Line, line: Line) -> bool:
    if line.number is not None and before.number is not None:
        return line.number - before.number <= NEAR_LINES
    return line.box.top - before.box.top <= NEAR * line.box.height


def _row_to_lines(row: _Row, number: int, edge: float) -> Iterator[Line]:
    words = (*(word for line in row.label for word in line), *row.amount)
    hull = boxes_to_hull(word.box for word in words)
    label = Cell(number, 0, 2, Box(0.0, hull.top, edge, hull.bottom))
    amount = Cell(number, 1, 2, Box(edge, hull.top, max(edge, hull.x1), hull.bottom))
    yield from (Line(line, None, label) for line in row.label)
    yield Line(row.amount, None, amount)

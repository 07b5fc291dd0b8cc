"""Tables that stand inside a value's cell, such as a list of indicators with targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

import regex

from extractors.cells import TOUCH
from schemas.geometry import Box
from schemas.stages import Cell, Line

CARD_COLUMNS = 2
"""A row of a card has a label's cell and a value's; a row with more belongs to another table."""

BESIDE = 2
"""Column of what stands beside label and value, such as a comment: no field holds it."""

INDICATOR_CODE = regex.compile(r"([OR])\s?\.\s?(\d)\s?\.\s?(\d{1,2})(?:\s?\.\s?(\d{1,2}))?(?![\d])")


def nested_to_value(
    row: Sequence[Line], values: Box, label: Cell | None, below: Sequence[Line]
) -> tuple[Line, ...] | None:
    """The row of a table that stands in a value's cell, as lines of that cell.

    Of a list of indicators only codes and texts are the value; units, targets and heads of columns
    stand beside it.

    before: "Kod" | "Indikator" | "Mål", and below "O.1.1" | "Antal deltagare" | "1 200"
    after:  "O.1.1 Antal deltagare", and all others in column ``BESIDE``

    Args:
        row: the lines of a row of more than two columns.
        values: the last value's cell above it.
        label: the label's cell beside that one, when it is on the same page; on a next page the
            label's cell may be empty.
        below: the lines of the next row.
    """
    places = [_cell(line).box for line in row]
    if label is not None and (
        places[0].top < label.box.top - TOUCH or places[0].bottom > label.box.bottom + TOUCH
    ):
        return None
    if any(box.x0 < values.x0 - TOUCH or box.x1 > values.x1 + TOUCH for box in places):
        return None
    beside = _find_beside(row, below)
    placed = [
        replace(
            line,
            cell=Cell(
                _cell(line).row,
                BESIDE if _cell(line).column in beside else 1,
                CARD_COLUMNS,
                Box(values.x0, box.top, values.x1, box.bottom),
            ),
        )
        for line, box in zip(row, places, strict=True)
    ]
    code = sum(_cell(line).column == _cell(row[0]).column for line in row)
    whole = " ".join(line.text for line in placed[:code])
    if beside and code < len(placed) and INDICATOR_CODE.fullmatch(whole):
        # on one line, as a list without a table has them
        words = tuple(word for line in placed[: code + 1] for word in line.words)
        return (replace(placed[code], words=words), *placed[code + 1 :])
    return tuple(placed)


def _find_beside(row: Sequence[Line], below: Sequence[Line]) -> set[int]:
    """The columns of a row that hold no code and no text of an indicator, where it lists one."""
    cells = _lines_to_cells(row)
    if len(cells) <= CARD_COLUMNS:
        return set()
    if _begins_with_code(cells):
        _, *others = cells
        text = max(others, key=lambda column: sum(map(str.isalpha, cells[column])))
        return set(others) - {text}
    heads = _begins_with_code(_lines_to_cells(below)) and len(_lines_to_cells(below)) > CARD_COLUMNS
    return set(cells) if heads else set()


def _lines_to_cells(row: Sequence[Line]) -> Mapping[int, str]:
    """The text of every cell that has some, by its column."""
    ordered = sorted((line for line in row if line.cell), key=lambda line: _cell(line).column)
    groups = groupby(ordered, key=lambda line: _cell(line).column)
    return {column: " ".join(line.text for line in own) for column, own in groups}


def _begins_with_code(cells: Mapping[int, str]) -> bool:
    first = next(iter(cells.values()), "")
    return INDICATOR_CODE.fullmatch(first) is not None


def _cell(line: Line) -> Cell:
    if line.cell is None:
        raise ValueError("the line stands in no table")
    return line.cell

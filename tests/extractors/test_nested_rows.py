from __future__ import annotations

from extractors.nested_rows import BESIDE, nested_to_value
from schemas.geometry import Box
from schemas.stages import Cell, Line, Word

VALUES = Box(190, 0, 545, 20)
EDGES = (200, 240, 420, 470, 540)
"""Of the columns of a table that stands in the value's cell."""


def row(number: int, *texts: str) -> list[Line]:
    """A row of that table, 10 points high, a line in each of its cells."""
    top = 20.0 + 10 * number
    return [
        Line(
            tuple(
                Word(100 * number + 10 * at + n, text, 1, Box(x0, top, x1, top + 10))
                for n, text in enumerate(whole.split())
            ),
            cell=Cell(number, at + 2, 7, Box(x0, top, x1, top + 10)),
        )
        for at, (whole, x0, x1) in enumerate(zip(texts, EDGES, EDGES[1:], strict=False))
    ]


def place(above: list[Line], below: list[Line]) -> list[tuple[int, str]]:
    """Column and text of every line of a row, as lines of a card."""
    placed = nested_to_value(above, VALUES, None, below) or ()
    return [(line.cell.column, line.text) for line in placed if line.cell]


HEADS = row(1, "Kod", "Indikator", "Enhet", "Mål")
FIRST = row(2, "O.1.1", "Antal kaféer", "antal", "1 200")
OTHER = row(3, "Kommuner", "Kaféer", "Parker")


def test_of_a_list_of_indicators_codes_and_texts_are_the_value() -> None:
    assert place(FIRST, []) == [(1, "O.1.1 Antal kaféer"), (BESIDE, "antal"), (BESIDE, "1 200")]


def test_a_code_may_be_wrapped_in_a_narrow_column() -> None:
    first, second = row(2, "R.")[0], row(2, "1.6")[0]
    _, *others = row(2, "R.1.6", "Antal kaféer", "antal")
    assert place([first, second, *others], []) == [(1, "R. 1.6 Antal kaféer"), (BESIDE, "antal")]


def test_heads_of_its_columns_stand_beside() -> None:
    assert {column for column, _ in place(HEADS, FIRST)} == {BESIDE}


def test_another_table_is_the_value() -> None:
    assert place(OTHER, []) == [(1, "Kommuner"), (1, "Kaféer"), (1, "Parker")]


def test_a_table_that_reaches_out_of_the_cell_is_none_of_it() -> None:
    assert nested_to_value(FIRST, Box(210, 0, 545, 20), None, []) is None

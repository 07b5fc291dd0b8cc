from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.cells import merge_rules, page_to_cells
from schemas.geometry import Box
from schemas.stages import Cell, Page, Rule, Word

WIDTH, HEIGHT = 600.0, 800.0


def level(y: float, x0: float, x1: float) -> Rule:
    return Rule(Box(x0, y, x1, y))


def upright(x: float, top: float, bottom: float) -> Rule:
    return Rule(Box(x, top, x, bottom))


def word_at(index: int, x: float, y: float) -> Word:
    return Word(index, "ord", 1, Box(x - 5, y - 4, x + 5, y + 4))


def cells_of(rules: list[Rule], *places: tuple[float, float]) -> list[Cell | None]:
    words = tuple(word_at(at, x, y) for at, (x, y) in enumerate(places))
    found = page_to_cells(Page(1, WIDTH, HEIGHT, words, tuple(rules)))
    return [found.get(word.index) for word in words]


def rows_and_columns(cells: list[Cell | None]) -> list[tuple[int, int, int] | None]:
    return [(c.row, c.column, c.columns) if c else None for c in cells]


@dataclass(frozen=True)
class Grid:
    """Row heights, and for each row the edges of its cells."""

    tops: list[float]
    edges: list[list[float]]
    rules: list[Rule]


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """Tables whose rows are cut into one to four columns each, their rules drawn cell by cell."""
    steps = st.integers(14, 60).map(float)
    tops = [40.0]
    for height in draw(st.lists(steps, min_size=1, max_size=6)):
        tops.append(tops[-1] + height)
    columns = [50.0]
    for span in draw(st.lists(steps, min_size=1, max_size=4)):
        columns.append(columns[-1] + span)
    shake = st.sampled_from([-0.2, 0.0, 0.2])
    edges, rules = [], []
    for top, bottom in pairwise(tops):
        inner = [x for x in columns[1:-1] if draw(st.booleans())]
        row = [columns[0], *inner, columns[-1]]
        edges.append(row)
        for x0, x1 in pairwise(row):
            rules += [level(y + draw(shake), x0, x1) for y in (top, bottom)]
            rules += [upright(x + draw(shake), top, bottom) for x in (x0, x1)]
    return Grid(tops, edges, draw(st.permutations(rules)))


@given(grids())
def test_every_word_gets_the_row_and_column_of_the_grid(grid: Grid) -> None:
    places, expected = [], []
    for row, edges in enumerate(grid.edges):
        y = (grid.tops[row] + grid.tops[row + 1]) / 2
        for column, (x0, x1) in enumerate(pairwise(edges)):
            places.append(((x0 + x1) / 2, y))
            expected.append((row, column, len(edges) - 1))
    assert rows_and_columns(cells_of(grid.rules, *places)) == expected


@given(grids())
def test_words_beside_and_between_tables_stand_in_no_cell(grid: Grid) -> None:
    middle = (grid.tops[0] + grid.tops[1]) / 2
    beside = [(grid.edges[0][0] - 20, middle), (grid.edges[0][-1] + 20, middle)]
    above = [(grid.edges[0][0] + 5, grid.tops[0] - 20), (grid.edges[0][0] + 5, grid.tops[-1] + 20)]
    assert cells_of(grid.rules, *beside, *above) == [None] * 4


def test_a_table_cut_by_the_pages_end_needs_no_closing_rule() -> None:
    rules = [level(700, 50, 500), *(upright(x, 700, 790) for x in (50, 200, 500))]
    label, value = cells_of(rules, (100, 750), (300, 780))
    assert rows_and_columns([label, value]) == [(0, 0, 2), (0, 1, 2)]
    assert label
    assert label.box == Box(50, 700, 200, HEIGHT)


def test_a_table_that_goes_on_from_the_page_before_needs_no_opening_rule() -> None:
    rules = [level(100, 50, 500), *(upright(x, 20, 160) for x in (50, 500)), level(160, 50, 500)]
    first, second = cells_of(rules, (100, 60), (100, 130))
    assert rows_and_columns([first, second]) == [(0, 0, 1), (1, 0, 1)]
    assert first
    assert first.box == Box(50, 0, 500, 100)


def test_an_empty_cell_counts_as_a_column() -> None:
    rules = [*(level(y, 50, 500) for y in (10, 60)), *(upright(x, 10, 60) for x in (50, 200, 500))]
    assert rows_and_columns(cells_of(rules, (300, 30))) == [(0, 1, 2)]


def test_two_tables_side_by_side_share_their_row_numbers() -> None:
    left = [*(level(y, 50, 200) for y in (10, 60)), *(upright(x, 10, 60) for x in (50, 200))]
    right = [*(level(y, 300, 500) for y in (11, 61)), *(upright(x, 11, 61) for x in (300, 500))]
    found = cells_of([*left, *right], (100, 30), (400, 30))
    assert [cell.row for cell in found if cell] == [0, 0]


def test_an_underline_or_a_frame_without_sides_makes_no_cell() -> None:
    assert cells_of([level(45, 80, 120)], (100, 40)) == [None]
    assert cells_of([level(20, 50, 500), level(60, 50, 500)], (100, 40)) == [None]
    assert cells_of([upright(50, 0, 90), upright(500, 0, 90)], (100, 40)) == [None]


def dotted(start: float, end: float, dot: float, gap: float) -> list[tuple[float, float]]:
    count = int((end - start) / (dot + gap))
    return [(start + n * (dot + gap), start + n * (dot + gap) + dot) for n in range(count)]


@pytest.mark.parametrize(("dot", "gap"), [(1.0, 1.0), (1.5, 2.0), (6.0, 3.9)])
def test_dotted_and_dashed_rules_make_cells_as_well(dot: float, gap: float) -> None:
    rules = [level(y, a, b) for y in (100, 160) for a, b in dotted(50, 500, dot, gap)]
    rules += [upright(x, a, b) for x in (50, 200, 490) for a, b in dotted(100, 160, dot, gap)]
    assert rows_and_columns(cells_of(rules, (100, 130), (300, 130))) == [(0, 0, 2), (0, 1, 2)]


@pytest.mark.parametrize(
    ("boxes", "merged"),
    [
        (
            [Box(30, 5, 60, 5), Box(0, 5, 28, 5)],
            [Box(0, 5, 60, 5)],
        ),
        ([Box(0, 5, 28, 5), Box(33, 5, 60, 5)], [Box(0, 5, 28, 5), Box(33, 5, 60, 5)]),
        ([Box(0, 5, 28, 5), Box(0, 9, 28, 9)], [Box(0, 5, 28, 5), Box(0, 9, 28, 9)]),
        ([Box(0, 5, 50, 5), Box(10, 5.2, 20, 5.2)], [Box(0, 5, 50, 5.2)]),
        ([Box(0, 0, 5, 1)], [Box(0, 0, 5, 1)]),
    ],
    ids=["pieces", "gap", "two heights", "drawn twice", "thick"],
)
def test_pieces_of_one_rule_are_one_rule(boxes: list[Box], merged: list[Box]) -> None:
    assert merge_rules(boxes) == merged


def test_beside_a_table_inside_the_next_cell_a_cell_is_one() -> None:
    """The inner table's rules end before the outer row does: the label stands above and beside."""
    rules = [level(y, 50, 500) for y in (100, 200)] + [upright(x, 100, 200) for x in (50, 200, 500)]
    rules += [level(y, 220, 480) for y in (140, 180)]
    rules += [upright(x, 140, 180) for x in (220, 350, 480)]
    above, beside = cells_of(rules, (100, 120), (100, 160))
    assert rows_and_columns([above, beside]) == [(0, 0, 2), (0, 0, 2)]

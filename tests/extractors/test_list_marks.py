from __future__ import annotations

import pytest

from extractors.list_marks import mark_numbered_lists
from tests.drawing import draw_lines

Marked = list[tuple[str | None, str]]


def read_marks(*texts: str) -> Marked:
    """The mark and the text of every line."""
    lines = mark_numbered_lists(draw_lines(["\n".join(texts)]))
    return [(line.mark.text if line.mark else None, line.text) for line in lines]


@pytest.mark.parametrize(
    ("texts", "marked"),
    [
        (["1. kokar kaffe", "2. dukar"], [("1.", "kokar kaffe"), ("2.", "dukar")]),
        (["1) kokar", "2) dukar"], [("1)", "kokar"), ("2)", "dukar")]),
        (["(1) kokar", "(2) dukar"], [("(1)", "kokar"), ("(2)", "dukar")]),
        (["Man:", "1. kokar kaffe"], [(None, "Man:"), ("1.", "kokar kaffe")]),
        (["slutar senast", "30. juni"], [(None, "slutar senast"), (None, "30. juni")]),
        (["Kaffe den", "1. Januari"], [(None, "Kaffe den"), (None, "1. Januari")]),
        (
            ["1. kokar", "2. dukar", "1. bakar", "2. diskar"],
            [("1.", "kokar"), ("2.", "dukar"), ("1.", "bakar"), ("2.", "diskar")],
        ),
        (
            ["1. kokar", "mycket kaffe", "2. dukar"],
            [("1.", "kokar"), (None, "mycket kaffe"), ("2.", "dukar")],
        ),
        (
            ["1. kokar", "2. dukar", "bakar", "4. diskar"],
            [("1.", "kokar"), ("2.", "dukar"), (None, "bakar"), ("4.", "diskar")],
        ),
        (
            ["1. kokar", "2. dukar", "till", "8. mars"],
            [("1.", "kokar"), ("2.", "dukar"), (None, "till"), (None, "8. mars")],
        ),
    ],
    ids=[
        "points", "brackets", "two brackets", "one item after a colon", "a date",
        "one number and a capital", "two lists", "an item of two lines", "an item without its mark",
        "a number far ahead is text",
    ],
)  # fmt: skip
def test_numbers_that_follow_each_other_are_marks(texts: list[str], marked: Marked) -> None:
    assert read_marks(*texts) == marked

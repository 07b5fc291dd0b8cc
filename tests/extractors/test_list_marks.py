from __future__ import annotations

import pytest

from extractors.list_marks import mark_alike, mark_dashed_lists, mark_numbered_lists
from schemas.geometry import Box
from schemas.stages import Line, Word
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
        (["1.kokar kaffe", "2.dukar"], [("1.", "kokar kaffe"), ("2.", "dukar")]),
        (["den", "3.kvartalet"], [(None, "den"), (None, "3.kvartalet")]),
        (["Man:", "1. kokar kaffe"], [(None, "Man:"), ("1.", "kokar kaffe")]),
        (["Resultatmål:", "1. Kokar kaffe"], [(None, "Resultatmål:"), ("1.", "Kokar kaffe")]),
        (["Resultatmål:", "3. Kokar kaffe"], [(None, "Resultatmål:"), ("3.", "Kokar kaffe")]),
        (["Hakuaika:", "15. syyskuuta"], [(None, "Hakuaika:"), (None, "15. syyskuuta")]),
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
            ["1. kokar", "\tdukar", "3. diskar"],
            [("1.", "kokar"), (None, "dukar"), ("3.", "diskar")],
        ),
        (
            ["öppet sedan", "1. mars", "till och med", "3. mars"],
            [(None, "öppet sedan"), (None, "1. mars"), (None, "till och med"), (None, "3. mars")],
        ),
        (
            ["1. kokar", "2. dukar", "till", "8. mars"],
            [("1.", "kokar"), ("2.", "dukar"), (None, "till"), (None, "8. mars")],
        ),
    ],
    ids=[
        "points", "brackets", "two brackets", "touching the text", "touching it, but no list",
        "one item after a colon", "in capitals",
        "going on counting", "a date after a colon",
        "a date",
        "one number and a capital", "two lists", "an item of two lines", "an item without its mark",
        "the second item without its mark", "two dates",
        "a number far ahead is text",
    ],
)  # fmt: skip
def test_numbers_that_follow_each_other_are_marks(texts: list[str], marked: Marked) -> None:
    assert read_marks(*texts) == marked


class TestMarksSeenOnOneOfTheirItems:
    ITEM = Line((Word(1, "dukar", 1, Box(22, 34, 47, 44)),), Word(0, "–", 1, Box(10, 34, 15, 44)))

    @staticmethod
    def begin(mark: str, text_at: float) -> Line:
        """A line of three words, of which the second begins at ``text_at``."""
        words = [(mark, 10.0), ("kokar", text_at), ("kaffe", text_at + 32)]
        boxes = [(text, Box(x, 20, x + 5 * len(text), 30)) for text, x in words]
        return Line(tuple(Word(n, text, 1, box) for n, (text, box) in enumerate(boxes)))

    @pytest.mark.parametrize(
        ("line", "mark"),
        [
            (begin("–", 22), "–"),
            (begin("–", 19), None),
            (begin("-", 22), None),
        ],
        ids=["at the same tab", "at a space", "another mark"],
    )
    def test_a_line_that_begins_like_an_item_is_one(self, line: Line, mark: str | None) -> None:
        marked, item = mark_alike([line, self.ITEM])
        assert (marked.mark.text if marked.mark else None, marked.all_words) == (mark, line.words)
        assert item == self.ITEM

    @pytest.mark.parametrize(
        ("text", "left", "mark"),
        [("på ved", 19.0, "o"), ("på ved", 10.0, None), ("På ved", 19.0, None)],
        ids=["below the item's text", "below its sign", "another sentence"],
    )
    def test_a_line_that_goes_on_below_its_second_word_is_an_item(
        self, text: str, left: float, mark: str | None
    ) -> None:
        """So is the one on the next page that begins as it does."""
        first, item = self.begin("o", 19.0), self.begin("o", 19.0)
        below = Line((Word(3, text, 1, Box(left, 34, left + 30, 44)),))
        later = Line(tuple(word._replace(page=2) for word in item.words))
        marked = mark_alike([first, below, later])
        assert [line.mark.text if line.mark else None for line in marked] == [mark, None, mark]


@pytest.mark.parametrize(
    ("texts", "marked"),
    [
        (
            ["till exempel:", "– kokar kaffe", "på spis", "– dukar", "Slut."],
            [
                (None, "till exempel:"), ("–", "kokar kaffe"), (None, "på spis"), ("–", "dukar"),
                (None, "Slut."),
            ],
        ),
        (
            ["kaféet är öppet", "– dock inte alltid"],
            [(None, "kaféet är öppet"), (None, "– dock inte alltid")],
        ),
        (["Öppet:", "– kokar", "- dukar"], [(None, "Öppet:"), ("–", "kokar"), (None, "- dukar")]),
    ],
    ids=["items below a colon", "a wrapped line", "another dash"],
)  # fmt: skip
def test_dashes_typed_before_items_are_marks(texts: list[str], marked: Marked) -> None:
    found = mark_dashed_lists(draw_lines(["\n".join(texts)]))
    assert [(line.mark.text if line.mark else None, line.text) for line in found] == marked

from __future__ import annotations

from dataclasses import replace

from extractors.page_cuts import find_rests
from schemas.geometry import Box
from schemas.stages import Line, Word


def line(page: int, top: float, *words: tuple[float, str]) -> Line:
    """A line of words, each with its left edge; every sign is 5 points wide."""
    return Line(
        tuple(
            Word(0, text, page, Box(x, top, x + 5 * len(text), top + 10), font="Serif", size=10.0)
            for x, text in words
        )
    )


ABOVE = line(1, 780, (50, "stöds"), (80, "ur"), (95, "utvecklings-"))
REST = line(1, 795, (80, "("), (105, ")"))
PAGE_NUMBER = line(1, 820, (300, "1"))
WHOLE = line(2, 60, (50, "fonden"), (80, "(ERDF)"), (115, "och"), (135, "andra"))


def test_signs_of_the_next_pages_first_line_are_a_rest() -> None:
    assert find_rests([ABOVE, REST, PAGE_NUMBER, WHOLE]) == {1}


def test_signs_that_stand_elsewhere_are_text() -> None:
    moved = line(1, 795, (90, "("), (125, ")"))
    assert find_rests([ABOVE, moved, PAGE_NUMBER, WHOLE]) == set()


def test_signs_in_another_font_are_text() -> None:
    other = replace(REST, words=tuple(word._replace(font="Sans") for word in REST.words))
    assert find_rests([ABOVE, other, PAGE_NUMBER, WHOLE]) == set()


def test_a_short_last_line_that_begins_like_the_next_page_is_text() -> None:
    short = line(1, 795, (50, "fonden"))
    assert find_rests([ABOVE, short, PAGE_NUMBER, WHOLE]) == set()


def test_a_line_printed_twice_is_no_rest() -> None:
    twice = line(1, 795, (50, "fonden"), (80, "(ERDF)"), (115, "och"), (135, "andra"))
    assert find_rests([ABOVE, twice, WHOLE]) == set()


LAST = line(1, 795, (50, "nobody"), (90, "says"), (115, "anything,"))
TAIL = line(2, 40, (75, "y"), (100, "y"), (130, "y"), (145, "g,"))
FIRST = line(2, 60, (50, "today."))


def test_the_deepest_signs_of_the_last_line_are_a_rest_on_top_of_the_next_page() -> None:
    assert find_rests([ABOVE, LAST, TAIL, FIRST]) == {2}


def test_a_word_on_top_of_a_page_under_the_same_word_is_text() -> None:
    assert find_rests([ABOVE, LAST, line(2, 40, (90, "says")), FIRST]) == set()

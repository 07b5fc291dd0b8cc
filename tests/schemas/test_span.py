from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from schemas.geometry import Box
from schemas.stages import EMPTY_SPAN, Span, Word

SOMEWHERE = Box(0, 0, 1, 1)


def make_span(words: list[str], glued: list[bool]) -> Span:
    """Words with one space between them, or none where a line wrap was undone."""
    text, starts = "", []
    for at, word in enumerate(words):
        text += " " if at and not glued[at] else ""
        starts.append(len(text))
        text += word
    return Span(text, tuple(Word(i, w, 1, SOMEWHERE) for i, w in enumerate(words)), tuple(starts))


@st.composite
def spans_with_ends(draw: st.DrawFn) -> tuple[Span, int, int]:
    words = draw(st.lists(st.text("aåö7%-.", min_size=1, max_size=6), min_size=1, max_size=8))
    glued = draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words)))
    span = make_span(words, glued)
    ends = st.integers(0, len(span.text))
    start, end = sorted(draw(st.tuples(ends, ends)))
    return span, start, end


@given(spans_with_ends())
def test_a_slice_has_the_text_between_its_ends_without_outer_space(
    case: tuple[Span, int, int],
) -> None:
    span, start, end = case
    assert span.slice(start, end).text == span.text[start:end].strip()


@given(spans_with_ends())
def test_a_slice_keeps_the_words_it_touches_and_only_those(case: tuple[Span, int, int]) -> None:
    span, start, end = case
    touched = [
        word
        for word, at in zip(span.words, span.starts, strict=True)
        if max(at, start) < min(at + len(word.text), end)
    ]
    assert list(span.slice(start, end).words) == touched


@given(spans_with_ends())
def test_the_words_of_a_slice_stand_where_it_says(case: tuple[Span, int, int]) -> None:
    span, start, end = case
    part = span.slice(start, end)
    for at, (word, begin) in enumerate(zip(part.words, part.starts, strict=True)):
        after = part.starts[at + 1] if at + 1 < len(part.starts) else len(part.text)
        shown = part.text[begin:after].rstrip()
        assert shown
        assert shown in word.text
        if 0 < at < len(part.words) - 1:
            assert shown == word.text


@given(spans_with_ends())
def test_slicing_a_whole_slice_changes_nothing(case: tuple[Span, int, int]) -> None:
    part = case[0].slice(case[1], case[2])
    assume(part.text)
    assert part.slice(0, len(part.text)) == part


@pytest.mark.parametrize(
    ("start", "end", "text", "words", "starts"),
    [
        (0, 17, "stöd upp till 75%", ["stöd", "upp", "till", "75%"], (0, 5, 9, 14)),
        (14, 16, "75", ["75%"], (0,)),
        (4, 9, "upp", ["upp"], (0,)),
        (2, 7, "öd up", ["stöd", "upp"], (0, 3)),
        (4, 5, "", [], ()),
    ],
    ids=["whole", "cut word", "spaces left off", "two cut words", "only a space"],
)
def test_examples_of_slices(
    start: int, end: int, text: str, words: list[str], starts: tuple[int, ...]
) -> None:
    span = make_span(["stöd", "upp", "till", "75%"], [False] * 4)
    part = span.slice(start, end)
    assert (part.text, [w.text for w in part.words], part.starts) == (text, words, starts)


def test_a_word_joined_from_two_lines_keeps_both_pieces_as_evidence() -> None:
    pieces = (Word(0, "mottag-", 1, SOMEWHERE), Word(1, "ning", 2, SOMEWHERE))
    part = Span("mottagning", pieces, (0, 6)).slice(4, 10)
    assert (part.text, [w.page for w in part.words]) == ("agning", [1, 2])


def test_an_empty_span_stays_empty() -> None:
    assert EMPTY_SPAN.slice(0, 0) == EMPTY_SPAN

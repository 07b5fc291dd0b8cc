"""Pages whose words stand at no place are named as failed."""

from __future__ import annotations

from dataclasses import replace
from math import inf, nan

import pytest

from extractors.unplaced import REASON, fail_unplaced_pages
from schemas.geometry import Box
from schemas.stages import Document, FailedPage, Page, Rule, Source, Word

SOURCE = Source("plan.pdf", "0" * 64, "application/pdf", 3)
SOUND = Box(10, 10, 50, 20)


def page(number: int, box: Box = SOUND, rule: Box = SOUND, width: float = 595) -> Page:
    return Page(number, width, 842, (Word(number, "text", number, box),), (Rule(rule),))


def document(*pages: Page) -> Document:
    return Document(SOURCE, "pdfium", pages, (FailedPage(3, "PDFium cannot load it"),))


@pytest.mark.parametrize(
    "harmed",
    [
        page(2, Box(nan, 10, 50, 20)),
        page(2, Box(10, -inf, 50, 20)),
        page(2, rule=Box(10, 10, inf, 20)),
        page(2, width=nan),
    ],
)
def test_a_page_with_a_place_that_is_no_number_has_failed(harmed: Page) -> None:
    found = fail_unplaced_pages(document(page(1), harmed))
    assert [kept.number for kept in found.pages] == [1]
    assert [(failed.number, failed.reason) for failed in found.failed_pages] == [
        (2, REASON),
        (3, "PDFium cannot load it"),
    ]


def test_a_sound_document_is_the_same() -> None:
    sound = document(page(1), page(2))
    assert fail_unplaced_pages(sound) is sound


def test_words_off_the_page_are_no_words_of_it() -> None:
    words = [Word(at, f"ord{at}", 1, Box(x, 10, x + 40, 20)) for at, x in enumerate((-80, 10, 580))]
    marks = (Rule(Box(-30, -5, -20, -5)), Rule(Box(-30, 40, 300, 40)))
    drawn = replace(page(1), words=tuple(words), rules=marks)
    (found,) = fail_unplaced_pages(document(drawn)).pages
    assert [word.text for word in found.words] == ["ord1"]
    assert found.rules == marks[1:]

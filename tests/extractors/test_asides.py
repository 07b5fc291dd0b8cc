from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.furniture import set_furniture_aside
from extractors.lines import document_to_lines
from schemas.geometry import Box
from schemas.stages import Document, Line, Word
from tests.drawing import LEFT, draw, line_texts

TEXTS = [
    "Kaféet är stängt.",
    "Det öppnar igen",
    "när våren kommer",
    "1 april, och",
    "är öppet",
    "länge.",
]


def numbered(counted: Sequence[int], x0: float = LEFT - 20, size: float = 7.0) -> Document:
    """A page of six lines, each with its number in the margin."""
    document = draw(["\n".join(TEXTS)])
    (page,) = document.pages
    tops = sorted({word.box.top for word in page.words})
    numbers = [
        Word(1000 + at, str(number), 1, Box(x0, top + 2, x0 + 8, top + 9), size=size)
        for at, (number, top) in enumerate(zip(counted, tops, strict=True))
    ]
    return replace(document, pages=(replace(page, words=(*page.words, *numbers)),))


def watermarked(text: str, *boxes: Box | None, size: float = 90.0) -> Document:
    """A page per box, each with some text and a large word in its box."""
    document = draw(*(["\n".join(TEXTS)] if box else [""] for box in boxes))
    places = [box or Box(100, 120, 400, 300) for box in boxes]
    pages = [
        replace(
            page, words=(*page.words, Word(1000 + page.number, text, page.number, box, size=size))
        )
        for page, box in zip(document.pages, places, strict=True)
    ]
    return replace(document, pages=tuple(pages))


def split(document: Document) -> tuple[list[str], list[str]]:
    """The texts of the lines that stay, and of those that are set aside."""
    layout = set_furniture_aside(document, document_to_lines(document), lambda text: False)
    return line_texts(layout.lines), line_texts(layout.furniture)


class TestLineNumbers:
    def test_numbers_in_the_margin_are_set_aside(self) -> None:
        kept, aside = split(numbered(range(11, 17)))
        assert (kept, aside) == (TEXTS, ["11", "12", "13", "14", "15", "16"])

    def test_they_may_count_by_another_step(self) -> None:
        assert split(numbered(range(5, 35, 5)))[0] == TEXTS

    def test_a_page_with_few_lines_has_them_at_the_same_edge(self) -> None:
        first = numbered(range(11, 17))
        document = replace(first, pages=(*first.pages, *draw([""], ["Slut."]).pages[1:]))
        few = document.pages[1]
        box = Box(LEFT - 20, 122, LEFT - 12, 129)
        last = replace(few, words=(*few.words, Word(2000, "17", 2, box, size=7.0)))
        kept, aside = split(replace(document, pages=(*first.pages, last)))
        assert (kept[-1], aside[-1]) == ("Slut.", "17")

    def test_they_may_stand_on_the_right_in_small_type(self) -> None:
        kept, aside = split(numbered(range(1, 7), x0=555))
        assert (kept, aside) == (TEXTS, ["1", "2", "3", "4", "5", "6"])

    def test_page_numbers_of_a_table_of_contents_stay(self) -> None:
        assert split(numbered(range(5, 11), x0=555, size=11.0))[1] == []

    def test_numbers_that_do_not_count_on_stay(self) -> None:
        assert split(numbered([2, 9, 4, 12, 15, 11]))[1] == []

    def test_numbers_inside_the_text_stay(self) -> None:
        texts = [f"{n} kaféer" for n in range(1, 7)]
        assert split(draw(["Kaféer:\n" + "\n".join(texts)])) == (["Kaféer:", *texts], [])


class TestWatermark:
    def test_a_large_word_under_the_text_is_set_aside_on_every_page(self) -> None:
        document = watermarked("UTKAST", Box(100, 120, 400, 300), None)
        assert split(document) == (TEXTS, ["UTKAST", "UTKAST"])

    def test_a_watermark_may_be_little_larger_than_the_text(self) -> None:
        document = watermarked("UTKAST", Box(50, 128, 150, 148), size=20.0)
        assert split(document) == (TEXTS, ["UTKAST"])

    def test_a_large_word_beside_the_text_is_a_title(self) -> None:
        document = watermarked("KAFÉ", Box(100, 400, 400, 500))
        assert split(document) == ([*TEXTS, "KAFÉ"], [])


def test_an_aside_is_a_line_of_its_own() -> None:
    lines: tuple[Line, ...] = document_to_lines(numbered(range(11, 17)))
    assert [line.text for line in lines if line.role == "aside"][:2] == ["11", "12"]

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.overprints import Place, find_overprints
from extractors.readers import read_document

TEXT = "Kaféer för alla"


def print_words(path: Path, shifts: list[float], by_line: bool) -> None:
    """Two lines of the text at 11 points, word by word, as often as there are shifts.

    Either each line is printed as often before the next one, or all of the text is.
    """
    canvas = Canvas(str(path))
    canvas.setFont("Helvetica", 11)
    tops = (700, 680)
    order = [(y, dx) for y in tops for dx in shifts]
    for y, dx in order if by_line else sorted(order, key=lambda one: shifts.index(one[1])):
        x = 72.0
        for word in TEXT.split():
            canvas.drawString(x + dx, y, word)
            x += canvas.stringWidth(f"{word} ")
    canvas.save()


@pytest.mark.parametrize("by_line", [True, False], ids=["line by line", "all of it again"])
@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
def test_text_that_is_printed_twice_to_look_bold_is_read_once(
    tmp_path: Path, reader: str, by_line: bool
) -> None:
    print_words(tmp_path / "plan.pdf", [0.0, 0.3, 0.6], by_line)
    (page,) = read_document(tmp_path / "plan.pdf", reader).pages
    assert [word.text for word in page.words] == [*TEXT.split(), *TEXT.split()]
    assert page.words[0].box.x0 == pytest.approx(72)


@pytest.mark.parametrize(
    ("size", "shift", "copies"),
    [(11.0, 0.3, [1]), (11.0, 3.0, []), (26.0, 3.0, [1]), (100.0, 11.0, [1])],
    ids=["a copy", "the next word", "a large copy", "a huge copy"],
)
def test_a_copy_is_as_near_as_its_size_allows(size: float, shift: float, copies: list[int]) -> None:
    places = [Place("i", 23.0 + shift * number, 47.9, size) for number in range(2)]
    assert sorted(find_overprints(places)) == copies


def test_the_same_words_elsewhere_on_the_page_are_no_copies() -> None:
    places = [Place("N/A", 200.0, top, 11.0) for top in (100.0, 114.0, 128.0)]
    assert not find_overprints(places)

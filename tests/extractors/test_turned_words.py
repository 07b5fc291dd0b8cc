from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.furniture import set_furniture_aside
from extractors.lines import document_to_lines
from extractors.readers import read_document
from schemas.stages import Document, turn_back
from tests.drawing import line_texts

WIDTH, HEIGHT = 595, 842
TEXT = ["Åtgärd 1A1 Kaféer", "Målet är kaffe åt alla i EU-länderna.", "Understöd 75 %"]

every_reader = pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])


def write_turned(canvas: Canvas, turns: int, texts: list[str], x: float, y: float) -> None:
    """Lines at 11 points that have to be turned clockwise to be upright, the first one at (x, y).

    Args:
        canvas: of a page that is not turned itself.
        turns: by so many quarters.
        texts: below each other, as they are read.
        x: in points from the left.
        y: in points from the bottom.
    """
    canvas.saveState()
    canvas.translate(x, y)
    canvas.rotate(90 * turns)
    canvas.setFont("Helvetica", 11)
    for at, text in enumerate(texts):
        canvas.drawString(0, -16 * at, text)
    canvas.restoreState()


def split(document: Document) -> tuple[list[str], list[str]]:
    """The texts of the lines that stay, and of those that are set aside."""
    layout = set_furniture_aside(document, document_to_lines(document), lambda text: False)
    return line_texts(layout.lines), line_texts(layout.furniture)


@every_reader
@pytest.mark.parametrize(
    ("turns", "place", "first"),
    [
        (1, (100, 200), (89, 608, 102, 642)),
        (2, (400, 700), (366, 139, 400, 152)),
        (3, (400, 700), (397, 142, 410, 176)),
    ],
    ids=["rises", "upside down", "falls"],
)
def test_a_page_whose_text_is_turned_is_read_upright_and_cited_as_it_is_shown(
    tmp_path: Path, reader: str, turns: int, place: tuple[float, float], first: tuple[int, ...]
) -> None:
    canvas = Canvas(str(tmp_path / "plan.pdf"), pagesize=(WIDTH, HEIGHT))
    write_turned(canvas, turns, TEXT, *place)
    canvas.setFont("Helvetica", 9)
    canvas.drawString(300, 20, "7")
    canvas.save()
    document = read_document(tmp_path / "plan.pdf", reader)
    (page,) = document.pages
    upright = (WIDTH, HEIGHT) if turns == 2 else (HEIGHT, WIDTH)
    assert (page.turns, (page.width, page.height)) == (turns, upright)
    assert split(document) == (TEXT, ["7"])
    word = next(word for word in page.words if word.text == "Åtgärd")
    assert tuple(turn_back(word.box, page)) == pytest.approx(first, abs=3)


@every_reader
def test_a_stamp_in_the_margin_or_aslant_is_no_part_of_the_text(
    tmp_path: Path, reader: str
) -> None:
    canvas = Canvas(str(tmp_path / "plan.pdf"), pagesize=(WIDTH, HEIGHT))
    write_turned(canvas, 0, TEXT, 100, 700)
    write_turned(canvas, 1, ["VN/1234/2027"], 60, 660)
    canvas.translate(110, 660)
    canvas.rotate(40)
    canvas.drawString(0, 0, "UTKAST")
    canvas.save()
    kept, aside = split(read_document(tmp_path / "plan.pdf", reader))
    assert kept == TEXT
    assert {text.replace(" ", "") for text in aside} == {"VN/1234/2027", "UTKAST"}


@every_reader
def test_a_label_on_its_side_in_a_table_is_a_line_of_its_own(tmp_path: Path, reader: str) -> None:
    canvas = Canvas(str(tmp_path / "plan.pdf"), pagesize=(WIDTH, HEIGHT))
    write_turned(canvas, 0, TEXT, 100, 700)
    write_turned(canvas, 0, ["Åtgärder"], 60, 730)
    write_turned(canvas, 1, ["Mål 1"], 80, 670)
    canvas.grid([50, 90, 400], [660, 720])
    canvas.save()
    kept, aside = split(read_document(tmp_path / "plan.pdf", reader))
    assert (kept, aside) == (["Åtgärder", "Mål 1", *TEXT], [])

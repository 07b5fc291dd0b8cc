from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.letter_spacing import find_letter_joints
from extractors.readers import read_document
from schemas.geometry import Box

SIZE = 10.0


def join(*pieces: tuple[str, float], width: float = 5.0) -> list[str]:
    """The words of pieces on one line, each so many points after the one before it."""
    texts = [text for text, _ in pieces]
    boxes: list[Box] = []
    x = 50.0
    for text, gap in pieces:
        x += gap
        boxes.append(Box(x, 100, x + width * len(text), 110))
        x = boxes[-1].x1
    joints = find_letter_joints(texts, boxes, [SIZE] * len(texts))
    words: list[str] = []
    for at, text in enumerate(texts):
        if at in joints:
            words[-1] += text
        else:
            words.append(text)
    return words


def test_letters_with_gaps_between_them_are_words() -> None:
    pieces = [
        ("M", 0),
        ("å", 2),
        ("l", 2),
        ("1", 7),
        ("Ka", 7),
        ("f", 2),
        ("é", 2),
        ("e", 2.4),
        ("r", 2),
    ]
    assert join(*pieces) == ["Mål", "1", "Kaféer"]


def test_short_words_and_numbers_that_stand_as_usual_stay() -> None:
    assert join(("på", 0), ("en", 3), ("kafé", 3), ("i", 3), ("by", 3)) == [
        "på", "en", "kafé", "i", "by",
    ]  # fmt: skip
    opening = ("1", "A", "1:", "Handledning", "i")
    assert join(*((text, 3.0) for text in opening)) == list(opening)
    assert join(*((number, 3.0) for number in "12345")) == list("12345")
    assert join(("x", 0), ("x", 40), ("x", 40), ("x", 40), ("x", 40)) == ["x"] * 5


@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
def test_both_readers_read_a_letter_spaced_heading(tmp_path: Path, reader: str) -> None:
    canvas = Canvas(str(tmp_path / "plan.pdf"))
    text = canvas.beginText(72, 700)
    text.setFont("Helvetica", 12)
    text.setCharSpace(3)
    text.textLine("Mål 1 Kaféer")
    text.setCharSpace(0)
    text.textLine("Kaffe åt alla.")
    canvas.drawText(text)
    canvas.save()
    (page,) = read_document(tmp_path / "plan.pdf", reader).pages
    assert [word.text for word in page.words] == ["Mål", "1", "Kaféer", "Kaffe", "åt", "alla."]

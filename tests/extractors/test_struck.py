from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.lines import document_to_lines
from extractors.readers import read_document
from extractors.struck import note_struck_words
from pipeline.run import extract_plan
from pipeline.translating import translate
from schemas.geometry import Box
from schemas.stages import Document, Rule
from tests.drawing import LEFT, RIGHT, draw, line_texts

CARD = ["**Measure 1A2 Clean registers", "Clerks type every name twice."]
ROWS = [
    ("Support", "60 % 75 %"),
    ("Possible beneficiaries", "The police."),
    ("Call timing", "Spring 2027"),
]


def draw_lines_at(document: Document, *drawn: tuple[str, float, float]) -> Document:
    """The document with lines over the first page: along a word, at a share of its height.

    Args:
        document: as drawn.
        drawn: the word, the share of its height from the top, how many words the line runs along.
    """
    page = document.pages[0]
    rules = list(page.rules)
    for text, share, count in drawn:
        at = next(n for n, word in enumerate(page.words) if word.text == text)
        first, last = page.words[at].box, page.words[at + int(count) - 1].box
        y = first.top + share * first.height
        rules.append(Rule(Box(first.x0, y, last.x1, y)))
    return replace(document, pages=(replace(page, rules=tuple(rules)), *document.pages[1:]))


@pytest.mark.parametrize(
    ("through", "under"), [(0.5, 0.9), (0.73, 1.1)], ids=["with a descent", "on the baseline"]
)
def test_words_with_a_line_through_them_are_set_aside_and_lines_under_words_part_no_row(
    through: float, under: float
) -> None:
    drawn = draw_lines_at(draw([*ROWS]), ("60", through, 2), ("75", under, 2))
    document = note_struck_words(drawn)
    (page,) = document.pages
    assert [word.text for word in page.words if word.index in page.struck] == ["60", "%"]
    assert page.rules == draw([*ROWS]).pages[0].rules
    lines = document_to_lines(document)
    assert line_texts([line for line in lines if line.role == "text"])[:2] == ["Support", "75 %"]
    assert {line.text for line in lines if line.role == "aside"} == {"60", "%"}


@pytest.mark.parametrize(
    ("share", "x1"), [(1.4, RIGHT), (0.95, RIGHT), (-0.2, RIGHT)], ids=["below", "wider", "above"]
)
def test_lines_that_part_rows_stay(share: float, x1: float) -> None:
    (page,) = draw(["Understöd 75 %"]).pages
    top = page.words[0].box.top + share * page.words[0].box.height
    ruled = replace(page, rules=(Rule(Box(LEFT, top, x1, top)),))
    document = replace(draw(["Understöd 75 %"]), pages=(ruled,))
    assert note_struck_words(document) is document


@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
def test_both_readers_see_what_is_struck_out(tmp_path: Path, reader: str) -> None:
    canvas = Canvas(str(tmp_path / "plan.pdf"))
    canvas.setFont("Helvetica", 11)
    canvas.drawString(72, 700, "60 % 75 %")
    canvas.line(72, 703, 72 + canvas.stringWidth("60 %"), 703)
    canvas.save()
    (page,) = read_document(tmp_path / "plan.pdf", reader).pages
    assert [word.text for word in page.words if word.index in page.struck] == ["60", "%"]


def test_what_is_struck_out_is_no_value_and_a_warning_tells_it() -> None:
    drawn = draw_lines_at(draw([*CARD, *ROWS]), ("60", 0.5, 2), ("75", 0.95, 2), ("The", 0.5, 1))
    plan = extract_plan(Path("drawn.pdf"), read=lambda *_: note_struck_words(drawn))
    (card,) = plan.cards
    assert card.support_rate.base_percent == 75
    assert card.beneficiaries.text == "police."
    (finding,) = (found for found in plan.findings if found.code == "text-struck-out")
    assert finding.message == 'Struck out on page 1 and not in the record: "60 %" and "The"'
    assert (finding.level, len(finding.evidence)) == ("warning", 2)
    assert translate(finding, "sv").message == (
        "Överstruket på sida 1 och inte läst: ”60 %” och ”The”"
    )

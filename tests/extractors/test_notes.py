from __future__ import annotations

from collections.abc import Sequence

from extractors.notes import part_notes
from schemas.geometry import Box
from schemas.stages import Line, Word

BODY, SMALL = 11.0, 8.0


def line(top: float, *words: str, size: float = BODY, page: int = 1) -> Line:
    """A line of words; "^1" is a raised 1."""
    placed = []
    for at, text in enumerate(words):
        raised = text.startswith("^")
        height = 0.6 * size if raised else size
        x0 = 50.0 + 40 * at
        box = Box(x0, top, x0 + 30, top + height)
        placed.append(Word(int(top) * 10 + at, text.removeprefix("^"), page, box, size=height))
    return Line(tuple(placed))


def roles(lines: Sequence[Line]) -> list[tuple[str, str]]:
    return [(found.role, found.text) for found in part_notes(lines)]


def test_the_number_of_a_footnote_is_no_part_of_the_text() -> None:
    lines = [
        line(100, "Kaféet", "är", "stängt.", "^1"),
        line(115, "Det", "öppnar", "snart."),
        line(700, "1", "Statistik", "för", "2031.", size=SMALL),
        line(710, "Källa:", "kaféet.", size=SMALL),
    ]
    assert roles(lines) == [
        ("text", "Kaféet är stängt."),
        ("aside", "1"),
        ("text", "Det öppnar snart."),
        ("note", "1 Statistik för 2031."),
        ("note", "Källa: kaféet."),
    ]


def test_a_note_in_the_size_of_the_text_stands_at_the_foot() -> None:
    text, note = (
        line(100, "Kaféet", "är", "stängt.", "^1"),
        line(700, "1", "Statistik", "för", "2031."),
    )
    assert roles([text, note])[-1] == ("note", "1 Statistik för 2031.")
    early = line(120, "1", "april", "är", "det", "vår."), line(700, "Då", "öppnar", "det.")
    assert [role for role, _ in roles([text, *early])] == ["text"] * 3


def test_a_note_may_stand_on_the_next_page() -> None:
    text = line(100, "Kaféet", "är", "stängt.", "^2")
    after = (
        line(100, "Det", "öppnar", "när", "våren", "kommer.", page=2),
        line(700, "2", "Statistik", "för", "2031.", size=SMALL, page=2),
    )
    assert [role for role, _ in roles([text, *after])] == ["text", "aside", "text", "note"]


def test_a_raised_number_without_a_note_is_text() -> None:
    lines = [
        line(100, "Kaféet", "har", "90", "m", "^2"),
        line(115, "2", "kockar", "arbetar", "där."),
    ]
    assert roles(lines) == [("text", "Kaféet har 90 m 2"), ("text", "2 kockar arbetar där.")]


def test_a_small_line_without_its_number_in_the_text_is_text() -> None:
    lines = [
        line(100, "Kaféet", "är", "stängt."),
        line(700, "1", "Statistik", "för", "2031.", size=SMALL),
    ]
    assert [role for role, _ in roles(lines)] == ["text", "text"]

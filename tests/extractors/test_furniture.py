from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extractors.furniture import Layout, set_furniture_aside
from extractors.lines import document_to_lines
from extractors.titles import begins_title
from schemas.geometry import Box
from schemas.stages import Document, Rule, Word
from tests.drawing import Block, draw, dump, line_texts

BODIES: list[list[Block]] = [
    ["Kaféet öppnar klockan sju."],
    ["Bageriet bakar om natten."],
    ["Hamnen fryser i januari."],
    ["Skeppen kommer i maj."],
]
BODY_TEXTS = [str(body[0]) for body in BODIES]


def split(document: Document) -> Layout:
    return set_furniture_aside(document, document_to_lines(document), begins_title)


@pytest.mark.parametrize(
    "number",
    ["{n} / 4", "{n}/4", "{n} (4)", "Sivu {n} (4)", "Sida {n} av 4", "Page {n} of 4",
     "{n}", "- {n} -", "– {n} –", "s. {n}", "Sida {n}", "| {n}"],
)  # fmt: skip
def test_page_numbers_in_the_margin_are_set_aside(number: str) -> None:
    numbers = [number.format(n=n) for n in range(1, 5)]
    for layout in (split(draw(*BODIES, feet=numbers)), split(draw(*BODIES, heads=numbers))):
        assert line_texts(layout.furniture) == numbers
        assert line_texts(layout.lines) == BODY_TEXTS


def draw_open_cells(number: float, rule: float, text: float) -> Document:
    """Four pages of a cell that one level rule closes, with a text, and their numbers: all tops."""
    document = draw(*BODIES)
    rules = (Rule(Box(40, rule, 550, rule)), *(Rule(Box(x, 20, x, 815)) for x in (40, 550)))
    pages = []
    for page in document.pages:
        words = [
            Word(n, shown, page.number, Box(50, top, 60, top + 11), size=11)
            for n, (shown, top) in enumerate([("kaffe", text), (str(page.number), number)])
        ]
        pages.append(replace(page, words=tuple(words), rules=rules))
    return replace(document, pages=tuple(pages))


@pytest.mark.parametrize(
    ("number", "rule", "text", "found"),
    [
        (800, 100, 760, ["1", "2", "3", "4"]),
        (800, 100, 786, []),
        (25, 700, 65, ["1", "2", "3", "4"]),
        (25, 700, 39, []),
    ],
    ids=["below", "the cell's last line", "above", "the cell's first line"],
)
def test_a_page_number_may_stand_outside_a_cell_that_the_pages_end_leaves_open(
    number: float, rule: float, text: float, found: list[str]
) -> None:
    assert line_texts(split(draw_open_cells(number, rule, text)).furniture) == found


def test_running_heads_are_set_aside_with_their_changing_numbers() -> None:
    heads = [f"Hamnens kafé – utkast {n}" for n in range(4)]
    layout = split(draw(*BODIES, heads=heads))
    assert line_texts(layout.furniture) == heads
    assert line_texts(layout.lines) == BODY_TEXTS


def test_odd_and_even_pages_may_have_their_own_heads() -> None:
    layout = split(draw(*BODIES, *BODIES, heads=["Hamnen", "Kaféet"] * 4))
    assert line_texts(layout.furniture) == ["Hamnen", "Kaféet"] * 4


def test_text_at_a_pages_top_that_does_not_come_again_stays() -> None:
    heads = ["Kaffet kokas på ved.", "Brödet bakas av råg.", "Fisken röks.", "Ölet bryggs."]
    layout = split(draw(*BODIES, heads=heads))
    assert layout.furniture == ()
    assert sorted(line_texts(layout.lines)) == sorted([*heads, *BODY_TEXTS])


def test_text_that_comes_again_outside_the_margins_stays() -> None:
    pages: list[list[Block]] = [["Åtgärd 1A1 Kaféer"], ["Åtgärd 1A1 Kaféer"]]
    layout = split(draw(*pages))
    assert (len(layout.lines), layout.furniture) == (2, ())


def test_table_cells_are_never_furniture() -> None:
    pages: list[list[Block]] = [[("Antal", "4 / 4")], [("Antal", "4 / 4")]]
    assert split(draw(*pages)).furniture == ()


def test_a_single_page_has_no_running_head() -> None:
    layout = split(draw(BODIES[0], heads=["Hamnens kafé"], feet=["1"]))
    assert layout.furniture == ()
    assert line_texts(layout.lines) == ["Hamnens kafé", *BODY_TEXTS[:1], "1"]


def test_a_number_inside_the_text_stays() -> None:
    pages: list[list[Block]] = [["Kaféet har koppar:\n40"], ["Bageriet har formar:\n12"]]
    layout = split(draw(*pages))
    assert line_texts(layout.lines) == [
        "Kaféet har koppar:",
        "40",
        "Bageriet har formar:",
        "12",
    ]


class TestDumps:
    def test_first_and_last_lines_of_pages(self, tmp_path: Path) -> None:
        pages = [f"Hamnens kafé\n{text}\nMera.\n{n}" for n, text in enumerate(BODY_TEXTS, 1)]
        layout = split(dump(tmp_path, "\f".join(pages)))
        assert line_texts(layout.furniture) == [
            text for n in range(1, 5) for text in ("Hamnens kafé", str(n))
        ]
        assert line_texts(layout.lines) == [t for text in BODY_TEXTS for t in (text, "Mera.")]

    def test_page_numbers_of_a_dump_without_form_feeds(self, tmp_path: Path) -> None:
        layout = split(dump(tmp_path, "Kaféet öppnar.\n22 / 111\nKaffet kokar.\nSivu 3 (41)\n"))
        assert line_texts(layout.furniture) == ["22 / 111", "Sivu 3 (41)"]
        assert line_texts(layout.lines) == ["Kaféet öppnar.", "Kaffet kokar."]

    def test_numbers_that_count_up_are_those_of_pages(self, tmp_path: Path) -> None:
        page = ["Kaffet kokar och", *("Mera." for _ in range(8))]
        texts = [line for n in range(7, 10) for line in (*page, str(n))]
        layout = split(dump(tmp_path, "\n".join(texts)))
        assert line_texts(layout.furniture) == ["7", "8", "9"]

    def test_numbers_close_to_each_other_are_no_pages(self, tmp_path: Path) -> None:
        texts = ["Kaféer", "1", "2", "3", "Bröd"]
        assert line_texts(split(dump(tmp_path, "\n".join(texts))).lines) == texts

    def test_the_number_of_a_page_with_a_title_is_set_aside(self, tmp_path: Path) -> None:
        pages = [
            f"Åtgärd {n}A1 Kaffe\nVi kokar.\n{text}\nMera.\nOch mera.\n{n}"
            for n, text in enumerate(BODY_TEXTS, 1)
        ]
        assert line_texts(split(dump(tmp_path, "\f".join(pages))).furniture) == list("1234")

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param(
                "Våren 2031 och 2032",
            ),
            pytest.param(
                "Kevät 2031 ja 2032",
            ),
            pytest.param(
                "Våren 2031 hösten 2032",
            ),
            pytest.param(
                "2031/2032",
            ),
            "Våren 2031, hösten 2032",
            "Våren 2031 och hösten 2032",
            "Våren 2031",
            "2031–2032",
        ],
    )
    def test_the_rounds_of_a_call_are_no_page_number(self, tmp_path: Path, text: str) -> None:
        layout = split(dump(tmp_path, f"Kaféer\nAnsökningstid\n{text}\nKaffet kokar.\n"))
        assert line_texts(layout.lines) == ["Kaféer", "Ansökningstid", text, "Kaffet kokar."]

    def test_a_season_at_a_pages_end_is_no_page_number(self, tmp_path: Path) -> None:
        layout = split(dump(tmp_path, "Kaféer\nAnsökningstid\nHösten 2031\fBröd\nMjöl\n"))
        assert "Hösten 2031" in line_texts(layout.lines)


def test_a_running_head_may_name_the_card() -> None:
    """The title itself stands in a cell, and so does its repetition on the next page."""
    pages: list[list[Block]] = [
        [("**Åtgärd 1A1 Kafé i hamnen",), ("Understöd", "75 %")],
        [("Ansökningstid", "Våren 2031")],
        [("**Åtgärd 1A2 Kafé vid sluss",)],
    ]
    heads = [f"Åtgärd 1A{n} Kafé {place} UTKAST" for n, place in ((1, "i"), (1, "i"), (2, "vid"))]
    layout = split(draw(*pages, heads=heads))
    assert line_texts(layout.furniture) == heads
    assert line_texts(layout.lines)[0] == "Åtgärd 1A1 Kafé i hamnen"


def test_titles_on_top_of_their_pages_are_no_running_heads() -> None:
    heads = [f"**Åtgärd 1A{n} Kafé {n}" for n in range(1, 5)]
    assert split(draw(*BODIES, heads=heads)).furniture == ()

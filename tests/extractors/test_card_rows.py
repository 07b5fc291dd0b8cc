from __future__ import annotations

from extractors.card_rows import lines_to_card_rows
from extractors.labels import LabelMatcher
from extractors.titles import TitlePatterns
from schemas.geometry import Box
from schemas.language import find_language
from schemas.stages import Cell, Line, Word
from tests.drawing import Block, draw, draw_lines, find_cards, read_card

SWEDISH = find_language("sv")
LABELS = LabelMatcher(SWEDISH)
IS_CODE = TitlePatterns(SWEDISH).is_only_code

WIDE: list[Block] = [
    ("Uppgift", "Innehåll", "Kommentar"),
    ("Understöd", "75 %", "preliminärt"),
    ("Möjliga stödmottagare", "kaféer", ""),
    ("Ansökningstid", "Våren 2031", "kontrolleras"),
]


def placed(lines: tuple[Line, ...]) -> list[tuple[int, int, str]]:
    """Column, number of columns and text of every line."""
    rows = lines_to_card_rows(lines, LABELS, IS_CODE)
    return [(line.cell.column, line.cell.columns, line.text) for line in rows if line.cell]


class TestColumnsBeside:
    def test_a_column_of_comments_stands_beside_label_and_value(self) -> None:
        assert placed(draw_lines(WIDE)) == [
            (0, 2, "Uppgift"), (1, 2, "Innehåll"), (2, 2, "Kommentar"),
            (0, 2, "Understöd"), (1, 2, "75 %"), (2, 2, "preliminärt"),
            (0, 2, "Möjliga stödmottagare"), (1, 2, "kaféer"),
            (0, 2, "Ansökningstid"), (1, 2, "Våren 2031"), (2, 2, "kontrolleras"),
        ]  # fmt: skip

    def test_a_comment_is_told_and_is_in_no_value(self) -> None:
        found = find_cards(draw(["**Åtgärd 1A1 Kafé", *WIDE]))
        card = read_card(["Målet är kaffe.", *WIDE])
        assert [region.title.code for region in found.cards] == ["1A1"]
        assert [(part.role, part.span.text) for part in card.field("beneficiaries").parts] == [
            ("label", "Möjliga stödmottagare"), ("text", "kaféer"),
        ]  # fmt: skip

    def test_rows_may_be_numbered(self) -> None:
        rows: list[Block] = [("1", "Understöd", "75 %"), ("2", "Ansökningstid", "Våren 2031")]
        assert placed(draw_lines(rows)) == [
            (0, 2, "Understöd"), (1, 2, "75 %"), (2, 2, "1"),
            (0, 2, "Ansökningstid"), (1, 2, "Våren 2031"), (2, 2, "2"),
        ]  # fmt: skip

    def test_the_text_beside_a_number_is_a_row_of_its_own(self) -> None:
        """The first row's text spans label and value: no rule stands between them."""
        number, label, value = (Box(50, 0, 80, 20), Box(80, 0, 190, 20), Box(190, 0, 545, 20))
        rows: tuple[tuple[tuple[str, Box], ...], ...] = (
            (("1", number), ("Kaféet är litet.", Box(80, 0, 545, 20))),
            (("2", number), ("Understöd", label), ("75 %", value)),
            (("3", number), ("Ansökningstid", label), ("Våren 2031", value)),
            (("4", number), ("och 2032", value)),
        )
        lines = tuple(
            _line(text, Cell(at, 2 if text == "och 2032" else column, 2 if at == 0 else 3, box))
            for at, row in enumerate(rows)
            for column, (text, box) in enumerate(row)
        )
        assert placed(lines) == [
            (2, 2, "1"), (0, 1, "Kaféet är litet."),
            (0, 2, "Understöd"), (1, 2, "75 %"), (2, 2, "2"),
            (0, 2, "Ansökningstid"), (1, 2, "Våren 2031"), (2, 2, "3"),
            (1, 2, "och 2032"), (2, 2, "4"),
        ]  # fmt: skip

    def test_a_table_that_has_no_labels_stays_as_it_is(self) -> None:
        rows: list[Block] = [("Åtgärd", "Våren 2031", "Hösten 2031"), ("Åtgärd 1A1", "x", "100")]
        lines = draw_lines(rows)
        assert lines_to_card_rows(lines, LABELS, IS_CODE) == lines


class TestTitleRows:
    def test_code_and_title_may_stand_in_two_cells(self) -> None:
        rows: list[Block] = [
            ("**Åtgärd 1A1", "**Ett kafé"), ("Vid hamnen.",), ("Understöd", "75 %"),
            ("Ansökningstid", "Våren 2031"),
        ]  # fmt: skip
        (card,) = find_cards(draw(rows)).cards
        assert (card.title.code, card.title.title.text) == ("1A1", "Ett kafé")

    def test_a_row_of_a_call_table_is_no_title(self) -> None:
        lines = draw_lines([("Åtgärd 1A1", "x"), ("Åtgärd 1A2", "100")])
        assert lines_to_card_rows(lines, LABELS, IS_CODE) == lines


class TestForms:
    def test_cells_that_hold_label_and_value_are_rows(self) -> None:
        rows: list[Block] = [
            ("Understöd\n75 %", "Möjliga stödmottagare\nkaféer"),
            ("Ansökningstid", "Projektet inleds senast\n1.9.2031"),
        ]
        assert placed(draw_lines(rows)) == [
            (0, 1, "Understöd"), (0, 1, "75 %"),
            (0, 1, "Möjliga stödmottagare"), (0, 1, "kaféer"),
            (0, 1, "Ansökningstid"),
            (0, 1, "Projektet inleds senast"), (0, 1, "1.9.2031"),
        ]  # fmt: skip

    def test_the_next_page_gives_the_rest_of_each_cell(self) -> None:
        pages: list[list[Block]] = [
            [("Understöd\n75 %", "Möjliga stödmottagare\nkaféer och")],
            [("av kostnaden", "bagerier")],
        ]
        assert [text for _, _, text in placed(draw_lines(*pages))] == [
            "Understöd", "75 %", "av kostnaden", "Möjliga stödmottagare", "kaféer och", "bagerier",
        ]  # fmt: skip

    def test_a_value_that_begins_with_a_label_of_its_own_is_no_form(self) -> None:
        rows: list[Block] = [("Indikatorer", "Outputindikatorer\nO.1.1 Antal kaféer")]
        lines = draw_lines(rows)
        assert lines_to_card_rows(lines, LABELS, IS_CODE) == lines


class TestTablesInAValue:
    """A label's cell from 50 to 190 and its value's from there to 545, a table in the value's."""

    LABEL = Cell(0, 0, 2, Box(50, 100, 190, 200))
    VALUE = Cell(0, 1, 2, Box(190, 100, 545, 120))

    def test_its_rows_are_lines_of_the_value(self) -> None:
        lines = (
            _line("Indikatorer", self.LABEL),
            _line("Outputindikatorer", self.VALUE),
            _line("O.1.1", Cell(1, 2, 4, Box(195, 120, 250, 140))),
            _line("Antal kaféer", Cell(1, 3, 4, Box(250, 120, 540, 140))),
        )
        assert placed(lines) == [
            (0, 2, "Indikatorer"), (1, 2, "Outputindikatorer"), (1, 2, "O.1.1"),
            (1, 2, "Antal kaféer"),
        ]  # fmt: skip

    def test_a_row_below_the_label_or_beside_the_value_is_of_another_table(self) -> None:
        below = _line("x", Cell(5, 2, 4, Box(195, 220, 250, 240)))
        left = _line("1A", Cell(1, 0, 4, Box(50, 120, 100, 140)))
        for other in (below, left):
            lines = (_line("Indikatorer", self.LABEL), _line("O.1.1", self.VALUE), other)
            assert lines_to_card_rows(lines, LABELS, IS_CODE) == lines


def _line(text: str, cell: Cell) -> Line:
    box = Box(cell.box.x0 + 2, cell.box.top + 2, cell.box.x0 + 30, cell.box.top + 13)
    return Line((Word(0, text, 1, box, size=11.0),), None, cell)

"""Ruled cells become rows, rows become tables, and pages do not part them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.call_tables import RawCallTable, tables_to_call_tables
from extractors.dewrap import WrapRules
from extractors.funding_table import RawFundingTable, tables_to_funding_table
from extractors.row_kinds import RowKinds, RowOpening
from extractors.tables import Table, find_tables
from pipeline.normalise.funding import split_call_tables
from schemas.language import find_language
from tests.drawing import Block, draw_lines

HEADER = ("Åtgärder", "VÅREN\n2027", "HÖSTEN\n2027")
CAPTION = "Tabell 2: medel inom det specifika målet 1 Asyl"


def tables_of(*pages: Sequence[Block], language: str = "sv") -> list[Table]:
    return find_tables(draw_lines(*pages), RowKinds(find_language(language)))


def grid(table: Table) -> list[list[str]]:
    """Every cell's text, row by row."""
    return [
        [" ".join(ln.text for ln in table.cell(row, at).lines) for at in range(table.width)]
        for row in table.rows
    ]


def calls_of(*pages: Sequence[Block], language: str = "sv") -> tuple[RawCallTable, ...]:
    kinds = RowKinds(find_language(language))
    return tables_to_call_tables(tables_of(*pages, language=language), kinds, WrapRules())


def funding_of(*pages: Sequence[Block], language: str = "sv") -> RawFundingTable:
    kinds = RowKinds(find_language(language))
    return tables_to_funding_table(tables_of(*pages, language=language), kinds, WrapRules())


def test_rows_and_empty_cells() -> None:
    (table,) = tables_of([CAPTION, HEADER, ("1A Asyl\noch mottagande", "", "500 €"),
                          ("1A1 Prövning", "x", "")])  # fmt: skip
    assert [line.text for line in table.caption] == [CAPTION]
    assert table.header is not None
    assert grid(table) == [["1A Asyl och mottagande", "", "500 €"], ["1A1 Prövning", "x", ""]]


def test_an_empty_cell_has_its_rectangle() -> None:
    (table,) = tables_of([HEADER, ("1A Asyl", "", "500 €")])
    ((page, box),) = table.cell(table.rows[0], 1).places
    assert (page, box.x0, box.x1) == (1, 190, 280)
    assert box.height > 10


def test_a_repeated_header_goes_on_with_the_table() -> None:
    (table,) = tables_of([CAPTION, HEADER, ("1A1 Prövning", "x", "")],
                         [HEADER, ("1A2 Tolkning", "", "x")])  # fmt: skip
    assert [row[0] for row in grid(table)] == ["1A1 Prövning", "1A2 Tolkning"]


def test_a_repeated_caption_goes_on_with_the_table() -> None:
    (table,) = tables_of([CAPTION, HEADER, ("1A1 Prövning", "x", "")],
                         [CAPTION, HEADER, ("1A2 Tolkning", "", "x")])  # fmt: skip
    assert len(table.rows) == 2


def test_a_first_row_repeated_on_the_next_page_is_one_row() -> None:
    first = ("Specifikt mål 1 Asyl", "500 €")
    funding = funding_of([first, ("Operativt stöd", "200 €")], [first, ("Projektstöd", "300 €")])
    (allocation,) = funding.allocations
    assert [row.label.text for row in allocation.rows] == ["Operativt stöd", "Projektstöd"]
    assert [line.text for line in funding.repeated] == list(first)


def test_a_label_may_stand_on_the_page_after_its_values() -> None:
    (table,) = tables_of([HEADER, ("1A1 Prövning", "x", ""), ("", "", "x")],
                         [HEADER, ("1A2 Tolkning", "", "")])  # fmt: skip
    assert grid(table) == [["1A1 Prövning", "x", ""], ["1A2 Tolkning", "", "x"]]


def test_another_caption_begins_another_table() -> None:
    first, second = tables_of(
        [CAPTION, HEADER, ("1A1 Prövning", "x", ""),
         "Tabell 3: medel inom det specifika målet 2", HEADER, ("2A1 Arbete", "", "x")]
    )  # fmt: skip
    assert len(first.rows) == len(second.rows) == 1


def test_text_between_rows_ends_a_table() -> None:
    assert len(tables_of([HEADER, ("1A1 Prövning", "x", ""), "Text.", ("a", "b", "c")])) == 2


@pytest.mark.parametrize("header", [[HEADER], []])
def test_a_row_cut_by_the_end_of_the_page_is_one_row(header: list[Block]) -> None:
    (table,) = tables_of([CAPTION, HEADER, ("1A1 Prövning och", "x", "")],
                         [*header, ("Tolkning", "", ""), ("1A2 Annat", "", "x")])  # fmt: skip
    assert grid(table) == [["1A1 Prövning och Tolkning", "x", ""], ["1A2 Annat", "", "x"]]
    assert [page for page, _ in table.cell(table.rows[0], 0).places] == [1, 2]


def test_a_cut_row_may_have_its_mark_on_the_second_page() -> None:
    (table,) = tables_of([HEADER, ("1A1 Prövning och", "", "")], [HEADER, ("tolkning", "", "x")])
    assert grid(table) == [["1A1 Prövning och tolkning", "", "x"]]


def test_rows_with_text_in_one_column_are_two() -> None:
    (table,) = tables_of([HEADER, ("1A1 Prövning", "x", "")], [HEADER, ("Övrigt", "x", "")])
    assert len(table.rows) == 2


def test_a_full_width_row_is_a_row_without_calls() -> None:
    (table,) = tables_of([HEADER, ("1A1 Prövning", "x", ""), ("1A2 Tolkning",), ("1A3 B", "", "x")])
    assert grid(table) == [["1A1 Prövning", "x", ""], ["1A2 Tolkning", "", ""], ["1A3 B", "", "x"]]


def test_a_cell_over_several_rounds_is_shared() -> None:
    four = ("Åtgärder", "VÅREN 2027", "HÖSTEN 2027", "VÅREN 2028")
    (table,) = tables_of([four, ("1A1 Prövning", "x", "x", ""), ("Operativt stöd", "", "500 €")])
    cells = [table.cell(table.rows[1], at) for at in range(4)]
    assert [cell.shared for cell in cells] == [False, False, True, True]
    assert [bool(cell.lines) for cell in cells] == [True, False, True, True]


def test_a_call_table_with_its_kinds_of_rows() -> None:
    (table,) = calls_of(
        [CAPTION, "Ett kryss (x) visar att åtgärden är öppen.", HEADER,
         ("Genomförandeåtgärd 1 B Stöd", "", "500 €"), ("1B 2 Skola", "x", ""),
         ("Operativt stöd", "", ""), ("Särskild åtgärd Beredskap *", "", "x"),
         ("Projektfinansiering", "", ""), ("Övrigt", "", ""), ("Totala anslag", "0,00", "500 €")]
    )  # fmt: skip
    assert (table.objective, table.number and table.number.text) == ("1", "2")
    assert [span.text for span in table.rounds] == ["VÅREN 2027", "HÖSTEN 2027"]
    assert [(row.kind, row.code, row.label.text) for row in table.rows] == [
        ("implementation_measure", "1B", "Stöd"), ("measure", "1B2", "Skola"),
        ("operating_support", None, "Operativt stöd"),
        ("specific_action", None, "Särskild åtgärd Beredskap *"),
        ("project", None, "Projektfinansiering"), ("other", None, "Övrigt"),
        ("total", None, "Totala anslag"),
    ]  # fmt: skip
    assert [cell.span.text for cell in table.rows[0].cells] == ["", "500 €"]


def test_codes_say_the_objective_when_the_caption_does_not() -> None:
    (table,) = calls_of(["Utlysningar", HEADER, ("2A Arbete", "", "x"), ("2A1 Kort", "", "x")])
    assert (table.objective, table.number) == ("2", None)


@pytest.mark.parametrize(
    ("blocks", "unread"),
    [
        ([HEADER, ("1A Asyl", "", "x"), ("2A1 Kort", "", "x")], ["objective"]),
        ([HEADER, ("Operativt stöd", "", "x")], ["objective"]),
        ([CAPTION, ("Åtgärder", "2027", "2028"), ("1A1 Kort", "", "x")], ["rounds"]),
        ([CAPTION, HEADER], ["rows"]),
        ([CAPTION, HEADER, ("1A1 Kort", "", "x")], []),
        ([("Understöd", "75 %"), ("Ansökningstid", "Våren 2027")], []),
    ],
    ids=["two objectives", "no objective", "no rounds", "no rows", "readable", "a card's row"],
)
def test_a_table_that_cannot_be_read_says_what_it_lacks(
    blocks: Sequence[Block], unread: list[str]
) -> None:
    read, left = split_call_tables(calls_of(blocks), find_language("sv"))
    assert [table.lacks for table in left] == unread
    assert len(read) == (blocks == [CAPTION, HEADER, ("1A1 Kort", "", "x")])


def test_a_funding_table_over_two_pages() -> None:
    found = funding_of(
        ["Tabell 1 Medel", ("Mål", "Belopp"), ("Specifikt mål 1 Asyl och", "15,00 €")],
        [("integration", ""), ("Projektunderstöd", "10,00 €"), ("Tekniskt bistånd", "5,00 €"),
         ("Totalt", "15,00 €")],
    )  # fmt: skip
    (allocation,) = found.allocations
    assert allocation.objective == "1"
    assert (allocation.title.text, allocation.total.text) == ("Asyl och integration", "15,00 €")
    assert [(row.kind, row.label.text, row.amount.text) for row in allocation.rows] == [
        ("project", "Projektunderstöd", "10,00 €"),
        ("technical_assistance", "Tekniskt bistånd", "5,00 €"),
    ]
    assert found.total is not None
    assert found.total.text == "15,00 €"


def test_other_tables_are_no_funding_table() -> None:
    assert funding_of([("Specifikt mål 1 Asyl", "s. 4"), ("Specifikt mål 2", "s. 9")]) == (
        RawFundingTable()
    )


@pytest.mark.parametrize(
    ("language", "label", "opening"),
    [
        ("sv", "1A1 Prövning", RowOpening("measure", "1A1", 0, 4)),
        ("sv", "3 B Stöd", RowOpening("implementation_measure", "3B", 0, 4)),
        ("sv", "Åtgärd 2D5: Hinder", RowOpening("measure", "2D5", 7, 12)),
        ("sv", "Specifikt mål 1 Asyl", RowOpening("objective", "1", 14, 16)),
        ("sv", "1a små bokstäver", RowOpening("other")),
        ("sv", "10 Asyl", RowOpening("other")),
        ("sv", "Sammanlagt", RowOpening("total")),
        ("fi", "Haun määrärahat yhteensä", RowOpening("total")),
        ("fi", "Erityistoimet", RowOpening("specific_action")),
        ("en", "Specific actions", RowOpening("specific_action")),
        ("en", "Totally different", RowOpening("other")),
    ],
)
def test_what_rows_begin_with(language: str, label: str, opening: RowOpening) -> None:
    assert RowKinds(find_language(language)).read(label) == opening

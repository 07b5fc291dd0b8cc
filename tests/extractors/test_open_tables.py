"""Tables without upright rules get the cells that their space shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extractors.lines import document_to_lines
from extractors.open_funding import rule_open_funding
from extractors.open_tables import rule_open_tables
from extractors.round_headers import find_round_header
from extractors.row_kinds import RowKinds
from extractors.tables import Table, find_tables
from schemas.language import find_language
from schemas.stages import Line, Rule, Word
from tests.drawing import Block, draw

KINDS = RowKinds(find_language("sv"))
CAPTION = "Tabell 2: medel inom det specifika målet 1 Asyl"
HEADER = ("Åtgärder", "VÅREN\n2027", "HÖSTEN\n2027")
GROUP = ("1A Asyl\noch mottagande", "", "500 000 €")
MEASURE = ("1A1 Prövning", "x", "")
TOTAL = ("Totala anslag", "", "500 000 €")


def open_lines(*pages: Sequence[Block], level_rules: bool = False) -> tuple[Line, ...]:
    """Lines of drawn tables whose rules are taken away, upright ones or all."""
    drawn = draw(*pages)

    def keep(rules: Sequence[Rule]) -> tuple[Rule, ...]:
        return tuple(rule for rule in rules if level_rules and not rule.upright)

    kept = (replace(page, rules=keep(page.rules)) for page in drawn.pages)
    return document_to_lines(replace(drawn, pages=tuple(kept)))


def tables_of(*pages: Sequence[Block], level_rules: bool = False) -> list[Table]:
    lines = open_lines(*pages, level_rules=level_rules)
    return find_tables(rule_open_funding(rule_open_tables(lines, KINDS), KINDS), KINDS)


def grid(table: Table) -> list[list[str]]:
    return [
        [" ".join(ln.text for ln in table.cell(row, at).lines) for at in range(table.width)]
        for row in table.rows
    ]


@pytest.mark.parametrize("level_rules", [False, True], ids=["no rules", "level rules"])
def test_columns_stand_under_their_headings(level_rules: bool) -> None:
    (table,) = tables_of([CAPTION, HEADER, GROUP, MEASURE, TOTAL], level_rules=level_rules)
    assert table.header is not None
    assert [line.text for line in table.caption] == [CAPTION]
    assert grid(table) == [
        ["1A Asyl och mottagande", "", "500 000 €"],
        ["1A1 Prövning", "x", ""],
        ["Totala anslag", "", "500 000 €"],
    ]


def test_an_empty_cell_has_the_rectangle_of_its_row_and_column() -> None:
    (table,) = tables_of([HEADER, GROUP, TOTAL])
    ((page, box),) = table.cell(table.rows[0], 1).places
    assert page == 1
    assert box.x0 < 195 < box.x1 < 285
    assert box.height >= 20


def test_a_header_that_comes_again_goes_on_with_the_table_and_its_cut_row() -> None:
    (table,) = tables_of(
        [CAPTION, HEADER, ("1A Asyl", "", "500 000 €")],
        [HEADER, ("och mottagande", "", ""), MEASURE, TOTAL],
    )
    assert [row[0] for row in grid(table)] == [
        "1A Asyl och mottagande", "1A1 Prövning", "Totala anslag"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "after", ["Medlen kan sökas av alla kommuner och sammanslutningar i hela landet.", "Kort."]
)
def test_text_after_the_total_is_none_of_the_table(after: str) -> None:
    (table,) = tables_of([HEADER, GROUP, TOTAL, "", "", after])
    assert grid(table)[-1] == ["Totala anslag", "", "500 000 €"]


def test_values_above_a_label_of_one_line_belong_to_it() -> None:
    lines = [*open_lines([HEADER, GROUP, ("Operativt stöd", "", "200\n000 €"), TOTAL])]
    at = next(i for i, line in enumerate(lines) if line.text.startswith("Operativt"))
    first, second = lines[at], lines[at + 1]
    assert (first.text, second.text) == ("Operativt stöd 200", "000 €")
    lines[at : at + 2] = [
        replace(first, words=first.words[2:]),
        Line((*(lower(word) for word in first.words[:2]), *second.words)),
    ]
    (table,) = find_tables(rule_open_tables(lines, KINDS), KINDS)
    assert grid(table)[1] == ["Operativt stöd", "", "200 000 €"]


def lower(word: Word) -> Word:
    """The word one line further down."""
    return word._replace(box=word.box._replace(top=word.box.top + 14, bottom=word.box.bottom + 14))


def test_a_cell_with_words_stays_in_its_column() -> None:
    (table,) = tables_of([HEADER, ("1A1 Prövning", "se beslut", ""), TOTAL])
    assert grid(table)[0] == ["1A1 Prövning", "se beslut", ""]


def test_a_sentence_about_rounds_is_no_header() -> None:
    for text in (
        "Medel söks våren 2027",
        "Våren 2027 och hösten 2027",
        "Ansökningstid Hösten 2027",
    ):
        assert find_round_header(open_lines([text]), 0, KINDS) is None


FUNDING: list[Block] = [
    "Tabell 1 Medel",
    ("Specifikt mål 1 Asyl\noch mottagande", "700,50 €"),
    ("Operativt stöd", "200,00 €"),
    ("Projektstöd", "500,50 €"),
    ("Totalt", "700,50 €"),
]


def test_a_funding_table_is_known_by_its_rows() -> None:
    (table,) = tables_of(FUNDING)
    assert grid(table) == [
        ["Specifikt mål 1 Asyl och mottagande", "700,50 €"],
        ["Operativt stöd", "200,00 €"],
        ["Projektstöd", "500,50 €"],
        ["Totalt", "700,50 €"],
    ]


def test_sentences_with_amounts_are_no_funding_table() -> None:
    text = "Operativt stöd är 500 000 €\nSpecifikt mål 1 får 700 000 €\nTotalt 5"
    assert tables_of([text]) == []

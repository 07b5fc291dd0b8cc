"""Call tables of a dump that keeps no columns: what its spaces tell, and what they leave open."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.call_tables import RawCallRow, RawCallTable
from extractors.dewrap import WrapRules
from extractors.lines import document_to_lines
from extractors.readers import read_document
from extractors.row_kinds import RowKinds
from extractors.text_tables import find_text_tables
from extractors.unread_captions import find_unread_captions
from schemas.language import find_language

KINDS = RowKinds(find_language("sv"))
HEADER = "Åtgärder VÅREN \n2027 \n\nHÖSTEN \n2027 \n\nVÅREN \n2028 \n\n"
TABLE = (
    "Tabell 2: medel inom det specifika målet 1 Asyl \n" + HEADER + "1A Asyl och \n"
    "mottagande   500 000 € \n"
    "1A1 Prövning x  x \n"
    "1A2 Tolkning   \n"
    "1A3 Tolkar  x  \n"
    "Operativt stöd \n \n200 000 €   \n"
    "Totalt 200 000 € 100 000 € 500 000 € \n"
)


def tables_of(text: str, folder: Path) -> tuple[RawCallTable, ...]:
    path = folder / "dump.txt"
    path.write_text(text, encoding="utf-8")
    return find_text_tables(document_to_lines(read_document(path)), KINDS, WrapRules())


def show(row: RawCallRow) -> list[str] | tuple[tuple[int, ...], ...]:
    """The texts of a row's cells, or the columns that its values may be in."""
    return row.loose.placements if row.loose else [cell.span.text for cell in row.cells]


def test_spaces_tell_the_columns_where_they_add_up(tmp_path: Path) -> None:
    (table,) = tables_of(TABLE, tmp_path)
    rows = {row.code or row.label.text: show(row) for row in table.rows}
    assert (table.objective, len(table.rounds)) == ("1", 3)
    assert rows == {
        "1A": ["", "", "500 000 €"],
        "1A1": ["x", "", "x"],
        "1A2": ["", "", ""],
        "1A3": ["", "x", ""],
        "Operativt stöd": ((0,), (1,)),
        "Totalt": ["200 000 €", "100 000 €", "500 000 €"],
    }
    assert table.rows[0].label.text == "Asyl och mottagande"


def test_without_such_spaces_only_a_full_row_is_told(tmp_path: Path) -> None:
    stripped = "\n".join(" ".join(line.split()) for line in TABLE.split("\n"))
    (table,) = tables_of(stripped, tmp_path)
    rows = {row.code or row.label.text: show(row) for row in table.rows}
    assert rows["Totalt"] == ["200 000 €", "100 000 €", "500 000 €"]
    assert rows["1A1"] == ((0, 1), (0, 2), (1, 2))
    assert rows["1A2"] == ["", "", ""]


def test_a_caption_and_header_that_come_again_go_on_with_the_table(tmp_path: Path) -> None:
    caption = "Tabell 2: medel inom det specifika målet 1 Asyl \n"
    text = (
        f"{caption}{HEADER}1A1 Prövning x x x \n\f{caption}{HEADER}1A2 Tolkning x x x \nTotalt \n"
    )
    (table,) = tables_of(text, tmp_path)
    assert [row.code for row in table.rows] == ["1A1", "1A2", None]


def test_text_after_a_rows_values_ends_the_table(tmp_path: Path) -> None:
    (table,) = tables_of(TABLE + "Pengarna delas ut. \n1B Annat x x x \n", tmp_path)
    assert table.rows[-1].label.text == "Totalt"


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("Tabell 3: medel inom det specifika målet 2 Arbete\n2A1 x", 1),
        (2 * "Tabell 3: medel inom det specifika målet 2 Arbete\n", 1),
        ("Tabell 2: medel inom det specifika målet 1 Asyl", 0),
        ("Tabell 3: kostnader per ort", 0),
        ("I tabell 3 visas det specifika målet 2", 0),
    ],
    ids=["no table", "twice", "found", "of something else", "a sentence"],
)  # fmt: skip
def test_a_caption_without_its_table_is_named(text: str, unread: int, tmp_path: Path) -> None:
    (table,) = tables_of(TABLE, tmp_path)
    path = tmp_path / "more.txt"
    path.write_text(text, encoding="utf-8")
    lines = document_to_lines(read_document(path))
    assert len(find_unread_captions(lines, table.heading, KINDS)) == unread

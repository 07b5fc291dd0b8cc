"""plans.xlsx, read back by openpyxl and by LibreOffice: types are right, nothing is a formula."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
import zipfile
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.exports import load_export, write_export
from pipeline.exports.forms import find_form
from pipeline.exports.forms.workbook import tables_to_workbook

OFFICE = shutil.which("soffice")
HOSTILE = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example","click")',
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "{=1+1}",
    "http://evil.example",
    "mailto:anna@example.org",
    "007",
    "1E5",
    "2027-03-01",
    "TRUE",
    "_x0041_",
    "a\x01b",
]


@pytest.fixture(scope="module")
def workbook(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    form = find_form("workbook")
    (path,) = write_export(
        load_export(None, store, form, with_csv=False), form, tmp_path_factory.mktemp("workbook")
    )
    return path


def sheet_of(data: Path | BytesIO, name: str) -> Worksheet:
    sheet: Worksheet = openpyxl.load_workbook(data)[name]
    return sheet


def column_of(sheet: Worksheet, name: str) -> list[object]:
    rows = list(sheet.iter_rows(values_only=True))
    at = rows[0].index(name)
    return [row[at] for row in rows[1:]]


def hostile_book() -> bytes:
    rows = {"text": HOSTILE, "number": [Decimal("1234.50")] * len(HOSTILE)}
    types = pa.schema([("text", pa.string()), ("number", pa.decimal128(18, 2))])
    return tables_to_workbook({"rows": pa.table(rows, schema=types)})


def test_there_is_a_sheet_per_table_and_one_that_explains_them(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    assert book.sheetnames[:3] == ["call_calendar", "versions", "cards"]
    assert book.sheetnames[-1] == "columns"
    assert {"calls", "funding", "findings", "evidence", "changes"} <= set(book.sheetnames)
    explained = list(book["columns"].iter_rows(min_row=2, values_only=True))
    assert all(meaning for _, _, meaning in explained)
    assert {(name, cell.value) for name in book.sheetnames[:-1] for cell in book[name][1]} == {
        (table, column) for table, column, _ in explained
    }


def test_headers_stay_in_view_and_can_be_filtered(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        widths = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]]
        assert all(8 <= width <= 61 for width in widths), sheet.title


def test_numbers_dates_and_texts_are_what_they_are(workbook: Path) -> None:
    calls = sheet_of(workbook, "call_calendar")
    assert {type(value) for value in column_of(calls, "year")} == {int}
    amounts = [value for value in column_of(calls, "amount") if value is not None]
    assert 1750000 in amounts
    assert all(isinstance(value, int | float) for value in amounts)
    starts = column_of(sheet_of(workbook, "calls"), "season_start")
    assert {type(value) for value in starts} == {datetime}
    assert {type(v) for v in column_of(sheet_of(workbook, "support_rates"), "raised")} == {bool}
    assert {type(v) for v in column_of(sheet_of(workbook, "cards"), "title")} == {str}


def test_what_is_null_is_empty(workbook: Path) -> None:
    assert set(column_of(sheet_of(workbook, "call_calendar"), "start_date")) == {None}


def test_it_is_of_the_current_versions(workbook: Path) -> None:
    assert column_of(sheet_of(workbook, "versions"), "version") == ["v2", "v1", "v1"]


def test_text_stays_text() -> None:
    sheet = sheet_of(BytesIO(hostile_book()), "rows")
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [cell.data_type for cell in cells] == ["s"] * len(HOSTILE)
    assert all(cell.quotePrefix for cell in cells), "also when someone edits the cell"
    assert all(cell.hyperlink is None for cell in cells)


def test_no_part_of_the_file_holds_a_formula_or_a_link(workbook: Path) -> None:
    for data in (BytesIO(hostile_book()), workbook):
        with zipfile.ZipFile(data) as parts:
            sheets = [parts.read(n) for n in parts.namelist() if n.startswith("xl/worksheets/")]
            assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)
            assert not any(b"hyperlink" in sheet for sheet in sheets)
            assert not any("external" in name.lower() for name in parts.namelist())


def test_a_text_that_no_cell_can_hold_is_marked_as_cut() -> None:
    long = "å" * 40_000
    data = tables_to_workbook({"rows": pa.table({"text": [long, "𝄞" * 20_000]})})
    for value in column_of(sheet_of(BytesIO(data), "rows"), "text"):
        assert isinstance(value, str)
        assert value.endswith(" […]")
        assert 32_760 < len(value.encode("utf-16-le")) // 2 <= 32_767


def test_a_table_without_rows_keeps_its_header() -> None:
    empty = pa.table({"day": pa.array([], pa.date32())})
    sheet = sheet_of(BytesIO(tables_to_workbook({"rows": empty})), "rows")
    assert [cell.value for cell in sheet[1]] == ["day"]


def test_without_the_library_one_sentence_says_what_to_install(store: Path, tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['xlsxwriter'] = None\n"
        "from pipeline.cli import app\n"
        f"app(['export', '--form', 'workbook', '--store', {str(store)!r}, "
        f"'--out', {str(tmp_path)!r}])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2
    assert ended.stderr.splitlines() == [
        "plancards: --form workbook needs XlsxWriter: pip install 'plancards[workbook]'"
    ]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> str:
    """LibreOffice with Calc; where it is required, its absence is a failure."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "one.csv").write_text("a\n1\n", encoding="utf-8")
    if OFFICE is not None:
        convert(OFFICE, folder / "one.csv", "xlsx", folder)
        # Without Calc it ends well and converts nothing.
        if (folder / "one.xlsx").is_file():
            return OFFICE
    if os.environ.get("PLANCARDS_REQUIRE_OFFICE"):
        pytest.fail("no LibreOffice Calc, and PLANCARDS_REQUIRE_OFFICE is set")
    pytest.skip("no LibreOffice Calc here")


def convert(office: str, path: Path, to: str, out: Path) -> None:
    """Open the file in LibreOffice and save it in another form."""
    profile = (out / "profile").resolve().as_uri()
    subprocess.run(
        [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", to,
         "--outdir", str(out), str(path)],
        check=True, capture_output=True,
    )  # fmt: skip


def test_libreoffice_reads_the_same_values_and_types(
    workbook: Path, office: str, tmp_path: Path
) -> None:
    """It writes what it has understood as a workbook of its own."""
    convert(office, workbook, "xlsx:Calc MS Excel 2007 XML", tmp_path)
    ours = openpyxl.load_workbook(workbook)
    # LibreOffice saves a truth value as the formula =TRUE() with its result.
    theirs = openpyxl.load_workbook(tmp_path / "plans.xlsx", data_only=True)
    assert theirs.sheetnames == ours.sheetnames
    for name in ours.sheetnames:
        expected = list(ours[name].iter_rows(values_only=True))
        assert list(theirs[name].iter_rows(values_only=True)) == expected, name


def test_libreoffice_sees_no_formula_in_hostile_text(office: str, tmp_path: Path) -> None:
    (tmp_path / "hostile.xlsx").write_bytes(hostile_book())
    # Commas, quotes, UTF-8; formulas instead of their results, if there were any; the first sheet.
    convert(
        office, tmp_path / "hostile.xlsx",
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,1", tmp_path,
    )  # fmt: skip
    (made,) = tmp_path.glob("hostile*.csv")
    with made.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    texts = [row[0].strip() for row in rows]
    assert texts[:6] == HOSTILE[:6]
    assert date.today().isoformat() not in texts

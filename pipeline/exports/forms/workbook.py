"""plans.xlsx: a sheet per table, for those who live in spreadsheets.

Every text is written as a text and marked so (quote prefix), so that one that begins with "=", "+",
"-" or "@" is no formula, neither when the file is opened nor when someone edits the cell. The same
versions give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pyarrow as pa

from pipeline.exports import Export
from pipeline.exports.tables import CHANGES_FILE, versions_to_tables
from schemas.errors import UsageError

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

NAME = "workbook"
CURRENT_ONLY = True
SAYS_LICENCE = False
READS = (CHANGES_FILE,)

FILE = "plans.xlsx"
COLUMNS_SHEET = "columns"
"""The last sheet: what every column of the others means."""

MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
"""What a sheet and a cell can hold."""

CUT = " […]"
"""Ends a text that a cell cannot hold; it is whole in every other form."""

NARROWEST, WIDEST = 8, 60
"""Widths of columns, in characters."""

UNDATED = datetime(1980, 1, 1)
"""The file must say when it was made; a time of now would change the bytes of every export."""


@dataclass(frozen=True, slots=True)
class _Formats:
    """How cells look, by what they hold."""

    head: Format
    text: Format
    whole: Format
    number: Format
    money: Format
    day: Format


def render(export: Export) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The workbook.

    Raises:
        UsageError: the library that writes it is not installed, or a table has too many rows.
    """
    tables = versions_to_tables(export.versions)
    for name, table in tables.items():
        if table.num_rows >= MOST_ROWS:
            raise UsageError(
                f"{FILE}: the table {name} has {table.num_rows} rows, more than a sheet can hold; "
                "name a plan, or use --form package"
            )
    yield PurePosixPath(FILE), tables_to_workbook(tables, export.publication.title)


def tables_to_workbook(tables: dict[str, pa.Table], title: str | None = None) -> bytes:
    """The bytes of a workbook with a sheet per table and one that explains their columns.

    Raises:
        UsageError: the library that writes it is not installed.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError as error:
        raise UsageError(
            "--form workbook needs XlsxWriter: pip install 'plancards[workbook]'"
        ) from error
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": title or "", "created": UNDATED})
        formats = _make_formats(book)
        explained = _explain_columns(tables)
        for name, table in {**tables, COLUMNS_SHEET: explained}.items():
            _write_sheet(book.add_worksheet(name), table, formats)
    return file.getvalue()


def _make_formats(book: Workbook) -> _Formats:
    cell: dict[str, object] = {"valign": "top"}
    return _Formats(
        head=book.add_format({"bold": True, "bg_color": "#DDE6EE", "bottom": 1, **cell}),
        text=book.add_format({"text_wrap": True, "quote_prefix": True, **cell}),
        whole=book.add_format({"num_format": "0", **cell}),
        number=book.add_format({"num_format": "0.00", **cell}),
        money=book.add_format({"num_format": "#,##0.00", **cell}),
        day=book.add_format({"num_format": "yyyy-mm-dd", **cell}),
    )


def _explain_columns(tables: dict[str, pa.Table]) -> pa.Table:
    rows = [
        {
            "table": name,
            "column": field.name,
            "meaning": (field.metadata or {}).get(b"description", b"").decode(),
        }
        for name, table in tables.items()
        for field in table.schema
    ]
    return pa.Table.from_pylist(
        rows, schema=pa.schema([(key, pa.string()) for key in ("table", "column", "meaning")])
    )


def _write_sheet(sheet: Worksheet, table: pa.Table, formats: _Formats) -> None:
    for at, field in enumerate(table.schema):
        values = table.column(at).to_pylist()
        sheet.write_string(0, at, field.name, formats.head)
        for row, value in enumerate(values, start=1):
            _write_cell(sheet, row, at, value, formats)
        sheet.set_column(at, at, _find_width(field.name, values))
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)  # one page wide, as many pages long as it takes
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(table.num_rows, 1), table.num_columns - 1)


def _write_cell(sheet: Worksheet, row: int, at: int, value: object, formats: _Formats) -> None:
    """A value as what it is; nothing where it is null."""
    match value:
        case None:
            return
        case bool():
            sheet.write_boolean(row, at, value)
        case int():
            sheet.write_number(row, at, value, formats.whole)
        case Decimal():
            sheet.write_number(row, at, value, formats.money)
        case float():
            sheet.write_number(row, at, value, formats.number)
        case date():
            sheet.write_datetime(row, at, datetime.combine(value, time()), formats.day)
        case _:
            sheet.write_string(row, at, fit_cell(str(value)), formats.text)


def fit_cell(text: str) -> str:
    """A text that a cell can hold; one that is too long ends in a mark that says so.

    >>> fit_cell("short"), len(fit_cell("x" * 40_000)), fit_cell("x" * 40_000)[-4:]
    ('short', 32767, ' […]')
    """
    if _count_units(text) <= MOST_CHARACTERS:
        return text
    kept = text[: MOST_CHARACTERS - len(CUT)]
    while _count_units(kept) > MOST_CHARACTERS - len(CUT):
        kept = kept[:-1]
    return kept + CUT


def _count_units(text: str) -> int:
    """Characters as spreadsheets count them, in UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def _find_width(name: str, values: list[object]) -> int:
    longest = max((len(str(value)) for value in values if value is not None), default=0)
    # The button of the filter stands beside the name.
    return min(max(longest + 1, len(name) + 4, NARROWEST), WIDEST)

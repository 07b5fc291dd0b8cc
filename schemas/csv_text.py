"""Arrow tables as CSV: as RFC 4180 has it, in UTF-8, but lines end in a line feed alone."""

from __future__ import annotations

from io import BytesIO

import pyarrow as pa
from pyarrow import csv

LINE_END = "\n"


def table_to_csv(table: pa.Table) -> bytes:
    """A table's rows under its column names; nothing stands between the commas where it is null.

    Texts are in quotes and as they are. A spreadsheet may take one that begins with "=" for a
    formula, which is why there is a workbook for spreadsheets.
    """
    file = BytesIO()
    csv.write_csv(table, file)
    return file.getvalue()

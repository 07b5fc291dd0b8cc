"""Arrow tables as CSV (RFC 4180), UTF-8, lines that end in a line feed."""

from __future__ import annotations

from io import BytesIO

import pyarrow as pa
from pyarrow import csv


def table_to_csv(table: pa.Table) -> bytes:
    """A table's rows under its column names; nothing stands between the commas where it is null.

    Texts are in quotes and as they are. A spreadsheet may take one that begins with "=" for a
    formula, which is why there is a workbook for spreadsheets.
    """
    file = BytesIO()
    csv.write_csv(table, file)
    return file.getvalue()

"""A diff as the table of its changes, in Parquet."""

from __future__ import annotations

from io import BytesIO

import pyarrow.parquet as pq

from schemas.change_table import diff_to_table
from schemas.changes import Diff

NAME = "parquet"
IS_BINARY = True


def render(diff: Diff, _language: str, _colour: bool) -> bytes:
    """The table; it has the sentences of all languages."""
    file = BytesIO()
    pq.write_table(diff_to_table(diff), file, compression="zstd")
    return file.getvalue()

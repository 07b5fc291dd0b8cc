"""A history as a Parquet file."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.history import History
from schemas.history_table import history_to_table

NAME = "parquet"
IS_BINARY = True


def render(history: History, _of_cards: bool) -> bytes:
    """The table ``history``, one row per value."""
    return table_to_parquet(history_to_table(history))


def table_to_parquet(table: pa.Table) -> bytes:
    """A table as the bytes of a Parquet file; the same table gives the same bytes."""
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    data: bytes = sink.getvalue().to_pybytes()
    return data

"""PostgreSQL, through its ADBC driver: Arrow goes in by COPY."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pyarrow as pa

from pipeline.publish.adbc import AdbcSession
from pipeline.publish.databases import INSTALL, Address, told_as_store_errors
from pipeline.publish.json_columns import nested_to_json
from schemas.errors import UsageError

NAME = "postgresql"

_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('plancards ' || current_schema, 0))"
"""Publishers into one schema take turns; the lock goes with the transaction, however it ends."""

_JSONB_VERSION = b"\x01"
"""Begins every jsonb value in PostgreSQL's binary form; the text follows."""


@contextmanager
def open_session(address: Address) -> Iterator[AdbcSession]:
    """Connect as the URL says; libpq reads its variables and password file too.

    Raises:
        UsageError: the driver is not installed.
        StoreError: the server is not there, or lets no one in.
    """
    try:
        import adbc_driver_postgresql.dbapi as driver
    except ModuleNotFoundError as error:
        raise UsageError(INSTALL) from error
    with (
        told_as_store_errors(address, driver.Error),
        driver.connect(address.url) as connection,
    ):
        yield AdbcSession(connection, _LOCK, rows_to_copy, locks_creation=True)


def rows_to_copy(rows: pa.Table) -> pa.Table:
    """Rows as COPY takes them: JSON in the binary form of jsonb."""
    flat = nested_to_json(rows)
    for at, field in enumerate(rows.schema):
        if pa.types.is_nested(field.type):
            values = [_text_to_jsonb(text) for text in flat.column(at).to_pylist()]
            flat = flat.set_column(at, field.name, pa.array(values, pa.binary()))
    return flat


def _text_to_jsonb(text: str | None) -> bytes | None:
    return None if text is None else _JSONB_VERSION + text.encode()

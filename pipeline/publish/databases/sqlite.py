"""SQLite, through its ADBC driver."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pyarrow as pa

from pipeline.publish.adbc import AdbcSession
from pipeline.publish.databases import INSTALL, Address, check_folder, told_as_store_errors
from pipeline.publish.json_columns import nested_to_json
from schemas.errors import UsageError

NAME = "sqlite"

_LOCK = "DELETE FROM plancards WHERE false"
"""Changes nothing, but from here on no one else writes."""

_SETTINGS = ("PRAGMA foreign_keys = ON", "PRAGMA busy_timeout = 10000")


@contextmanager
def open_session(address: Address) -> Iterator[AdbcSession]:
    """Open the file, which is made if it is not there.

    Raises:
        UsageError: the driver is not installed.
        StoreError: the file cannot be opened, or is no database.
    """
    try:
        import adbc_driver_sqlite.dbapi as driver
    except ModuleNotFoundError as error:
        raise UsageError(INSTALL) from error
    check_folder(address)
    with (
        told_as_store_errors(address, driver.Error),
        driver.connect(address.path, autocommit=True) as connection,
    ):
        with connection.cursor() as cursor:
            for setting in _SETTINGS:
                cursor.execute(setting)
        connection.adbc_connection.set_autocommit(False)
        yield AdbcSession(connection, _LOCK, rows_to_affine, locks_creation=False)


def rows_to_affine(rows: pa.Table) -> pa.Table:
    """Rows as SQLite takes them: it has no decimals, and makes numbers of their texts.

    Every sum of less than 15 digits comes back to the cent.
    """
    flat = nested_to_json(rows)
    for at, field in enumerate(flat.schema):
        if pa.types.is_decimal(field.type):
            flat = flat.set_column(at, field.name, flat.column(at).cast(pa.string()))
    return flat

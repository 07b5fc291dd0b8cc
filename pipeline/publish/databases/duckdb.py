"""DuckDB, which reads Arrow itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyarrow as pa

from pipeline.publish.databases import INSTALL, Address, check_folder, told_as_store_errors
from pipeline.publish.json_columns import nested_to_json
from schemas.errors import UsageError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

NAME = "duckdb"

_ARRIVED = "plancards_arrived"


class DuckDBSession:
    """A connection; no other process can have the file open meanwhile."""

    def __init__(self, connection: DuckDBPyConnection) -> None:
        """Use ``open_session``."""
        self._connection = connection
        connection.begin()

    def create_first(self, statement: str) -> None:
        """Make a table if it is not there."""
        self.execute(statement)
        self.commit()

    def begin(self) -> None:
        """Nothing to wait for: opening the file has kept all others out."""

    def execute(self, statement: str) -> None:
        """Run a statement that gives no rows."""
        self._connection.execute(statement)

    def fetch(self, statement: str) -> Sequence[Sequence[object]]:
        """The rows that a statement gives."""
        return self._connection.execute(statement).fetchall()

    def list_columns(self, table: str) -> list[str]:
        """The columns of a table that is there, in their order."""
        found = self._connection.execute(f"SELECT * FROM {table} LIMIT 0").description
        return [str(column[0]) for column in found or ()]

    def append(self, table: str, rows: pa.Table) -> None:
        """Put rows into a table, column by its name."""
        self._connection.register(_ARRIVED, nested_to_json(rows))
        self._connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM {_ARRIVED}")
        self._connection.unregister(_ARRIVED)

    def commit(self) -> None:
        """Let everything since the last commit be there."""
        self._connection.commit()
        self._connection.begin()

    def rollback(self) -> None:
        """Take back everything since the last commit."""
        self._connection.rollback()
        self._connection.begin()


@contextmanager
def open_session(address: Address) -> Iterator[DuckDBSession]:
    """Open the file, which is made if it is not there.

    Raises:
        UsageError: DuckDB is not installed.
        StoreError: the file cannot be opened, is no database, or another process has it.
    """
    try:
        import duckdb
    except ModuleNotFoundError as error:
        raise UsageError(INSTALL) from error
    check_folder(address)
    with told_as_store_errors(address, duckdb.Error), duckdb.connect(address.path) as connection:
        yield DuckDBSession(connection)

"""A session on a database that has an ADBC driver."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from adbc_driver_manager.dbapi import Connection


class AdbcSession:
    """Statements and Arrow tables in one transaction of an ADBC connection."""

    def __init__(
        self,
        connection: Connection,
        lock: str,
        to_rows: Callable[[pa.Table], pa.Table],
        *,
        locks_creation: bool,
    ) -> None:
        """Use a database's ``open_session``.

        Args:
            connection: with autocommit off, which is asked below the driver's Python layer, because
                that one knows only what it was opened with.
            lock: statement that waits for other publishers.
            to_rows: makes rows what the driver can put in.
            locks_creation: whether ``lock`` needs no table of ours, so that it can be waited at
                before the first one is made. Otherwise the database must make a table once for all
                who ask at the same time.
        """
        self._locks_creation = locks_creation
        self._connection = connection
        self._lock = lock
        self._to_rows = to_rows

    def create_first(self, statement: str) -> None:
        """Make a table if it is not there, one publisher at a time."""
        if self._locks_creation:
            self.begin()
        self.execute(statement)
        self.commit()

    def begin(self) -> None:
        """Wait until no other publisher writes."""
        self.execute(self._lock)

    def execute(self, statement: str) -> None:
        """Run a statement whose rows, if any, do not matter."""
        with self._connection.cursor() as cursor:
            cursor.execute(statement)

    def fetch(self, statement: str) -> Sequence[Sequence[object]]:
        """The rows that a statement gives."""
        with self._connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall()

    def list_columns(self, table: str) -> list[str]:
        """The columns of a table that is there, in their order."""
        with self._connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table} LIMIT 0")
            return [str(column[0]) for column in cursor.description or ()]

    def append(self, table: str, rows: pa.Table) -> None:
        """Put rows into a table, column by its name."""
        with self._connection.cursor() as cursor:
            cursor.adbc_ingest(table, self._to_rows(rows), mode="append")

    def commit(self) -> None:
        """Let everything since the last commit be there."""
        self._connection.adbc_connection.commit()

    def rollback(self) -> None:
        """Take back everything since the last commit."""
        self._connection.adbc_connection.rollback()

"""Kinds of databases: one module each, found by folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast
from urllib.parse import urlsplit

import pyarrow as pa

from pipeline.registry import load_modules
from schemas.errors import StoreError, UsageError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

INSTALL = "publishing needs further libraries: pip install 'plancards[databases]'"


class Session(Protocol):
    """A connection to a database, in a transaction from its first statement to ``commit``."""

    def create_first(self, statement: str) -> None:
        """Make the table that has to be there before ``begin``, if no other publisher has."""

    def begin(self) -> None:
        """Wait until no other publisher writes."""

    def execute(self, statement: str) -> None:
        """Run a statement that gives no rows."""

    def fetch(self, statement: str) -> Sequence[Sequence[object]]:
        """The rows that a statement gives."""

    def list_columns(self, table: str) -> list[str]:
        """The columns of a table that is there, in their order."""

    def append(self, table: str, rows: pa.Table) -> None:
        """Put rows into a table; what is nested goes in as JSON."""

    def commit(self) -> None:
        """Let everything since the last commit be there."""

    def rollback(self) -> None:
        """Take back everything since the last commit."""


class DatabaseModule(Protocol):
    """What a module in this folder offers."""

    NAME: str
    """The URL's scheme, and the dialect's name."""

    def open_session(self, address: Address) -> AbstractContextManager[Session]:
        """Connect; what was not committed is taken back in the end."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a database is.

    Attributes:
        url: as given; it may hold a password.
        kind: name of a module in this folder.
    """

    url: str
    kind: str

    @property
    def path(self) -> str:
        """The file of a database that is a file; empty for one in memory.

        >>> Address("sqlite:///plans.db", "sqlite").path
        'plans.db'
        >>> Address("duckdb:////srv/plans.duckdb", "duckdb").path
        '/srv/plans.duckdb'
        """
        return urlsplit(self.url).path.removeprefix("/")

    @property
    def shown(self) -> str:
        """The address without its password and options.

        >>> Address("postgresql://anna:secret@db.example/plans?sslmode=require", "postgresql").shown
        'postgresql://anna@db.example/plans'
        """
        parts = urlsplit(self.url)
        user = parts.netloc.rpartition("@")[0].partition(":")[0]
        host = parts.netloc.rpartition("@")[2]
        return f"{parts.scheme}://{f'{user}@' if user else ''}{host}{parts.path}"


_OTHER_NAMES = {"postgres": "postgresql"}


@cache
def load_databases() -> dict[str, DatabaseModule]:
    """Every kind of database by its name."""
    return cast("dict[str, DatabaseModule]", load_modules(__name__, __path__))


def read_address(url: str) -> Address:
    """What a URL says.

    >>> read_address("postgres://db.example/plans").kind
    'postgresql'

    Raises:
        UsageError: no kind of database is called so, or a file has no name.
    """
    scheme = url.partition("://")[0] if "://" in url else ""
    address = Address(url, _OTHER_NAMES.get(scheme, scheme))
    known = load_databases()
    if address.kind not in known:
        raise UsageError(
            f"'{address.shown if scheme else url}': no address of a database; use "
            "postgresql://HOST/NAME, sqlite:///FILE or duckdb:///FILE"
        )
    if address.kind != "postgresql" and (not address.path or urlsplit(url).netloc):
        raise UsageError(
            f"'{url}': name a file after three slashes, such as {address.kind}:///plans.db"
        )
    return address


@contextmanager
def told_as_store_errors(address: Address, errors: type[Exception]) -> Iterator[None]:
    """Errors of a driver as one of ours, which names the database.

    Raises:
        StoreError: instead of the driver's errors.
    """
    try:
        yield
    except errors as error:
        raise StoreError(
            f"{address.shown}: {_to_reason(error, address)}; a version that was not there whole "
            "is not there at all: publish again when the database is in order"
        ) from error


def check_folder(address: Address) -> None:
    """Refuse a file in a folder that is not there, which drivers explain badly.

    Raises:
        StoreError: naming the folder.
    """
    folder = Path(address.path).parent
    if not folder.is_dir():
        raise StoreError(f"{address.shown}: there is no folder {folder}/; make it first")


def _to_reason(error: Exception, address: Address) -> str:
    """The first line of what a driver says, which may repeat the URL."""
    said = next((line.strip() for line in str(error).splitlines() if line.strip()), repr(error))
    return said.replace(address.url, address.shown)

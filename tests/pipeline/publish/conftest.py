"""A store to publish, and real databases to publish it to."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from pathlib import Path

import adbc_driver_postgresql.dbapi as postgresql
import duckdb
import pytest

from pipeline.store import Store
from schemas.record import Plan
from tests.pipeline.publish.servers import run_server

AMIF, AMENDED, ISF = "amif-2027-2028.sv.pdf", "amif-2027-2028_v2.sv.pdf", "isf-2027-2028.fi.pdf"

Rows = list[tuple[object, ...]]


@dataclass(frozen=True)
class Database:
    """One that is empty: what to publish to, and how to look into it."""

    kind: str
    url: str

    def query(self, statement: str) -> Rows:
        """Run a statement in a transaction of its own; the rows it gives."""
        if self.kind == "postgresql":
            with (
                postgresql.connect(self.url, autocommit=True) as connection,
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)
                return [tuple(row) for row in cursor.fetchall()] if cursor.description else []
        if self.kind == "sqlite":
            file = sqlite3.connect(self.url.removeprefix("sqlite:///"))
            try:
                with file:
                    return file.execute(statement).fetchall()
            finally:
                file.close()
        with duckdb.connect(self.url.removeprefix("duckdb:///")) as opened:
            return opened.execute(statement).fetchall()

    def dump(self, table: str) -> Rows:
        """Every row of a table, in an order that depends on nothing but the rows."""
        return sorted(self.query(f"SELECT * FROM {table}"), key=repr)


def read_json(value: object) -> object:
    """A value of a JSON column, however the database gives it."""
    return json.loads(value) if isinstance(value, str | bytes) else value


def read_amount(value: object) -> Decimal | None:
    """A sum, however the database gives it."""
    return None if value is None else Decimal(str(value))


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with run_server() as folder:
        yield folder


@pytest.fixture(scope="session")
def new_postgresql(server: str) -> Callable[[], Database]:
    """Make another empty database of the server."""
    numbers = count(1)

    def make() -> Database:
        name = f"plans{next(numbers)}"
        options = f"?host={server}&user=postgres"
        Database("postgresql", f"postgresql:///postgres{options}").query(f"CREATE DATABASE {name}")
        return Database("postgresql", f"postgresql:///{name}{options}")

    return make


@pytest.fixture(params=["postgresql", "sqlite", "duckdb"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """An empty database of each kind."""
    if request.param == "postgresql":
        made: Database = request.getfixturevalue("new_postgresql")()
        return made
    return Database(request.param, f"{request.param}:///{tmp_path / 'plans.db'}")


@pytest.fixture(scope="session")
def store(
    extracted: Callable[[str], Plan], samples: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The Swedish plan in two versions, and a Finnish one. No test writes to it."""
    root = tmp_path_factory.mktemp("publish") / "out"
    for name in (AMIF, AMENDED, ISF):
        Store(root).add(extracted(name), samples / name)
    return root

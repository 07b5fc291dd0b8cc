"""Publishers that are killed, cut off, or two at once: no version is ever there in part."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import adbc_driver_postgresql.dbapi as postgresql
import pytest

from pipeline.publish import publish
from pipeline.publish.model import build_model
from tests.pipeline.publish.conftest import Database

PLAN_ID = "fi-amif-2027-2028"
TABLES = [table.name for table in build_model().sorted_tables]

KILLED_AT = """
import os, signal, sys
from pathlib import Path
from pipeline.publish import publish
from pipeline.publish.adbc import AdbcSession
from pipeline.publish.databases.duckdb import DuckDBSession

url, store, last = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
appended = 0
for session in (AdbcSession, DuckDBSession):
    def append(self, table, rows, put=session.append):
        global appended
        put(self, table, rows)
        appended += 1
        if appended == last:
            os.kill(os.getpid(), signal.SIGKILL)
    session.append = append
print(*publish(url, None, store))
"""
"""Publishes, and is killed after so many tables of all versions have been written."""


@pytest.fixture
def whole(database: Database, store: Path, tmp_path: Path) -> dict[tuple[object, ...], int]:
    """Rows of each version that is whole, by table."""
    complete = Database("duckdb", f"duckdb:///{tmp_path / 'whole.duckdb'}")
    list(publish(complete.url, None, store))
    return count_rows(complete)


def count_rows(database: Database) -> dict[tuple[object, ...], int]:
    counts: dict[tuple[object, ...], int] = {}
    for table in TABLES:
        select = f"SELECT plan_id, version, count(*) FROM {table} GROUP BY 1, 2"
        for plan_id, version, rows in database.query(select):
            counts[plan_id, version, table] = int(str(rows))
    return counts


def assert_only_whole_versions(
    database: Database, whole: dict[tuple[object, ...], int]
) -> set[object]:
    """The versions that are there."""
    there = set(database.query("SELECT plan_id, version FROM versions"))
    found = count_rows(database)
    assert found == {key: rows for key, rows in whole.items() if key[:2] in there}
    return {f"{plan_id}@{version}" for plan_id, version in there}


@pytest.mark.parametrize(
    ("last", "there"),
    [(1, set()), (7, set()), (14, {f"{PLAN_ID}@v1"})],
    ids=["after one table", "in the first version", "in the second version"],
)
def test_a_killed_publisher_leaves_whole_versions(
    last: int,
    there: set[str],
    database: Database,
    store: Path,
    whole: dict[tuple[object, ...], int],
) -> None:
    command = [sys.executable, "-c", KILLED_AT, database.url, str(store), str(last)]
    killed = subprocess.run(command, capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert assert_only_whole_versions(database, whole) == there
    list(publish(database.url, None, store))
    assert count_rows(database) == whole


# PostgreSQL: held up by a lock of another's in the middle of a version, then cut off


class Blocked:
    """A publisher that waits, with a half of a version written, for a table that is locked."""

    def __init__(self, database: Database, store: Path) -> None:
        self.database = database
        self._holder = postgresql.connect(database.url)
        with self._holder.cursor() as cursor:
            cursor.execute("LOCK TABLE evidence IN SHARE MODE")
        command = Path(sys.executable).with_name("plancards")
        self.process = subprocess.Popen(
            [command, "publish", database.url, "--out", store],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
            env={**os.environ, "COLUMNS": "400"},
        )  # fmt: skip
        self.backend = self._wait_for_backend()

    def _wait_for_backend(self) -> int:
        waiting = (
            "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
            "AND datname = current_database() AND query ILIKE '%evidence%'"
        )
        while True:
            found = self.database.query(waiting)
            if found:
                return int(str(found[0][0]))
            assert self.process.poll() is None, self.process.communicate()
            time.sleep(0.02)

    def release(self) -> None:
        self._holder.rollback()
        self._holder.close()


@pytest.fixture
def prepared(new_postgresql: Callable[[], Database], store: Path) -> Database:
    """A database that has the first version."""
    database = new_postgresql()
    list(publish(database.url, f"{PLAN_ID}@v1", store))
    return database


def test_a_connection_that_is_cut_leaves_nothing_half_written(
    prepared: Database, store: Path
) -> None:
    blocked = Blocked(prepared, store)
    prepared.query(f"SELECT pg_terminate_backend({blocked.backend})")
    shown, said = blocked.process.communicate()
    blocked.release()
    assert (blocked.process.returncode, shown) == (3, "")
    assert said.count("\n") == 1
    assert said.startswith("plancards: postgresql:///plans")
    assert {row[:2] for row in count_rows(prepared)} == {(PLAN_ID, "v1")}
    assert [item.state for item in publish(prepared.url, PLAN_ID, store)] == ["unchanged", "new"]


def test_a_client_that_is_killed_leaves_nothing_half_written(
    prepared: Database, store: Path
) -> None:
    blocked = Blocked(prepared, store)
    blocked.process.kill()
    blocked.process.communicate()
    blocked.release()
    assert [item.state for item in publish(prepared.url, PLAN_ID, store)] == ["unchanged", "new"]
    keys = prepared.query("SELECT DISTINCT version FROM evidence ORDER BY 1")
    assert keys == [("v1",), ("v2",)]


def test_readers_see_the_old_version_until_the_new_one_is_whole(
    prepared: Database, store: Path
) -> None:
    blocked = Blocked(prepared, store)
    assert prepared.query("SELECT DISTINCT version FROM current_cards") == [("v1",)]
    blocked.release()
    shown, said = blocked.process.communicate()
    assert (blocked.process.returncode, said) == (0, "")
    assert shown.endswith("2 new, 0 replaced, 1 unchanged\n")
    assert prepared.query(
        f"SELECT DISTINCT version FROM current_cards WHERE plan_id = '{PLAN_ID}'"
    ) == [("v2",)]


@pytest.mark.parametrize("kind", ["postgresql", "sqlite"])
def test_two_publishers_at_once_take_turns(
    kind: str, request: pytest.FixtureRequest, store: Path, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'plans.db'}"
    if kind == "postgresql":
        url = request.getfixturevalue("new_postgresql")().url
    command = Path(sys.executable).with_name("plancards")
    running = [
        subprocess.Popen(
            [command, "publish", url, "--out", store],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        )
        for _ in range(2)
    ]  # fmt: skip
    outcomes = [process.communicate() for process in running]
    assert [process.returncode for process in running] == [0, 0], outcomes
    last_lines = [shown.splitlines()[-1] for shown, _ in outcomes]
    written = sum(int(line.split()[0]) for line in last_lines)
    assert written == 3, last_lines

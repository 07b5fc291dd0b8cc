"""What is in a database after publishing is what is in the store, with keys and comments."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.publish import publish
from pipeline.publish.databases import read_address
from pipeline.publish.model import build_model
from pipeline.store import Store
from pipeline.store.naming import Naming
from schemas.errors import InputError, StoreError, UsageError
from schemas.record import Plan
from schemas.record_json import plan_to_json
from tests.pipeline.publish.conftest import (
    AMIF,
    Database,
    read_amount,
    read_json,
)
from tests.pipeline.store.editions import Edition, make_edition

PLAN_ID = "fi-amif-2027-2028"
ALL = [(PLAN_ID, "v1"), (PLAN_ID, "v2"), ("fi-isf-2027-2028", "v1")]
TABLES = [table.name for table in build_model().sorted_tables]


def states(database: Database, store: Path, target: str | None = None) -> list[str]:
    return [found.state for found in publish(database.url, target, store)]


def stored_rows(store: Path, table: str) -> list[dict[str, object]]:
    """The rows of a table of all versions, as the store's Parquet files have them."""
    paths = sorted(store.glob(f"*/*/{table}.parquet"))
    return [row for path in paths for row in pq.read_table(path).to_pylist()]


# What is there


def test_every_version_has_the_rows_of_the_store(database: Database, store: Path) -> None:
    found = list(publish(database.url, None, store))
    assert [(item.plan_id, item.version) for item in found] == ALL
    assert [item.state for item in found] == ["new"] * 3
    counts = {name: len(database.dump(name)) for name in TABLES}
    assert counts.pop("versions") == 3
    assert counts == {name: len(stored_rows(store, name)) for name in counts}
    assert sum(item.rows for item in found) == sum(counts.values()) + 3
    assert counts["evidence"] > 100
    assert counts["changes"] > 10


def test_values_are_those_of_the_store(database: Database, store: Path) -> None:
    list(publish(database.url, None, store))
    columns = "plan_id, version, card_id, position, percent, condition"
    rates = database.query(f"SELECT {columns} FROM support_rates")
    expected = stored_rows(store, "support_rates")
    assert sorted(rates, key=repr) == sorted(
        (tuple(row[name] for name in columns.split(", ")) for row in expected), key=repr
    )
    amounts = database.query("SELECT amount FROM funding")
    expected_amounts = [row["amount"] for row in stored_rows(store, "funding")]
    assert sorted((read_amount(row[0]) for row in amounts), key=repr) == sorted(
        expected_amounts, key=repr
    )
    starts = {str(row[0]) for row in database.query("SELECT season_start FROM calls")}
    assert starts == {str(row["season_start"]) for row in stored_rows(store, "calls")}


def test_what_is_nested_is_json(database: Database, store: Path) -> None:
    list(publish(database.url, PLAN_ID, store))
    cards = database.query(
        "SELECT version, position, card_id, call_timing, conditions, start FROM cards "
        "ORDER BY version, position"
    )
    expected = [row for row in stored_rows(store, "cards") if row["plan_id"] == PLAN_ID]
    assert [tuple(row[:1]) + tuple(row[2:3]) for row in cards] == [
        (row["version"], row["card_id"]) for row in expected
    ]
    for card, row in zip(cards, expected, strict=True):
        for value, name in zip(card[3:], ("call_timing", "conditions", "start"), strict=True):
            assert read_json(value) == row[name]


def test_json_can_be_asked(database: Database, store: Path) -> None:
    """Each kind of database has operators of its own; the common one is ``->>``."""
    list(publish(database.url, f"{PLAN_ID}@v1", store))
    path = "'status'" if database.kind == "postgresql" else "'$.status'"
    found = database.query(f"SELECT DISTINCT call_timing->>{path} FROM current_cards ORDER BY 1")
    assert ("planned",) in found


# Once, and only what is meant


def test_publishing_again_changes_nothing(database: Database, store: Path) -> None:
    assert states(database, store) == ["new"] * 3
    before = {name: database.dump(name) for name in TABLES}
    traces = find_traces(database)
    assert states(database, store) == ["unchanged"] * 3
    assert {name: database.dump(name) for name in TABLES} == before
    assert find_traces(database) == traces


def find_traces(database: Database) -> object:
    """What any write leaves: who wrote a row last, or the bytes of the file."""
    if database.kind == "postgresql":
        rows = {
            name: database.query(f"SELECT xmin::text, ctid::text FROM {name}") for name in TABLES
        }
        catalog = database.query("SELECT xmin::text, relname FROM pg_class ORDER BY relname")
        return rows, [row for row in catalog if row[1] in {*TABLES, "current_cards"}]
    if database.kind == "sqlite":
        return Path(database.url.removeprefix("sqlite:///")).read_bytes()
    return None


def test_one_version_alone_and_then_the_rest(database: Database, store: Path) -> None:
    assert states(database, store, f"{PLAN_ID}@v2") == ["new"]
    assert database.query("SELECT plan_id, version FROM versions") == [(PLAN_ID, "v2")]
    assert states(database, store, PLAN_ID) == ["new", "unchanged"]
    assert states(database, store) == ["unchanged", "unchanged", "new"]


def test_the_current_cards_are_those_of_the_latest_version(database: Database, store: Path) -> None:
    list(publish(database.url, f"{PLAN_ID}@v1", store))
    assert database.query("SELECT DISTINCT version FROM current_cards") == [("v1",)]
    list(publish(database.url, None, store))
    found = database.query("SELECT DISTINCT plan_id, version, fund FROM current_cards ORDER BY 1")
    assert found == [(PLAN_ID, "v2", "AMIF"), ("fi-isf-2027-2028", "v1", "ISF")]
    held = database.query(
        f"SELECT count(*) FROM cards WHERE version = 'v2' AND plan_id = '{PLAN_ID}'"
    )
    shown = database.query(f"SELECT count(*) FROM current_cards WHERE plan_id = '{PLAN_ID}'")
    assert held == shown


def test_a_version_found_late_moves_the_others(
    database: Database, store: Path, extracted: Callable[[str], Plan], samples: Path, tmp_path: Path
) -> None:
    root = tmp_path / "out"
    shutil.copytree(store, root)
    list(publish(database.url, PLAN_ID, root))
    late = make_edition(Edition(extracted(AMIF), samples / AMIF), 1, tmp_path / "files")
    Store(root).add(*late, Naming("late", supersedes="v1"))
    assert states(database, root, PLAN_ID) == ["unchanged", "new", "unchanged"]
    order = database.query("SELECT version, plan_order FROM versions ORDER BY plan_order")
    assert order == [("v1", 1), ("late", 2), ("v2", 3)]
    assert database.query("SELECT DISTINCT version FROM current_cards") == [("v2",)]


def test_a_version_that_is_another_one_now_is_replaced_whole(
    database: Database, store: Path, tmp_path: Path
) -> None:
    root = tmp_path / "out"
    shutil.copytree(store, root)
    list(publish(database.url, None, root))
    path = root / PLAN_ID / "v1" / "plan.json"
    plan = Plan.model_validate_json(path.read_bytes())
    first = plan.cards[0].model_copy(update={"title": "Läst på nytt"})
    changed = plan.model_copy(update={"cards": [first], "findings": []})
    path.write_text(plan_to_json(changed), encoding="utf-8")
    assert states(database, root) == ["replaced", "unchanged", "unchanged"]
    cards = f"SELECT title FROM cards WHERE plan_id = '{PLAN_ID}' AND version = 'v1'"
    assert database.query(cards) == [("Läst på nytt",)]
    alien = f"SELECT count(*) FROM evidence WHERE plan_id = '{PLAN_ID}' AND version = 'v1'"
    assert database.query(f"{alien} AND card_id <> '{first.card_id}'") == [(0,)]


@pytest.mark.parametrize("kind", ["postgresql", "sqlite"])
def test_a_version_that_a_database_refuses_leaves_the_one_before(
    kind: str, request: pytest.FixtureRequest, store: Path, tmp_path: Path
) -> None:
    """Here a plan document, edited by hand, has findings on cards that it does not have."""
    database = Database(kind, f"{kind}:///{tmp_path / 'plans.db'}")
    if kind == "postgresql":
        database = request.getfixturevalue("new_postgresql")()
    root = tmp_path / "out"
    shutil.copytree(store, root)
    list(publish(database.url, None, root))
    before = {name: database.dump(name) for name in TABLES}
    path = root / PLAN_ID / "v1" / "plan.json"
    plan = Plan.model_validate_json(path.read_bytes())
    changed = plan.model_copy(update={"cards": plan.cards[:1]})
    path.write_text(plan_to_json(changed), encoding="utf-8")
    with pytest.raises(StoreError, match=r"(?i)foreign key.*publish again"):
        list(publish(database.url, None, root))
    assert {name: database.dump(name) for name in TABLES} == before


# Keys, comments, tables of before


def test_postgresql_enforces_keys_and_tells_meanings(
    new_postgresql: Callable[[], Database], store: Path
) -> None:
    database = new_postgresql()
    list(publish(database.url, PLAN_ID, store))
    with pytest.raises(Exception, match="violates foreign key"):
        database.query("DELETE FROM versions")
    with pytest.raises(Exception, match="duplicate key"):
        database.query("INSERT INTO cards SELECT * FROM cards")
    kinds = database.query(
        "SELECT data_type FROM information_schema.columns WHERE table_name = 'cards' "
        "AND column_name = 'call_timing'"
    )
    assert kinds == [("jsonb",)]
    without = database.query(
        "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
        "WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0 "
        "AND c.relname <> 'plancards' AND col_description(c.oid, a.attnum) IS NULL"
    )
    assert without == []


def test_sqlite_has_keys_and_shows_meanings_in_its_schema(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "plans.db"
    list(publish(f"sqlite:///{file}", None, store))
    with sqlite3.connect(file) as opened:
        assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
        references = opened.execute("PRAGMA foreign_key_list(evidence)").fetchall()
        assert {row[2] for row in references} == {"versions", "cards"}
        (made,) = opened.execute("SELECT sql FROM sqlite_master WHERE name = 'support_rates'")
        opened.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            opened.execute("DELETE FROM cards")
    opened.close()
    assert "percent INTEGER /* Percent of eligible cost */" in made[0]


def test_duckdb_has_primary_keys_and_comments(store: Path, tmp_path: Path) -> None:
    """Foreign keys it has not: DuckDB cannot replace rows that are referred to in one go."""
    database = Database("duckdb", f"duckdb:///{tmp_path / 'plans.duckdb'}")
    list(publish(database.url, None, store))
    kinds = database.query(
        "SELECT DISTINCT constraint_type FROM duckdb_constraints() WHERE table_name = 'evidence'"
    )
    assert {kind for (kind,) in kinds} == {"PRIMARY KEY", "NOT NULL"}
    said = database.query(
        "SELECT comment FROM duckdb_columns() WHERE table_name = 'calls' AND column_name = 'amount'"
    )
    assert said == [("EUR offered in the round, null when not said",)]


def test_tables_of_an_older_plancards_get_what_they_lack(database: Database, store: Path) -> None:
    """Columns and tables that are missing come; what is there and not ours stays."""
    list(publish(database.url, None, store))
    for statement in (
        "DROP VIEW current_cards",
        "ALTER TABLE findings DROP COLUMN accepted_reason",
        "ALTER TABLE findings ADD COLUMN seen_by TEXT",
        "DROP TABLE corrections",
        "UPDATE plancards SET model = 'older'",
        "UPDATE versions SET digest = 'older'",
    ):
        database.query(statement)
    assert states(database, store) == ["replaced"] * 3
    assert database.query("SELECT accepted_reason, seen_by FROM findings")[:1] == [(None, None)]
    assert database.query("SELECT count(*) FROM corrections") == [(0,)]
    assert database.query("SELECT count(*) FROM current_cards") != [(0,)]


# The command, and what goes wrong


def test_the_command_says_what_was_done(store: Path, tmp_path: Path) -> None:
    call = ["publish", f"sqlite:///{tmp_path / 'plans.db'}", PLAN_ID, "--out", str(store)]
    first, second = (CliRunner().invoke(app, call) for _ in range(2))
    assert (first.exit_code, second.exit_code) == (0, 0)
    lines = first.stdout.splitlines()
    assert lines[0].startswith(f"{PLAN_ID}@v1: new, ")
    assert lines[-1] == "2 new, 0 replaced, 0 unchanged"
    assert second.stdout == "0 new, 0 replaced, 2 unchanged\n"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("plans.db", "no address of a database"),
        ("mysql://anna:geheim@db/plans", "no address of a database"),
        ("sqlite://plans.db", "three slashes"),
        ("duckdb:///", "three slashes"),
    ],
)
def test_what_is_no_address_is_refused(url: str, said: str) -> None:
    with pytest.raises(UsageError, match=said) as raised:
        read_address(url)
    assert "geheim" not in str(raised.value)


def test_a_server_that_is_not_there_is_one_line_without_the_password(
    store: Path, tmp_path: Path
) -> None:
    url = f"postgresql://anna:geheim@/plans?host={tmp_path}"
    result = CliRunner().invoke(app, ["publish", url, "--out", str(store)])
    assert result.exit_code == 3
    assert result.stderr.startswith("plancards: postgresql://anna@/plans: ")
    assert result.stderr.count("\n") == 1
    assert "geheim" not in result.stderr


@pytest.mark.parametrize("kind", ["sqlite", "duckdb"])
def test_files_that_cannot_be_databases(kind: str, store: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no folder"):
        list(publish(f"{kind}:///{tmp_path}/none/plans.db", None, store))
    (tmp_path / "text.db").write_text("no database" * 1000, encoding="utf-8")
    with pytest.raises(StoreError, match=r"text\.db.*not a"):
        list(publish(f"{kind}:///{tmp_path}/text.db", None, store))


def test_nothing_stored_is_said(store: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'plans.db'}"
    with pytest.raises(InputError, match="no plan is stored there"):
        list(publish(url, None, tmp_path / "none"))
    with pytest.raises(InputError, match="no version v9"):
        list(publish(url, f"{PLAN_ID}@v9", store))


@pytest.mark.parametrize(
    ("library", "url"),
    [
        ("sqlalchemy", "sqlite:///plans.db"),
        ("adbc_driver_sqlite", "sqlite:///plans.db"),
        ("adbc_driver_postgresql", "postgresql:///plans"),
        ("duckdb", "duckdb:///plans.duckdb"),
    ],
)
def test_without_the_libraries_one_line_says_what_to_install(
    library: str, url: str, store: Path, tmp_path: Path
) -> None:
    code = f"import sys; sys.modules[{library!r}] = None; from pipeline.cli import app; app()"
    ended = subprocess.run(
        [sys.executable, "-c", code, "publish", url, "--out", str(store)],
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    said = "plancards: publishing needs further libraries: pip install 'plancards[databases]'\n"
    assert (ended.returncode, ended.stderr) == (2, said)
    assert list(tmp_path.iterdir()) == []


def test_another_schema_of_postgresql_holds_everything(
    new_postgresql: Callable[[], Database], store: Path
) -> None:
    database = new_postgresql()
    database.query("CREATE SCHEMA plans")
    inside = Database("postgresql", f"{database.url}&options=-csearch_path%3Dplans")
    assert states(inside, store) == ["new"] * 3
    assert states(inside, store) == ["unchanged"] * 3
    schemas = database.query(
        "SELECT DISTINCT schemaname FROM pg_tables "
        "WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
    )
    assert schemas == [("plans",)]
    assert inside.query("SELECT count(*) FROM current_cards") != [(0,)]


@pytest.mark.parametrize("kind", ["postgresql", "sqlite", "duckdb"])
def test_texts_go_in_as_they_are(
    kind: str,
    request: pytest.FixtureRequest,
    extracted: Callable[[str], Plan],
    samples: Path,
    tmp_path: Path,
) -> None:
    """Quotes, backslashes, percent signs and marks of other scripts, in plain and JSON columns."""
    database = Database(kind, f"{kind}:///{tmp_path / 'plans.db'}")
    if kind == "postgresql":
        database = request.getfixturevalue("new_postgresql")()
    odd = 'O\'Neil \\n %s %% "x" ; DROP TABLE cards; -- \u202e 𝒳 \x01'
    plan = extracted(AMIF)
    card = plan.cards[0].model_copy(update={"title": odd, "conditions": [odd]})
    changed = plan.model_copy(update={"cards": [card, *plan.cards[1:]]})
    Store(tmp_path / "out").add(changed, samples / AMIF)
    assert states(database, tmp_path / "out") == ["new"]
    ((title, conditions),) = database.query(
        "SELECT title, conditions FROM cards WHERE position = 0"
    )
    assert title == odd
    assert read_json(conditions) == [odd]

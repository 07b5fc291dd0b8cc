"""What is said to a database: its tables made ready, and a version put in."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from pipeline.publish import Published
from pipeline.publish.databases import Session
from pipeline.publish.definition import (
    DIALECTS,
    add_column,
    create_table,
    make_views,
    model_to_digest,
    set_comments,
    to_sql,
)
from pipeline.publish.model import DIGEST, ORDER, VERSIONS, build_model
from pipeline.publish.rows import Placed, version_to_digest, version_to_rows

_STATE = sa.table("plancards", sa.column("model", sa.Text()))
"""Which model the tables are of; one row."""


def prepare_tables(session: Session, kind: str) -> str:
    """Make the tables, columns, comments and views that are not there, in one transaction.

    Args:
        session: on the database.
        kind: of database, as its module is called.

    Returns:
        The digest of the model.
    """
    model, dialect = build_model(), DIALECTS[kind]
    digest = model_to_digest(model, dialect)
    columns = "(model TEXT NOT NULL PRIMARY KEY)"
    session.create_first(f"CREATE TABLE IF NOT EXISTS {_STATE.name} {columns}")
    session.begin()
    if [row[0] for row in session.fetch(to_sql(sa.select(_STATE.c.model), dialect))] != [digest]:
        for table in model.sorted_tables:
            session.execute(create_table(table, dialect))
            there = set(session.list_columns(table.name))
            for column in table.columns:
                if column.name not in there:
                    session.execute(add_column(column, dialect))
        for statement in (*make_views(model, dialect), *set_comments(model, dialect)):
            session.execute(statement)
        session.execute(to_sql(sa.delete(_STATE), dialect))
        session.execute(to_sql(sa.insert(_STATE).values(model=digest), dialect))
    session.commit()
    return digest


def publish_version(
    session: Session, kind: str, placed: Placed, siblings: Sequence[Placed], model: str
) -> Published:
    """Put a version in, instead of what the database has of it, in one transaction.

    Args:
        session: on the database.
        kind: of database, as its module is called.
        placed: the version.
        siblings: all versions of its plan; those in the database get their places.
        model: digest of the tables' model.
    """
    dialect, versions = DIALECTS[kind], build_model().tables[VERSIONS]
    plan_id, name = placed.key
    digest = version_to_digest(placed.version, model)
    session.begin()
    columns = (versions.c.version, versions.c[ORDER], versions.c[DIGEST])
    there = to_sql(sa.select(*columns).where(versions.c.plan_id == plan_id), dialect)
    known = {str(row[0]): (row[1], row[2]) for row in session.fetch(there)}
    rows, is_new = 0, name not in known
    if is_new or known[name][1] != digest:
        rows = _replace(session, kind, placed, digest)
        known[name] = (placed.order, digest)
    for other in siblings:
        found = known.get(other.key[1])
        if found and found[0] != other.order:
            moved = sa.update(versions).values({ORDER: other.order})
            session.execute(to_sql(moved.where(_is_of(versions, other.key)), dialect))
    session.commit()
    if is_new:
        return Published(plan_id, name, "new", rows)
    return Published(plan_id, name, "replaced" if rows else "unchanged", rows)


def _replace(session: Session, kind: str, placed: Placed, digest: str) -> int:
    """How many rows the version has."""
    rows = version_to_rows(placed, digest)
    tables = build_model().sorted_tables
    for table in reversed(tables):
        session.execute(to_sql(sa.delete(table).where(_is_of(table, placed.key)), DIALECTS[kind]))
    for table in tables:
        if rows[table.name].num_rows:
            session.append(table.name, rows[table.name])
    return sum(table.num_rows for table in rows.values())


def _is_of(table: sa.Table, key: tuple[str, str]) -> sa.ColumnElement[bool]:
    return sa.and_(table.c.plan_id == key[0], table.c.version == key[1])

"""The statements that make the tables and views, for one kind of database."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import (
    CreateColumn,
    CreateTable,
    SetColumnComment,
    SetTableComment,
)
from sqlalchemy.sql.compiler import DDLCompiler

from pipeline.publish.model import CARDS, CURRENT_CARDS, CURRENT_VERSIONS, ORDER, VERSIONS

_ADDED = ("fund", "country", "language", "period_start", "period_end", "status")
"""What the view of current cards has beyond the cards."""


class DuckDBDialect(PGDialect):
    """DuckDB reads PostgreSQL's statements; only its JSON is called otherwise."""

    name = "duckdb"
    supports_statement_cache = False


# Without paramstyle, "%" in a literal would be doubled for the driver that is not there.
DIALECTS: dict[str, Dialect] = {
    "postgresql": PGDialect(paramstyle="named"),  # type: ignore[no-untyped-call]
    "duckdb": DuckDBDialect(paramstyle="named"),  # type: ignore[no-untyped-call]
    "sqlite": SQLiteDialect(paramstyle="named"),
}


@compiles(CreateColumn, "sqlite")
def _with_comment(element: CreateColumn, compiler: DDLCompiler, **options: object) -> str:
    """SQLite has no comments of its own, but keeps the statement: its shell shows this one."""
    text: str = compiler.visit_create_column(element, **options)  # type: ignore[no-untyped-call]
    comment = (element.element.comment or "").replace("*/", "* /")
    return f"{text} /* {comment} */" if comment else text


def to_sql(statement: sa.ClauseElement, dialect: Dialect) -> str:
    """A statement with its values in it.

    >>> to_sql(sa.select(sa.literal("it's")), DIALECTS["sqlite"])
    "SELECT 'it''s' AS anon_1"
    """
    return str(statement.compile(dialect=dialect, compile_kwargs={"literal_binds": True})).strip()


def create_table(table: sa.Table, dialect: Dialect) -> str:
    """The statement that makes a table where it is not there yet."""
    return to_sql(CreateTable(table, if_not_exists=True), dialect)


def add_column(column: sa.Column[Any], dialect: Dialect) -> str:
    """The statement that adds a column to a table of an older plancards."""
    return f"ALTER TABLE {column.table.name} ADD COLUMN {to_sql(CreateColumn(column), dialect)}"


def set_comments(model: sa.MetaData, dialect: Dialect) -> Iterator[str]:
    """A statement for each comment, where the database has comments."""
    if not dialect.supports_comments:
        return
    for table in model.sorted_tables:
        yield to_sql(SetTableComment(table), dialect)
        yield from (to_sql(SetColumnComment(c), dialect) for c in table.columns if c.comment)


def make_views(model: sa.MetaData, dialect: Dialect) -> Iterator[str]:
    """The views of what is valid now, made anew."""
    versions, cards = model.tables[VERSIONS], model.tables[CARDS]
    other = versions.alias("other")
    latest = sa.select(sa.func.max(other.c[ORDER])).where(other.c.plan_id == versions.c.plan_id)
    current = sa.select(versions).where(versions.c[ORDER] == latest.scalar_subquery())
    view = sa.table(
        CURRENT_VERSIONS, *(sa.column(name) for name in ("plan_id", "version", *_ADDED))
    )
    of_version = (view.c.plan_id == cards.c.plan_id) & (view.c.version == cards.c.version)
    shown = sa.select(cards, *(view.c[name] for name in _ADDED)).join_from(cards, view, of_version)
    for name in (CURRENT_CARDS, CURRENT_VERSIONS):
        yield f"DROP VIEW IF EXISTS {name}"
    for name, select in ((CURRENT_VERSIONS, current), (CURRENT_CARDS, shown)):
        yield f"CREATE VIEW {name} AS {to_sql(select, dialect)}"


def model_to_digest(model: sa.MetaData, dialect: Dialect) -> str:
    """What tells whether a database has the tables, comments and views of this plancards."""
    tables = (create_table(table, dialect) for table in model.sorted_tables)
    statements = (*tables, *set_comments(model, dialect), *make_views(model, dialect))
    return hashlib.sha256("\n".join(statements).encode()).hexdigest()

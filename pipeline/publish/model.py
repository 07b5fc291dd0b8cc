"""The tables of a database: those of the record, the changes, and one that lists the versions.

Names, keys and comments are the same in every kind of database. What is nested in a record (lists
and objects) is JSON; the flat tables hold the same for joins.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pyarrow as pa
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.ddl import BaseDDLElement

from schemas.change_table import NAME as CHANGES
from schemas.change_table import change_schema
from schemas.table_keys import CARD_KEY, ROW, VERSION_KEY, find_primary_key
from schemas.tables import TABLES

VERSIONS = "versions"
CARDS = "cards"

CURRENT_VERSIONS = "current_versions"
CURRENT_CARDS = "current_cards"

ORDER = "plan_order"
DIGEST = "digest"

_VERSION_COLUMNS: tuple[tuple[str, pa.DataType, str], ...] = (
    ("plan_id", pa.string(), "The plan"),
    ("version", pa.string(), "The version of the plan"),
    (ORDER, pa.int32(), "Place among the plan's versions, from 1; the highest is the current one"),
    ("supersedes", pa.string(), "The version before it, null for a first one"),
    ("fund", pa.string(), "AMIF, ISF or BMVI; null when the plan does not say"),
    ("country", pa.string(), "Such as FI; null when the plan does not say"),
    ("language", pa.string(), "sv, fi or en"),
    ("title", pa.string(), "Title of the plan"),
    ("period_start", pa.int32(), "First year of the plan"),
    ("period_end", pa.int32(), "Last year of the plan"),
    ("status", pa.string(), "complete, or partial where pages could not be read"),
    ("file", pa.string(), "Name of the file that the plan was read from"),
    ("sha256", pa.string(), "Hash of that file"),
    ("schema_version", pa.string(), "Of the plan document"),
    ("build", pa.string(), "The build of plancards that read it"),
    (DIGEST, pa.string(), "Hash of what was published; where it is the same nothing is written"),
)
VERSION_SCHEMA: pa.Schema = pa.schema(
    [pa.field(name, kind, metadata={"description": text}) for name, kind, text in _VERSION_COLUMNS]
)

_OWN_COLUMNS: dict[str, tuple[str, str]] = {
    CARDS: ("position", "Place of the card in the plan, from 0"),
}
"""A column that numbers rows without being a key."""

_TABLE_COMMENTS = {
    VERSIONS: "The versions of the plans",
    CARDS: "The measure cards, whole; what is nested is JSON",
    CHANGES: "What changed since the version before, one row per change",
}

_JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def find_numbering(table: str) -> str | None:
    """The column that a database has beyond the record's table: each row's place in it, from 0.

    >>> find_numbering("calls"), find_numbering("cards"), find_numbering("evidence")
    ('row', 'position', None)
    """
    if table in _OWN_COLUMNS:
        return _OWN_COLUMNS[table][0]
    return ROW if ROW in find_primary_key(table) else None


@cache
def build_model() -> sa.MetaData:
    """Every table, with primary keys, foreign keys and comments."""
    model = sa.MetaData()
    _add_table(model, VERSIONS, VERSION_SCHEMA, VERSION_KEY)
    for name, schema in _list_schemas():
        _add_table(model, name, schema, find_primary_key(name))
    return model


def arrow_to_sql(kind: pa.DataType) -> sa.types.TypeEngine[Any]:
    """A column's type in SQL.

    >>> arrow_to_sql(pa.decimal128(18, 2)), arrow_to_sql(pa.string())
    (Numeric(precision=18, scale=2), Text())
    """
    if pa.types.is_decimal(kind):
        return sa.Numeric(kind.precision, kind.scale)
    if pa.types.is_nested(kind):
        return _JSON
    simple: dict[pa.DataType, sa.types.TypeEngine[Any]] = {
        pa.string(): sa.Text(), pa.int32(): sa.Integer(), pa.float64(): sa.Double(),
        pa.bool_(): sa.Boolean(), pa.date32(): sa.Date(),
    }  # fmt: skip
    return simple[kind]


def _list_schemas() -> Iterator[tuple[str, pa.Schema]]:
    yield from ((spec.name, spec.schema) for spec in TABLES)
    yield CHANGES, change_schema()


def _add_table(model: sa.MetaData, name: str, schema: pa.Schema, key: tuple[str, ...]) -> None:
    columns = [_field_to_column(field, key) for field in schema]
    numbering = find_numbering(name) if name != VERSIONS else None
    if numbering:
        comment = _OWN_COLUMNS.get(name, (ROW, "Place in the version's table, from 0"))[1]
        columns.insert(
            len(VERSION_KEY), sa.Column(numbering, sa.Integer(), comment=comment, nullable=False)
        )
    constraints: list[sa.Constraint] = [sa.PrimaryKeyConstraint(*key)]
    if name != VERSIONS:
        constraints.append(_reference(VERSIONS, VERSION_KEY))
    if name not in (VERSIONS, CARDS, CHANGES) and "card_id" in schema.names:
        constraints.append(_reference(CARDS, CARD_KEY))
    comment = _TABLE_COMMENTS.get(name, f"Table {name} of the plans' records")
    sa.Table(name, model, *columns, *constraints, comment=comment)


def _field_to_column(field: pa.Field, key: tuple[str, ...]) -> sa.Column[Any]:
    described = (field.metadata or {}).get(b"description", b"").decode()
    kind = arrow_to_sql(field.type)
    return sa.Column(field.name, kind, comment=described or None, nullable=field.name not in key)


def _reference(table: str, key: tuple[str, ...]) -> sa.Constraint:
    """A foreign key; not in DuckDB, which cannot replace a row that is referred to in one go."""
    constraint = sa.ForeignKeyConstraint(key, [f"{table}.{column}" for column in key])
    return constraint.ddl_if(callable_=_enforces_references)


def _enforces_references(
    ddl: BaseDDLElement,
    target: object,
    bind: object,
    tables: object = None,
    state: object = None,
    *,
    dialect: Dialect,
    **_options: object,
) -> bool:
    return dialect.name != "duckdb"

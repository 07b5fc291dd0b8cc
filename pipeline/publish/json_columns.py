"""Nested columns of a table as JSON text, which every kind of database takes."""

from __future__ import annotations

import json

import pyarrow as pa


def nested_to_json(rows: pa.Table) -> pa.Table:
    """Lists and structs as JSON; the other columns as they are.

    before: a column of [["a", "b"], None]
    after:  a column of ['["a", "b"]', None]
    """
    for at, field in enumerate(rows.schema):
        if pa.types.is_nested(field.type):
            texts = [value_to_json(value) for value in rows.column(at).to_pylist()]
            rows = rows.set_column(at, field.name, pa.array(texts, pa.string()))
    return rows


def value_to_json(value: object) -> str | None:
    """A value as JSON text; nothing as nothing."""
    return None if value is None else json.dumps(value, ensure_ascii=False)

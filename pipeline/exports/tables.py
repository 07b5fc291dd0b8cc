"""The flat tables of several versions, put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.calls import plans_to_calendar
from pipeline.exports import ExportedVersion
from schemas.call_table import CALL_TABLE, calls_to_table
from schemas.change_table import NAME as CHANGES
from schemas.change_table import change_schema
from schemas.flat_tables import drop_nested_columns, plan_to_flat_tables

CHANGES_FILE = "changes.parquet"


def versions_to_tables(versions: Sequence[ExportedVersion]) -> dict[str, pa.Table]:
    """Every table by name: the timetable of calls, those of the plans, and the changes.

    Args:
        versions: at least one.
    """
    several = [plan_to_flat_tables(version.plan) for version in versions]
    calendar = plans_to_calendar(version.plan for version in versions)
    tables = {CALL_TABLE: calls_to_table(calendar)}
    tables |= {name: pa.concat_tables([one[name] for one in several]) for name in several[0]}
    empty = drop_nested_columns(change_schema().empty_table())
    return {**tables, CHANGES: pa.concat_tables([empty, *_read_changes(versions, empty.schema)])}


def _read_changes(versions: Sequence[ExportedVersion], schema: pa.Schema) -> Iterator[pa.Table]:
    """The stored changes; a column that another build did not write is null."""
    for version in versions:
        path = version.folder / CHANGES_FILE
        if path.is_file():
            stored = pq.read_table(path)
            yield pa.table(
                [
                    stored[field.name].cast(field.type)
                    if field.name in stored.column_names
                    else pa.nulls(stored.num_rows, field.type)
                    for field in schema
                ],
                schema=schema,
            )

"""One Parquet file per table."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq

from pipeline.write import NewVersion
from schemas.tables import plan_to_tables
from schemas.version_table import VERSION_TABLE, plan_to_version_table

ORDER = 20


def write(version: NewVersion, folder: Path) -> None:
    """Write every table, also those without rows, so that readers find the same files always."""
    tables = {VERSION_TABLE: plan_to_version_table(version.plan), **plan_to_tables(version.plan)}
    for name, table in tables.items():
        pq.write_table(table, folder / f"{name}.parquet", compression="zstd")

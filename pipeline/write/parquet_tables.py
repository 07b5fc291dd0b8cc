"""One Parquet file per table."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq

from pipeline.write import NewVersion
from schemas.tables import plan_to_tables

ORDER = 20


def write(version: NewVersion, folder: Path) -> None:
    """Write every table, also those without rows, so that readers find the same files always."""
    for name, table in plan_to_tables(version.plan).items():
        pq.write_table(table, folder / f"{name}.parquet", compression="zstd")

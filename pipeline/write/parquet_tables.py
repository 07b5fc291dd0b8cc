"""One Parquet file per table."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq

from schemas.record import Plan
from schemas.tables import plan_to_tables

ORDER = 20


def write(plan: Plan, folder: Path) -> None:
    """Write every table, also those without rows, so that readers find the same files always."""
    for name, table in plan_to_tables(plan).items():
        pq.write_table(table, folder / f"{name}.parquet", compression="zstd")

"""One Parquet file per table."""

from __future__ import annotations

from pathlib import Path

from pipeline.history.forms.parquet_table import table_to_parquet
from pipeline.write import NewVersion

ORDER = 20


def write(version: NewVersion, folder: Path) -> None:
    """Write every table, also those without rows, so that readers find the same files always."""
    for name, table in version.tables.items():
        (folder / f"{name}.parquet").write_bytes(table_to_parquet(table))

"""changes.json and changes.parquet: what changed since the version before. The first has none."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq

from pipeline.write import NewVersion
from schemas.change_table import diff_to_table
from schemas.changes_json import diff_to_json

ORDER = 30


def write(version: NewVersion, folder: Path) -> None:
    """Write both files where there is a version before."""
    if version.diff:
        (folder / "changes.json").write_text(diff_to_json(version.diff), encoding="utf-8")
        table = diff_to_table(version.diff)
        pq.write_table(table, folder / "changes.parquet", compression="zstd")

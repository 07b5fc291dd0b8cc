"""changes.json: what changed since the version before. The first has none."""

from __future__ import annotations

from pathlib import Path

from pipeline.write import NewVersion
from schemas.changes_json import diff_to_json

ORDER = 30


def write(version: NewVersion, folder: Path) -> None:
    """Write the document where there is a version before; its table is one of the tables."""
    if version.diff:
        (folder / "changes.json").write_text(diff_to_json(version.diff), encoding="utf-8")

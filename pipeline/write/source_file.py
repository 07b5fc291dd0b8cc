"""source.pdf or source.txt: the file that the version was extracted from, byte for byte."""

from __future__ import annotations

from pathlib import Path

from pipeline.store.kept_source import kept_name
from pipeline.write import NewVersion

ORDER = 10


def write(version: NewVersion, folder: Path) -> None:
    """Write the file."""
    (folder / kept_name(version.plan.plan.source)).write_bytes(version.source)

"""calls.csv, calls.json and calls.ics: the timetable of planned calls."""

from __future__ import annotations

from pathlib import Path

from pipeline.calls.files import calendar_to_files
from pipeline.write import NewVersion

ORDER = 40


def write(version: NewVersion, folder: Path) -> None:
    """Write the three files, also when no call is planned."""
    for name, data in calendar_to_files(version.calls):
        (folder / name).write_bytes(data)

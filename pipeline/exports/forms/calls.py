"""The timetable of calls of all plans together: calls.csv, calls.json and calls.ics."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from pipeline.calls import plans_to_calendar
from pipeline.calls.files import calendar_to_files
from pipeline.exports import Export

NAME = "calls"
CURRENT_ONLY = True
SAYS_LICENCE = False
READS = ()


def render(export: Export) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The three files."""
    for name, data in calendar_to_files(plans_to_calendar(export.plans)):
        yield PurePosixPath(name), data

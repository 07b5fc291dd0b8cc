"""The three files that a timetable of calls is published as."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.calls.ics import calendar_to_ics
from schemas.call_table import calls_to_table
from schemas.calls import CallCalendar
from schemas.calls_json import calls_to_json
from schemas.csv_text import table_to_csv

CALLS_CSV = "calls.csv"


def calendar_to_files(calendar: CallCalendar) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file."""
    yield CALLS_CSV, table_to_csv(calls_to_table(calendar))
    yield "calls.json", calls_to_json(calendar).encode()
    yield "calls.ics", calendar_to_ics(calendar)

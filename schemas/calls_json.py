"""The timetable of calls as JSON text, and its JSON Schema (``schemas/calls.schema.json``)."""

from __future__ import annotations

import json

from pydantic import JsonValue

from schemas.calls import CALLS_SCHEMA_VERSION, CallCalendar
from schemas.record_json import Dialect


def calls_to_json(calendar: CallCalendar) -> str:
    """The document as JSON text: characters kept, indented by two spaces, a final newline."""
    return calendar.model_dump_json(indent=2) + "\n"


def calls_json_schema() -> dict[str, JsonValue]:
    """The JSON Schema (draft 2020-12) of the timetable of calls."""
    schema = CallCalendar.model_json_schema(mode="serialization", schema_generator=Dialect)
    return {
        "$schema": Dialect.schema_dialect,
        "$id": f"urn:plancards:calls:{CALLS_SCHEMA_VERSION}",
        **schema,
    }


def calls_schema_to_json() -> str:
    """The JSON Schema as the text of ``schemas/calls.schema.json``."""
    return json.dumps(calls_json_schema(), ensure_ascii=False, indent=2) + "\n"

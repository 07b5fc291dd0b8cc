"""The history document as JSON text, and its JSON Schema (``schemas/history.schema.json``)."""

from __future__ import annotations

import json

from pydantic import JsonValue

from schemas.history import HISTORY_SCHEMA_VERSION, History
from schemas.record_json import Dialect


def history_to_json(history: History) -> str:
    """The document as JSON text: characters kept, indented by two spaces, a final newline."""
    return json.dumps(history.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"


def history_json_schema() -> dict[str, JsonValue]:
    """The JSON Schema (draft 2020-12) of the history document."""
    schema = History.model_json_schema(mode="serialization", schema_generator=Dialect)
    return {
        "$schema": Dialect.schema_dialect,
        "$id": f"urn:plancards:history:{HISTORY_SCHEMA_VERSION}",
        **schema,
    }


def history_schema_to_json() -> str:
    """The JSON Schema as the text of ``schemas/history.schema.json``."""
    return json.dumps(history_json_schema(), ensure_ascii=False, indent=2) + "\n"

"""The comparison of twins as JSON text, and its JSON Schema (``schemas/twins.schema.json``)."""

from __future__ import annotations

import json

from pydantic import JsonValue

from schemas.record_json import Dialect
from schemas.twins import TWINS_SCHEMA_VERSION, Twins


def twins_to_json(twins: Twins) -> str:
    """The document as JSON text: characters kept, indented by two spaces, a final newline."""
    return json.dumps(twins.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"


def twins_json_schema() -> dict[str, JsonValue]:
    """The JSON Schema (draft 2020-12) of the comparison of twins."""
    schema = Twins.model_json_schema(mode="serialization", schema_generator=Dialect)
    return {
        "$schema": Dialect.schema_dialect,
        "$id": f"urn:plancards:twins:{TWINS_SCHEMA_VERSION}",
        **schema,
    }


def twins_schema_to_json() -> str:
    """The JSON Schema as the text of ``schemas/twins.schema.json``."""
    return json.dumps(twins_json_schema(), ensure_ascii=False, indent=2) + "\n"

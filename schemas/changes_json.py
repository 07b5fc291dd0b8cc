"""The diff document as JSON text, and its JSON Schema (``schemas/diff.schema.json``)."""

from __future__ import annotations

import json

from pydantic import JsonValue

from schemas.changes import DIFF_SCHEMA_VERSION, Diff
from schemas.record_json import Dialect


def diff_to_json(diff: Diff) -> str:
    """The diff document as JSON text: characters kept, indented by two spaces, a final newline."""
    return json.dumps(diff.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"


def diff_json_schema() -> dict[str, JsonValue]:
    """The JSON Schema (draft 2020-12) of the diff document."""
    schema = Diff.model_json_schema(mode="serialization", schema_generator=Dialect)
    return {
        "$schema": Dialect.schema_dialect,
        "$id": f"urn:plancards:diff:{DIFF_SCHEMA_VERSION}",
        **schema,
    }


def diff_schema_to_json() -> str:
    """The JSON Schema as the text of ``schemas/diff.schema.json``."""
    return json.dumps(diff_json_schema(), ensure_ascii=False, indent=2) + "\n"

"""The JSON Schema of an event of the feed (``schemas/feed.schema.json``)."""

from __future__ import annotations

import json

from pydantic import JsonValue

from schemas.feed import FEED_SCHEMA_VERSION, Event
from schemas.record_json import Dialect


def feed_json_schema() -> dict[str, JsonValue]:
    """The JSON Schema (draft 2020-12) of one line of the feed."""
    schema = Event.model_json_schema(mode="serialization", schema_generator=Dialect)
    return {
        "$schema": Dialect.schema_dialect,
        "$id": f"urn:plancards:feed:{FEED_SCHEMA_VERSION}",
        **schema,
    }


def feed_schema_to_json() -> str:
    """The JSON Schema as the text of ``schemas/feed.schema.json``."""
    return json.dumps(feed_json_schema(), ensure_ascii=False, indent=2) + "\n"

"""The published record as JSON text, and its JSON Schema (``schemas/plan.schema.json``)."""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from schemas.record import SCHEMA_VERSION, Plan


class Dialect(GenerateJsonSchema):
    """The draft of JSON Schema that is written."""

    schema_dialect = "https://json-schema.org/draft/2020-12/schema"


def plan_to_json(plan: Plan) -> str:
    """The plan document as JSON text: characters kept, indented by two spaces, a final newline."""
    return plan.model_dump_json(indent=2) + "\n"


def plan_json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the plan document."""
    schema = Plan.model_json_schema(mode="validation", schema_generator=Dialect)
    return {
        "$schema": Dialect.schema_dialect,
        "$id": f"urn:plancards:plan:{SCHEMA_VERSION}",
        **schema,
    }


def plan_schema_to_json() -> str:
    """The JSON Schema as the text of ``schemas/plan.schema.json``."""
    return json.dumps(plan_json_schema(), ensure_ascii=False, indent=2) + "\n"

"""``plancards schema``: JSON Schemas."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from pipeline.terminal import one_line_errors
from schemas.errors import UsageError

EXAMPLES = "Example: plancards schema > plan.schema.json\nThe diff document: plancards schema diff"
"""What the command's help shows."""


def schema(
    document: Annotated[
        str, typer.Argument(metavar="[DOCUMENT]", help="plan, diff, history or twins.")
    ] = "plan",
) -> None:
    """Print the JSON Schema (draft 2020-12) of a document that plancards writes."""
    from schemas.changes_json import diff_schema_to_json
    from schemas.history_json import history_schema_to_json
    from schemas.record_json import plan_schema_to_json
    from schemas.twins_json import twins_schema_to_json

    known = {
        "plan": plan_schema_to_json,
        "diff": diff_schema_to_json,
        "history": history_schema_to_json,
        "twins": twins_schema_to_json,
    }
    with one_line_errors():
        if document not in known:
            raise UsageError(f"no schema of '{document}': use one of {', '.join(known)}")
    sys.stdout.buffer.write(known[document]().encode())

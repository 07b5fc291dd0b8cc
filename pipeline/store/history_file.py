"""history.parquet of a plan: every value of its cards through its versions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.history import plans_to_history_table
from pipeline.history.forms.parquet_table import table_to_parquet
from pipeline.store.file_state import FileState, find_file_state
from schemas.record import Plan

HISTORY = "history.parquet"

KNOWN_HISTORIES = 20_000
"""So many histories are remembered, for runs that store many plans."""

_VERSIONS = b"plancards.versions"
"""Key of the table's metadata that lists the versions it is made of."""


def plans_to_history_file(plans: Sequence[Plan]) -> bytes:
    """The file's bytes.

    Args:
        plans: the versions in order, all read by one build.
    """
    names = json.dumps([plan.plan.version for plan in plans]).encode()
    table = plans_to_history_table(plans)
    metadata = {**(table.schema.metadata or {}), _VERSIONS: names}
    return table_to_parquet(table.replace_schema_metadata(metadata))


def find_history_versions(path: Path) -> list[str] | None:
    """The versions that a history is made of, in order; ``None`` where it is missing or damaged."""
    name = str(path)
    state = find_file_state(name)
    return _read_versions(name, state) if state else None


@lru_cache(maxsize=KNOWN_HISTORIES)
def _read_versions(path: str, state: FileState) -> list[str] | None:
    """Of a history in this state; every run looks at all of them, and few are new."""
    try:
        metadata = pq.read_schema(path).metadata or {}
    except pa.ArrowInvalid:
        return None
    names = json.loads(metadata.get(_VERSIONS, b"null"))
    return [str(name) for name in names] if isinstance(names, list) else None

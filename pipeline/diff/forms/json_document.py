"""A diff as its document."""

from __future__ import annotations

from schemas.changes import Diff
from schemas.changes_json import diff_to_json

NAME = "json"


def render(diff: Diff, _language: str, _colour: bool) -> str:
    """The diff document; it holds the sentences of all languages."""
    return diff_to_json(diff)

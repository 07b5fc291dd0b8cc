"""A diff as its document."""

from __future__ import annotations

import regex

from schemas.changes import Diff
from schemas.changes_json import diff_to_json

NAME = "json"
IS_BINARY = False

_UNSEEN = regex.compile(r"[\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}]")
"""What JSON need not escape and a terminal should not see; it only stands inside strings."""


def render(diff: Diff, _language: str, _colour: bool) -> bytes:
    """The diff document; it holds the sentences of all languages."""
    return _UNSEEN.sub(_to_escape, diff_to_json(diff)).encode()


def _to_escape(found: regex.Match[str]) -> str:
    """A character as JSON spells it, in two halves when it lies beyond the first 65,536."""
    units = found[0].encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))

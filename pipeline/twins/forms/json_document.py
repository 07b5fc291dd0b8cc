"""A comparison of twins as its document."""

from __future__ import annotations

from schemas.twins import Twins
from schemas.twins_json import twins_to_json

NAME = "json"


def render(twins: Twins) -> str:
    """The document."""
    return twins_to_json(twins)

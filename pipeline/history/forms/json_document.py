"""A history as its document."""

from __future__ import annotations

from schemas.history import History
from schemas.history_json import history_to_json

NAME = "json"
IS_BINARY = False


def render(history: History, _of_cards: bool) -> bytes:
    """The history document."""
    return history_to_json(history).encode()

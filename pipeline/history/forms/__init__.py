"""Forms of a history: one per module, found by folder.

A module here has ``NAME``, what --format calls it, ``IS_BINARY`` and ``render(history, of_cards)``.
"""

from __future__ import annotations

from functools import cache
from typing import Protocol, cast

from pipeline.registry import find_module, load_modules
from schemas.history import History


class HistoryForm(Protocol):
    """What a module in this folder offers."""

    NAME: str
    IS_BINARY: bool
    """Whether it is nothing to show on a terminal."""

    def render(self, history: History, of_cards: bool) -> bytes:
        """The history; ``of_cards`` says whether cards were asked for, not only versions."""


@cache
def load_forms() -> dict[str, HistoryForm]:
    """Every form of a history by its name."""
    return cast(dict[str, HistoryForm], load_modules(__name__, __path__))


def find_form(name: str) -> HistoryForm:
    """The form with that name.

    Raises:
        UsageError: there is none.
    """
    return find_module(load_forms(), name)

"""Forms of a history: one per module, found by folder.

A module here has ``NAME``, what --format calls it, ``IS_BINARY`` and ``render(history, of_cards)``.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from schemas.errors import UsageError
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
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    modules = [cast(HistoryForm, import_module(f"{__name__}.{name}")) for name in names]
    return {module.NAME: module for module in modules}


def find_form(name: str) -> HistoryForm:
    """The form with that name.

    Raises:
        UsageError: there is none.
    """
    known = load_forms()
    if name not in known:
        raise UsageError(f"unknown format '{name}': use one of {', '.join(known)}")
    return known[name]

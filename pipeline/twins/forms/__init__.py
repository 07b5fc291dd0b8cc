"""Forms of a comparison of twins: one per module, found by folder.

A module here has ``NAME``, what --format calls it, and ``render(twins)``.
"""

from __future__ import annotations

from functools import cache
from typing import Protocol, cast

from pipeline.registry import find_module, load_modules
from schemas.twins import Twins


class TwinForm(Protocol):
    """What a module in this folder offers."""

    NAME: str

    def render(self, twins: Twins) -> str:
        """The comparison as a text with a final newline."""


@cache
def load_forms() -> dict[str, TwinForm]:
    """Every form of a comparison of twins by its name."""
    return cast(dict[str, TwinForm], load_modules(__name__, __path__))


def find_form(name: str) -> TwinForm:
    """The form with that name.

    Raises:
        UsageError: there is none.
    """
    return find_module(load_forms(), name, "twins")

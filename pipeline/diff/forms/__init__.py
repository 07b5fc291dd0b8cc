"""Forms of a diff: one per module, found by folder.

A module here has ``NAME``, what --format calls it, ``IS_BINARY``, whether it is no text, and
``render(diff, language, colour)``.
"""

from __future__ import annotations

from functools import cache
from typing import Protocol, cast

from pipeline.registry import find_module, load_modules
from schemas.changes import Diff


class FormModule(Protocol):
    """What a module in this folder offers."""

    NAME: str
    IS_BINARY: bool

    def render(self, diff: Diff, language: str, colour: bool) -> bytes:
        """The diff, its sentences in ``language``; a text is UTF-8 with a final newline.

        ``colour`` says whether a terminal that has colours shows it.
        """


@cache
def load_forms() -> dict[str, FormModule]:
    """Every form of a diff by its name."""
    return cast(dict[str, FormModule], load_modules(__name__, __path__))


def find_form(name: str) -> FormModule:
    """The form with that name.

    Raises:
        UsageError: there is none.
    """
    return find_module(load_forms(), name)

"""Forms of a diff: one per module, found by folder.

A module here has ``NAME``, what --format calls it, ``IS_BINARY``, whether it is no text, and
``render(diff, language, colour)``.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from schemas.changes import Diff
from schemas.errors import UsageError


class FormModule(Protocol):
    """What a module in this folder offers."""

    NAME: str
    IS_BINARY: bool

    def render(self, diff: Diff, language: str, colour: bool) -> bytes:
        """The diff, its sentences in ``language``; a text is UTF-8 with a final newline.

        ``colour`` says whether a terminal that has colours shows it.
        """


def list_forms() -> tuple[str, ...]:
    """The names of the modules in this folder."""
    return tuple(sorted(found.name for found in pkgutil.iter_modules(__path__)))


@cache
def load_forms() -> dict[str, FormModule]:
    """Every form of a diff by its name."""
    modules = [cast(FormModule, import_module(f"{__name__}.{name}")) for name in list_forms()]
    return {module.NAME: module for module in modules}


def find_form(name: str) -> FormModule:
    """The form with that name.

    Raises:
        UsageError: there is none.
    """
    known = load_forms()
    if name not in known:
        raise UsageError(f"unknown format '{name}': use one of {', '.join(known)}")
    return known[name]

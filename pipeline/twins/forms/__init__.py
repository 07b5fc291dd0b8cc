"""Forms of a comparison of twins: one per module, found by folder.

A module here has ``NAME``, what --format calls it, and ``render(twins)``.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from schemas.errors import UsageError
from schemas.twins import Twins


class TwinForm(Protocol):
    """What a module in this folder offers."""

    NAME: str

    def render(self, twins: Twins) -> str:
        """The comparison as a text with a final newline."""


@cache
def load_forms() -> dict[str, TwinForm]:
    """Every form of a comparison of twins by its name."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    modules = [cast(TwinForm, import_module(f"{__name__}.{name}")) for name in names]
    return {module.NAME: module for module in modules}


def find_form(name: str) -> TwinForm:
    """The form with that name.

    Raises:
        UsageError: there is none.
    """
    known = load_forms()
    if name not in known:
        raise UsageError(f"unknown format '{name}' of twins: use one of {', '.join(known)}")
    return known[name]

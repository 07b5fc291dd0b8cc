"""Forms of an export: one per module, found by folder.

A module here has ``NAME``, what --form calls it, ``CURRENT_ONLY``, whether it is about the current
versions of plans and not about all, ``SAYS_LICENCE``, whether its files name the licence,
``READS``, the names of the files of a version that it reads besides the plan document (``None`` for
all), and ``render(export)``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Protocol, cast

from pipeline.registry import find_module, load_modules

if TYPE_CHECKING:
    from pipeline.exports import Export


class FormModule(Protocol):
    """What a module in this folder offers."""

    NAME: str
    CURRENT_ONLY: bool
    SAYS_LICENCE: bool
    READS: Collection[str] | None

    def render(self, export: Export) -> Iterator[tuple[PurePosixPath, bytes]]:
        """Path inside the folder and bytes of every file; one that describes others is the last."""


@cache
def load_forms() -> dict[str, FormModule]:
    """Every form of an export by its name."""
    return cast(dict[str, FormModule], load_modules(__name__, __path__))


def find_form(name: str) -> FormModule:
    """The form with that name.

    Raises:
        UsageError: there is none.
    """
    return find_module(load_forms(), name)

"""Writers: one per form of output, found by folder.

A writer module has ``write(version, folder)``, which writes its files into an existing folder.
"""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

import pyarrow as pa

from pipeline.calls import plans_to_calendar
from schemas.calls import CallCalendar
from schemas.change_table import NAME as CHANGES_TABLE
from schemas.change_table import diff_to_table
from schemas.changes import Diff
from schemas.publication import Publication
from schemas.record import Plan
from schemas.tables import plan_to_tables
from schemas.version_table import VERSION_TABLE, plan_to_version_table


@dataclass(frozen=True)
class NewVersion:
    """What a version is made of, and what several writers make of it, made once.

    Attributes:
        plan: with its names in the store.
        source: bytes of the file it was extracted from.
        diff: against the version before; ``None`` for the first one.
        publication: who publishes the store, and under which licence.
    """

    plan: Plan
    source: bytes
    diff: Diff | None = None
    publication: Publication = field(default_factory=Publication)

    @cached_property
    def tables(self) -> dict[str, pa.Table]:
        """Every table by name, also those without rows; that of changes where there is a diff."""
        tables = {VERSION_TABLE: plan_to_version_table(self.plan), **plan_to_tables(self.plan)}
        return tables | ({CHANGES_TABLE: diff_to_table(self.diff)} if self.diff else {})

    @cached_property
    def calls(self) -> CallCalendar:
        """The timetable of planned calls."""
        return plans_to_calendar([self.plan])


class WriterModule(Protocol):
    """What a module in this folder offers."""

    ORDER: int
    """Writers with a lower number run first; a description of the others' files comes last."""

    def write(self, version: NewVersion, folder: Path) -> None:
        """Write the version's files of this form into ``folder``."""


@cache
def load_writers() -> tuple[WriterModule, ...]:
    """Every writer module in this folder, in order."""
    names = (found.name for found in pkgutil.iter_modules(__path__))
    modules = [cast(WriterModule, import_module(f"{__name__}.{name}")) for name in sorted(names)]
    return tuple(sorted(modules, key=lambda module: module.ORDER))


def write_version(version: NewVersion, folder: Path) -> None:
    """Write every form of a version into ``folder``."""
    for module in load_writers():
        module.write(version, folder)

"""Reports of findings: one form per module, found by folder.

A module here has ``NAME``, what --format calls it, and ``render(report)``.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from pipeline.silencing import Silenced
from schemas.errors import UsageError
from schemas.record import Finding, PlanHeader


@dataclass(frozen=True, slots=True)
class Report:
    """The findings on one plan.

    Attributes:
        header: of the plan.
        findings: those that count.
        silenced: those that the project switches off.
    """

    header: PlanHeader
    findings: Sequence[Finding]
    silenced: Sequence[Silenced]


class ReportModule(Protocol):
    """What a module in this folder offers."""

    NAME: str

    def render(self, report: Report) -> str:
        """The report as a text with a final newline."""


@cache
def load_reports() -> dict[str, ReportModule]:
    """Every form of report by its name."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    modules = [cast(ReportModule, import_module(f"{__name__}.{name}")) for name in names]
    return {module.NAME: module for module in modules}


def find_report(name: str) -> ReportModule:
    """The form of report with that name.

    Raises:
        UsageError: there is none.
    """
    known = load_reports()
    if name not in known:
        raise UsageError(f"unknown format '{name}': use one of {', '.join(known)}")
    return known[name]

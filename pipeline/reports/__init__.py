"""Reports of findings: one form per module, found by folder.

A module here has ``NAME``, what --format calls it, and ``render(report)``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol, cast

from pipeline.registry import find_module, load_modules
from pipeline.silencing import Silenced
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
    return cast(dict[str, ReportModule], load_modules(__name__, __path__))


def find_report(name: str) -> ReportModule:
    """The form of report with that name.

    Raises:
        UsageError: there is none.
    """
    return find_module(load_reports(), name)

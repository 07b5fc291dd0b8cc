"""Checks: one small function per module, found by folder, each with a code of the contract.

A check module has ``check(plan)``, which yields findings on a ``CheckedPlan``.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from extractors.account import RawAccount
from pipeline.normalise.account import Account
from pipeline.normalise.funding import RawTables
from pipeline.places import PlaceFinder
from schemas.fund import Fund
from schemas.language import Language
from schemas.record import Coverage, Finding, Funding, MeasureCard
from schemas.stages import Document, Heading, Line, RawCard


@dataclass(frozen=True, slots=True)
class CheckedPlan:
    """What checks may look at: the record so far and what it was made of.

    ``raw_cards`` and ``cards`` are in the same order. ``fund`` is ``None`` when the plan does not
    say which one it is of. ``untitled`` are labels of cards outside every card, ``unchecked`` the
    options beside a box that is not checked.
    """

    document: Document
    raw_cards: Sequence[RawCard]
    cards: Sequence[MeasureCard]
    coverage: Coverage
    places: PlaceFinder
    raw_tables: RawTables
    funding: Funding
    raw_account: RawAccount
    account: Account
    headings: Sequence[Heading]
    language: Language
    fund: Fund | None
    untitled: Sequence[Sequence[Line]]
    unchecked: Sequence[Line]


class CheckModule(Protocol):
    """What a module in this folder offers."""

    def check(self, plan: CheckedPlan) -> Iterator[Finding]:
        """Findings on the plan, in its order."""


@cache
def load_checks() -> tuple[CheckModule, ...]:
    """Every check module in this folder, by name."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    return tuple(cast(CheckModule, import_module(f"{__name__}.{name}")) for name in names)


def run_checks(plan: CheckedPlan) -> list[Finding]:
    """All findings of all checks."""
    return [finding for module in load_checks() for finding in module.check(plan)]

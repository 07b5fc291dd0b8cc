"""Funds: their objectives, and the ceilings and shares of their regulations (``funds/*.toml``)."""

from __future__ import annotations

from functools import cache
from typing import Annotated, get_args

from pydantic import StringConstraints

from schemas.errors import UsageError
from schemas.fact_files import Facts, PhrasesByLanguage, load_file, names_of_files
from schemas.stages import Kind

FundCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]+$")]


class FundObjective(Facts):
    """A specific objective of a fund and the letters of its implementation measures."""

    number: int
    label_en: str
    letters: tuple[str, ...]


class RaisedAction(PhrasesByLanguage):
    """An action whose support the regulation lets rise, and the key words that show it."""

    label_en: str


class Ceilings(Facts):
    """Highest support the regulation allows, in percent of eligible cost."""

    measure: int
    raised: int
    specific_action: int
    operating_support: int
    technical_assistance: int

    @property
    def of_support(self) -> frozenset[int]:
        """The rates that cards usually give: the ceilings of their kinds, and the raised one."""
        return frozenset({*map(self.of_kind, get_args(Kind)), self.raised})

    def of_kind(self, kind: Kind) -> int:
        """The ceiling of a kind of card before it is raised."""
        ceilings: dict[Kind, int] = {
            "measure": self.measure,
            "operating_support": self.operating_support,
            "specific_action": self.specific_action,
        }
        return ceilings[kind]


class LeastShare(Facts):
    """What an objective gets at least, in percent of the programme's allocation."""

    objective: int
    percent: int


class Shares(Facts):
    """Limits of shares, in percent of what the programme was allocated."""

    operating_support: int
    least: tuple[LeastShare, ...]

    def least_of(self, objective: int) -> int | None:
        """What the objective gets at least; ``None`` where the regulation says nothing."""
        return next((s.percent for s in self.least if s.objective == objective), None)


class Fund(Facts):
    """One fund file."""

    code: FundCode
    regulation: str
    names: PhrasesByLanguage
    objective: tuple[FundObjective, ...]
    ceilings: Ceilings
    shares: Shares
    raised_action: tuple[RaisedAction, ...]


@cache
def load_funds() -> tuple[Fund, ...]:
    """Every fund file, by code."""
    return tuple(load_file(f"funds/{name}.toml", Fund) for name in names_of_files("funds"))


def find_fund(code: str) -> Fund:
    """The fund with that code, in any letter case.

    Raises:
        UsageError: there is no file for it.
    """
    for fund in load_funds():
        if fund.code == code.upper():
            return fund
    known = ", ".join(fund.code for fund in load_funds())
    raise UsageError(f"unknown fund '{code}': use one of {known}")

"""Loads what changes do to an applicant (``impact.toml``) and how it is said (``sentences/``)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, JsonValue, model_validator

from schemas.changes import ChangeKind, ChangeType, Impact
from schemas.errors import UsageError
from schemas.fact_files import load_file, names_of_files
from schemas.project_files import load_project_file

Test = Literal[
    "editorial",
    "appears",
    "disappears",
    "lower",
    "higher",
    "earlier",
    "later",
    "extended",
    "shortened",
    "covered",
    "wording",
    "elsewhere",
]


class _Facts(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Rule(_Facts):
    """When it fits, and what it says; see ``impact.toml``."""

    change: ChangeType | None = None
    field: str | None = None
    kind: ChangeKind | None = None
    old: tuple[JsonValue, ...] | None = None
    new: tuple[JsonValue, ...] | None = None
    test: Test | None = None
    like: str | None = None
    impact: Impact | None = None
    sentence: str

    @model_validator(mode="after")
    def _one_source_of_impact(self) -> Self:
        if (self.impact is None) == (self.like is None):
            raise ValueError("a rule has either an impact or a field it is like")
        return self


class _RuleFile(_Facts):
    rule: tuple[Rule, ...]


class Sentence(_Facts):
    """A sentence about one change and about several."""

    one: str
    many: str | None = None


class Sentences(_Facts):
    """One language's sentences and the words they are made of."""

    cards: dict[str, str]
    fields: dict[str, str]
    impacts: dict[Impact, str]
    seasons: dict[str, str]
    statuses: dict[str, str]
    counts: tuple[str, ...]
    nothing: str
    quote: str
    thousands: str
    decimal: str
    percent: str
    linking: str
    headings: dict[str, str]
    where: dict[str, str]
    categories: dict[str, str]
    sentences: dict[str, Sentence]


@cache
def load_rules() -> tuple[Rule, ...]:
    """The rules of ``schemas/impact.toml``, in order."""
    return load_file("impact.toml", _RuleFile).rule


def load_own_rules(path: Path) -> tuple[Rule, ...]:
    """Rules of a project's own, which go before ours; the same form as ``schemas/impact.toml``.

    Raises:
        UsageError: the file cannot be read, or an entry is wrong; the message names both.
    """
    return load_project_file(path, _RuleFile).rule


@cache
def load_sentences() -> dict[str, Sentences]:
    """Sentences by the code of their language."""
    names = names_of_files("sentences")
    return {name: load_file(f"sentences/{name}.toml", Sentences) for name in names}


def find_sentences(language: str) -> Sentences:
    """The sentences in that language.

    Raises:
        UsageError: there is no file for it.
    """
    known = load_sentences()
    if language not in known:
        raise UsageError(f"no sentences in '{language}': use one of {', '.join(known)}")
    return known[language]

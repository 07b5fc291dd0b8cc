"""What findings say in each language: templates with named values (``messages/*.toml``)."""

from __future__ import annotations

import string
from functools import cache
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, field_validator

from schemas.errors import UsageError
from schemas.fact_files import load_file, names_of_files
from schemas.record import FindingCode

ValueKind = Literal[
    "plain", "quote", "quotes", "rounds", "money", "table", "term", "indicators", "codes", "names",
    "raw",
]  # fmt: skip
"""How a value is written: a word or number, the plan's words once or several times, rounds of
calls, EUR, a call table's name, a term of ``[terms]``, indicators, codes of indicators, names of
funds or cards, or anything as it is."""

ENGLISH = "en"


class Words(BaseModel):
    """Words that values are written with."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    no_round: str
    either: str
    table: str
    table_number: str
    table_objective: str


class Messages(BaseModel):
    """One language's templates by code and variant."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: Words
    terms: dict[str, str]
    messages: dict[FindingCode, dict[str, str]]

    @field_validator("messages")
    @classmethod
    def _kinds_are_known(
        cls, messages: dict[FindingCode, dict[str, str]]
    ) -> dict[FindingCode, dict[str, str]]:
        for variants in messages.values():
            for template in variants.values():
                split_template(template)
        return messages


def split_template(template: str) -> list[tuple[str, str, ValueKind]]:
    """A template's parts: text before a value, the value's name ("" at the end), and its kind.

    >>> split_template("Card {card} says {text:quote}")
    [('Card ', 'card', 'plain'), (' says ', 'text', 'quote')]

    Raises:
        ValueError: there is no such kind.
    """
    parts: list[tuple[str, str, ValueKind]] = []
    for text, name, kind, _ in string.Formatter().parse(template):
        known = next((found for found in get_args(ValueKind) if found == (kind or "plain")), None)
        if known is None:
            raise ValueError(f"no kind of value is called '{kind}'")
        parts.append((text, name or "", known))
    return parts


@cache
def load_messages() -> dict[str, Messages]:
    """The templates by the code of their language."""
    return {
        name: load_file(f"messages/{name}.toml", Messages) for name in names_of_files("messages")
    }


def find_messages(language: str) -> Messages:
    """The templates in that language.

    Raises:
        UsageError: there is no file for it.
    """
    known = load_messages()
    if language not in known:
        raise UsageError(f"unknown language '{language}': use one of {', '.join(known)}")
    return known[language]

"""The EU funds that plans are coordinated with (``eu_funds.toml``)."""

from __future__ import annotations

from functools import cache

from schemas.fact_files import Facts, PhrasesByLanguage, load_file


class OtherFund(PhrasesByLanguage):
    """An EU fund that plans are coordinated with, other than the three of this project."""

    code: str
    label_en: str


class _OtherFundFile(Facts):
    fund: tuple[OtherFund, ...]


@cache
def load_other_funds() -> tuple[OtherFund, ...]:
    """The EU funds that plans are coordinated with."""
    return load_file("eu_funds.toml", _OtherFundFile).fund

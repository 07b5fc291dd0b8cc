"""Kinds of beneficiaries and the phrases that name them (``beneficiaries.toml``)."""

from __future__ import annotations

from functools import cache

from schemas.errors import FactsError
from schemas.fact_files import Facts, PhrasesByLanguage, load_file


class Category(PhrasesByLanguage):
    """A kind of beneficiary and the phrases that name it."""

    code: str
    label_en: str
    parent: str | None = None


class _CategoryFile(Facts):
    category: tuple[Category, ...]


@cache
def load_categories() -> tuple[Category, ...]:
    """The beneficiary categories, in the file's order; parents must exist."""
    found = load_file("beneficiaries.toml", _CategoryFile).category
    codes = {category.code for category in found}
    for category in found:
        if category.parent is not None and category.parent not in codes:
            raise FactsError(
                f"schemas/beneficiaries.toml: key category.{category.code}.parent: "
                f"no category {category.parent}. Mend the entry."
            )
    return found

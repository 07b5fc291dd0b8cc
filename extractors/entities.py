"""Finds the phrases of the data files in a text: beneficiary categories, funds, countries.

The phrases are spaCy token patterns in a blank pipeline, so that inflected forms are found by stem
and word boundaries are the language's. A phrase is tokens with one space between them:
``word`` is that token, ``stem*`` a token that begins so, ``{a|b}`` one of several and ``{a|b}*``
any number of them, also none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.pipeline import SpanRuler

from extractors.tokens import load_pipeline
from schemas.errors import FactsError
from schemas.facts import load_categories, load_funds, load_languages, load_other_funds

_KEY = "found"


@dataclass(frozen=True, slots=True)
class Entity:
    """A phrase found: its code and the characters it takes."""

    code: str
    start: int
    end: int


def phrase_to_token_pattern(phrase: str) -> list[dict[str, Any]]:
    """A phrase as a spaCy token pattern.

    >>> phrase_to_token_pattern("lokal* {,|och}*")
    [{'LOWER': {'REGEX': '^(?:lokal.*)$'}}, {'LOWER': {'REGEX': '^(?:,|och)$'}, 'OP': '*'}]

    Raises:
        FactsError: a brace is left open.
    """
    pattern: list[dict[str, Any]] = []
    for token in phrase.split(" "):
        repeated = token.endswith("}*")
        group = token.removesuffix("*") if repeated else token
        if group.startswith("{") != group.endswith("}"):
            raise FactsError(
                f"phrase '{phrase}': a brace is left open at '{token}'. Mend the entry."
            )
        options = group[1:-1].split("|") if group.startswith("{") else [group]
        if len(options) == 1 and not options[0].endswith("*") and not repeated:
            pattern.append({"LOWER": options[0].lower()})
            continue
        choice = "|".join(_stem_to_regex(option) for option in options)
        pattern.append({"LOWER": {"REGEX": f"^(?:{choice})$"}, **({"OP": "*"} if repeated else {})})
    return pattern


def _stem_to_regex(option: str) -> str:
    stem = option.removesuffix("*").lower()
    return re.escape(stem) + (".*" if option.endswith("*") else "")


class EntityFinder:
    """Finds one set of phrases in texts of one language."""

    def __init__(
        self, code: str, phrases: Mapping[str, Iterable[str]], parents: Mapping[str, str | None]
    ) -> None:
        """Build the pipeline.

        Args:
            code: of the language.
            phrases: per entity code, in order of precedence.
            parents: the group of each code; see ``find``.
        """
        self._order = {entity: at for at, entity in enumerate(phrases)}
        self._parents = parents
        self._pipeline = load_pipeline(code)
        self._ruler = SpanRuler(self._pipeline, spans_key=_KEY, spans_filter=None, validate=False)
        self._ruler.add_patterns(
            [
                {"label": entity, "pattern": phrase_to_token_pattern(phrase)}
                for entity, several in phrases.items()
                for phrase in several
            ]
        )

    def find(self, text: str) -> tuple[Entity, ...]:
        """The entities of ``text`` by first mention, each mention once.

        Of overlapping ones the longer counts, except that members of one group may share words:
        "nationella, regionala och lokala myndigheter" names three.
        """
        doc = self._ruler(self._pipeline.make_doc(text))
        found = [Entity(s.label_, s.start_char, s.end_char) for s in doc.spans.get(_KEY, [])]
        kept = [e for e in found if not any(self._hides(other, e) for other in found)]
        return tuple(sorted(set(kept), key=lambda e: (e.start, self._order[e.code], e.end)))

    def _hides(self, longer: Entity, entity: Entity) -> bool:
        inside = longer.start <= entity.start and entity.end <= longer.end
        if not inside or (longer.start, longer.end) == (entity.start, entity.end):
            return False
        if longer.code == entity.code:
            return True
        parent = self._parents.get(entity.code)
        return parent is None or parent != self._parents.get(longer.code)


@cache
def load_category_finder(code: str) -> EntityFinder:
    """Finds beneficiary categories in one language."""
    categories = load_categories()
    return EntityFinder(
        code,
        {category.code: category.in_language(code) for category in categories},
        {category.code: category.parent for category in categories},
    )


@cache
def load_fund_finder(code: str) -> EntityFinder:
    """Finds the names of EU funds in one language."""
    phrases = {fund.code: fund.names.in_language(code) for fund in load_funds()}
    phrases |= {fund.code: fund.in_language(code) for fund in load_other_funds()}
    return EntityFinder(code, phrases, {})


@cache
def load_document_finder(code: str) -> EntityFinder:
    """Finds the words for a plan (as "plan") and country names (by their codes) in one language."""
    language = next(found for found in load_languages() if found.code == code)
    return EntityFinder(code, {"plan": language.document.plan, **language.countries}, {})


@cache
def load_account_finder(code: str) -> EntityFinder:
    """Finds what a plan tells of its programme with, by the keys of ``account`` in the language."""
    words = next(found for found in load_languages() if found.code == code).account
    sentences = {"implementers", "no_names", "listing"}
    phrases = {key: value for key, value in words if key not in sentences}
    return EntityFinder(code, phrases, {})

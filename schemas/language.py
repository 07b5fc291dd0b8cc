"""Languages: what the plans written in each call things (``languages/*.toml``)."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from schemas.errors import UsageError
from schemas.fact_files import Facts, Phrase, Phrases, load_file, names_of_files, read_data

Season = Literal["spring", "summer", "autumn", "winter"]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]


class Structure(Facts):
    """Words that open headings and card titles, and those before a code in running text."""

    objective: Phrases
    implementation_measure: Phrases
    measure: Phrases
    operating_support: Phrases
    specific_action: Phrases
    referring: Phrases


class Labels(Facts):
    """Row and paragraph labels, per section of a card."""

    target_group: Phrases
    result_targets: Phrases
    support_rate: Phrases
    beneficiaries: Phrases
    coordination: Phrases
    indicators: Phrases
    indicators_output: Phrases
    indicators_result: Phrases
    call_timing: Phrases
    start: Phrases


class TableWords(Facts):
    """What rows and captions of the funding table and the call tables begin with."""

    table: Phrases
    project: Phrases
    operating_support: Phrases
    specific_action: Phrases
    technical_assistance: Phrases
    total: Phrases
    open_mark: Phrases
    currency: Phrases
    objective: tuple[Phrase, ...]


class MeaningPhrases(Facts):
    """Openings of sentences and values that carry a meaning."""

    goal: Phrases
    goal_more: Phrases
    activities_intro: Phrases
    raised_support: Phrases
    no_indicators: Phrases
    other_indicators: Phrases
    other: Phrases
    none_planned: Phrases
    see_call: Phrases
    not_applicable: Phrases
    percent: Phrases
    at_most: Phrases
    continued: Phrases


class Seasons(Facts):
    """Words for the seasons of a call, in every form that plans use."""

    spring: Phrases
    summer: Phrases
    autumn: Phrases
    winter: Phrases
    linking: Phrases

    @property
    def by_season(self) -> dict[Season, tuple[str, ...]]:
        """The words for each season."""
        return {
            "spring": self.spring,
            "summer": self.summer,
            "autumn": self.autumn,
            "winter": self.winter,
        }


class DateWords(Facts):
    """Words of dates; ``stem*`` stands for every word that begins so."""

    months: Annotated[tuple[Phrases, ...], Field(min_length=12, max_length=12)]
    blank: Phrases
    day_endings: tuple[Phrase, ...] = ()
    filling: Phrases
    deadline: Phrases
    deadline_after: tuple[Phrase, ...] = ()
    end_of: tuple[Phrase, ...] = ()
    end_after: tuple[Phrase, ...] = ()


class AmountWords(Facts):
    """Words of amounts in running text."""

    thousand: Phrases
    million: Phrases
    billion: Phrases
    about: Phrases
    total: Phrases
    total_after: Phrases
    whole: tuple[Phrase, ...] = ()
    of_whole: tuple[Phrase, ...] = ()
    of_which: Phrases


class NumberWords(Facts):
    """How numbers are written; ``stem*`` stands for every word that begins so."""

    decimal: Literal[",", "."]
    spelled: dict[Annotated[str, StringConstraints(pattern=r"^\d+$")], Phrases]


class AccountWords(Facts):
    """What a plan tells of its programme with; phrases are tokens, as in ``beneficiaries.toml``."""

    programme: Phrases
    approved: Phrases
    amended: Phrases
    amendment: Phrases
    committee: Phrases
    handled: Phrases
    additional_funding: Phrases
    granted: Phrases
    started: Phrases
    not_started: Phrases
    negation: Phrases
    committed: Phrases
    implementers: Phrases
    no_names: Phrases
    listing: Phrases


class Wrap(Facts):
    """What decides on a hyphen at a line's end.

    Attributes:
        conjunctions: words before which it stays and a space follows.
        kept_between: letters between two of which, when they are the same, the hyphen is the
            word's own (Finnish "linja-auto", never "linjaauto").
    """

    conjunctions: Phrases
    kept_between: str = ""


class Sentences(Facts):
    """Abbreviations whose point does not end a sentence."""

    abbreviations: Phrases


class TokenRules(Facts):
    """How spaCy cuts words: signs that join letters to one token, endings that are tokens."""

    joiners: tuple[Annotated[str, StringConstraints(min_length=1, max_length=1)], ...] = ()
    endings: tuple[Phrase, ...] = ()


class DocumentWords(Facts):
    """What a document of this language is recognised by."""

    plan: Phrases
    function_words: Phrases


class Language(Facts):
    """One language file."""

    code: LanguageCode
    name: str
    structure: Structure
    labels: Labels
    phrases: MeaningPhrases
    tables: TableWords
    seasons: Seasons
    dates: DateWords
    amounts: AmountWords
    numbers: NumberWords
    account: AccountWords
    wrap: Wrap
    sentences: Sentences
    tokens: TokenRules
    document: DocumentWords
    countries: dict[str, Phrases]


@cache
def load_languages() -> tuple[Language, ...]:
    """Every language file, by code."""
    return tuple(
        load_file(f"languages/{name}.toml", Language) for name in names_of_files("languages")
    )


@cache
def load_token_exceptions(code: str) -> frozenset[str]:
    """What spaCy's tokenizer of a language cuts otherwise than the letters suggest.

    The file is spaCy's own list; ``tests/extractors/test_tokens.py`` tells how to write it anew.
    """
    rows = (line.split("\t") for line in read_data("token_exceptions.tsv").splitlines()[1:])
    return frozenset(stretch for language, stretch in rows if language == code)


def find_language(code: str) -> Language:
    """The language with that code.

    Raises:
        UsageError: there is no file for it.
    """
    for language in load_languages():
        if language.code == code.lower():
            return language
    known = ", ".join(language.code for language in load_languages())
    raise UsageError(f"unknown language '{code}': use one of {known}")

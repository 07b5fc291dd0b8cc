"""Loads the data files beside this module: languages, funds, indicators, beneficiaries, EU funds.

Everything a plan's words mean is data; the code only knows the keys. A bad entry is an error that
names the file and the key.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal, Self, TypeVar, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)

from schemas.errors import FactsError, UsageError
from schemas.stages import Kind

Phrase = Annotated[str, StringConstraints(min_length=1, pattern=r"^\S+( \S+)*$")]
Phrases = Annotated[tuple[Phrase, ...], Field(min_length=1)]
Season = Literal["spring", "summer", "autumn", "winter"]
_Model = TypeVar("_Model", bound=BaseModel)
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
FundCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]+$")]


def _check_no_phrase_twice(phrases: tuple[str, ...]) -> None:
    twice = [phrase for phrase, n in Counter(p.casefold() for p in phrases).items() if n > 1]
    if twice:
        raise ValueError(f"listed twice: {', '.join(twice)}")


class _Facts(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    @field_validator("*")
    @classmethod
    def _no_phrase_twice(cls, value: object) -> object:
        if isinstance(value, tuple) and all(isinstance(item, str) for item in value):
            _check_no_phrase_twice(value)
        return value


class Structure(_Facts):
    """Words that open headings and card titles, and those before a code in running text."""

    objective: Phrases
    implementation_measure: Phrases
    measure: Phrases
    operating_support: Phrases
    specific_action: Phrases
    referring: Phrases


class Labels(_Facts):
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


class TableWords(_Facts):
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


class MeaningPhrases(_Facts):
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


class Seasons(_Facts):
    """Words for the seasons of a call, in every form that plans use."""

    spring: Phrases
    summer: Phrases
    autumn: Phrases
    winter: Phrases
    linking: Phrases


class DateWords(_Facts):
    """Words of dates; ``stem*`` stands for every word that begins so."""

    months: Annotated[tuple[Phrases, ...], Field(min_length=12, max_length=12)]
    blank: Phrases
    day_endings: tuple[Phrase, ...] = ()
    filling: Phrases
    deadline: Phrases
    deadline_after: tuple[Phrase, ...] = ()
    end_of: tuple[Phrase, ...] = ()
    end_after: tuple[Phrase, ...] = ()


class AmountWords(_Facts):
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


class NumberWords(_Facts):
    """How numbers are written; ``stem*`` stands for every word that begins so."""

    decimal: Literal[",", "."]
    spelled: dict[Annotated[str, StringConstraints(pattern=r"^\d+$")], Phrases]


class AccountWords(_Facts):
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


class Wrap(_Facts):
    """What decides on a hyphen at a line's end.

    Attributes:
        conjunctions: words before which it stays and a space follows.
        kept_between: letters between two of which, when they are the same, the hyphen is the
            word's own (Finnish "linja-auto", never "linjaauto").
    """

    conjunctions: Phrases
    kept_between: str = ""


class Sentences(_Facts):
    """Abbreviations whose point does not end a sentence."""

    abbreviations: Phrases


class TokenRules(_Facts):
    """How spaCy cuts words: signs that join letters to one token, endings that are tokens."""

    joiners: tuple[Annotated[str, StringConstraints(min_length=1, max_length=1)], ...] = ()
    endings: tuple[Phrase, ...] = ()


class DocumentWords(_Facts):
    """What a document of this language is recognised by."""

    plan: Phrases
    function_words: Phrases


class Language(_Facts):
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


class PhrasesByLanguage(_Facts):
    """Phrases under the code of each language; every other key is declared by the subclass."""

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, Phrases]

    @model_validator(mode="after")
    def _only_known_languages(self) -> Self:
        unknown = set(self.__pydantic_extra__) - set(names_of_files("languages"))
        if unknown:
            raise ValueError(f"neither a key nor a language: {', '.join(sorted(unknown))}")
        for phrases in self.__pydantic_extra__.values():
            _check_no_phrase_twice(phrases)
        return self

    def in_language(self, code: str) -> tuple[str, ...]:
        """The phrases in one language, () when there are none."""
        return self.__pydantic_extra__.get(code, ())


class FundObjective(_Facts):
    """A specific objective of a fund and the letters of its implementation measures."""

    number: int
    label_en: str
    letters: tuple[str, ...]


class RaisedAction(PhrasesByLanguage):
    """An action whose support the regulation lets rise, and the key words that show it."""

    label_en: str


class Ceilings(_Facts):
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


class LeastShare(_Facts):
    """What an objective gets at least, in percent of the programme's allocation."""

    objective: int
    percent: int


class Shares(_Facts):
    """Limits of shares, in percent of what the programme was allocated."""

    operating_support: int
    least: tuple[LeastShare, ...]

    def least_of(self, objective: int) -> int | None:
        """What the objective gets at least; ``None`` where the regulation says nothing."""
        return next((s.percent for s in self.least if s.objective == objective), None)


class Fund(_Facts):
    """One fund file."""

    code: FundCode
    regulation: str
    names: PhrasesByLanguage
    objective: tuple[FundObjective, ...]
    ceilings: Ceilings
    shares: Shares
    raised_action: tuple[RaisedAction, ...]


class Category(PhrasesByLanguage):
    """A kind of beneficiary and the phrases that name it."""

    code: str
    label_en: str
    parent: str | None = None


class OtherFund(PhrasesByLanguage):
    """An EU fund that plans are coordinated with, other than the three of this project."""

    code: str
    label_en: str


class Indicator(_Facts):
    """An indicator of a fund's regulation (Annex VIII)."""

    fund: FundCode
    objective: int
    code: str
    kind: Literal["output", "result"]
    parent: str | None
    related_output: str | None
    unit: str
    label_en: str
    note: str | None


class Explanation(_Facts):
    """What a finding's code means: what is compared, why it matters, what to do about it."""

    title: str
    why: str
    do: str


class _ExplanationFile(_Facts):
    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, Explanation]


class _CategoryFile(_Facts):
    category: tuple[Category, ...]


class _OtherFundFile(_Facts):
    fund: tuple[OtherFund, ...]


def _text(name: str) -> str:
    return files("schemas").joinpath(*name.split("/")).read_text(encoding="utf-8")


def load_file(name: str, model: type[_Model]) -> _Model:
    """A data file under ``schemas/``, validated.

    Args:
        name: such as "languages/sv.toml".
        model: what the file must hold.

    Raises:
        FactsError: an entry is wrong; the message names file and key.
    """
    try:
        return model.model_validate(tomllib.loads(_text(name)))
    except tomllib.TOMLDecodeError as error:
        raise FactsError(f"schemas/{name}: not valid TOML: {error}. Mend the file.") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise FactsError(f"schemas/{name}: key {key}: {first['msg']}. Mend the entry.") from error


def names_of_files(folder: str) -> tuple[str, ...]:
    """The TOML files in a folder under ``schemas/``, without their ending, sorted."""
    found = (f.name for f in files("schemas").joinpath(folder).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in found if name.endswith(".toml")))


@cache
def load_languages() -> tuple[Language, ...]:
    """Every language file, by code."""
    return tuple(
        load_file(f"languages/{name}.toml", Language) for name in names_of_files("languages")
    )


@cache
def load_funds() -> tuple[Fund, ...]:
    """Every fund file, by code."""
    return tuple(load_file(f"funds/{name}.toml", Fund) for name in names_of_files("funds"))


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


@cache
def load_other_funds() -> tuple[OtherFund, ...]:
    """The EU funds that plans are coordinated with."""
    return load_file("eu_funds.toml", _OtherFundFile).fund


@cache
def load_explanations() -> dict[str, Explanation]:
    """What each code of a finding means."""
    return dict(load_file("findings.toml", _ExplanationFile).__pydantic_extra__)


@cache
def load_indicators() -> tuple[Indicator, ...]:
    """The indicators of the three regulations, in the file's order."""
    name = "indicators.tsv"
    rows = csv.DictReader(io.StringIO(_text(name)), delimiter="\t", quoting=csv.QUOTE_NONE)
    found: list[Indicator] = []
    for number, row in enumerate(rows, start=2):
        filled = {key: (value or None) for key, value in row.items()}
        try:
            found.append(Indicator.model_validate(filled))
        except ValidationError as error:
            first = error.errors()[0]
            key = ".".join(str(part) for part in first["loc"])
            raise FactsError(
                f"schemas/{name}: line {number}, column {key}: {first['msg']}. Mend the row."
            ) from error
    return tuple(found)


@cache
def load_token_exceptions(code: str) -> frozenset[str]:
    """What spaCy's tokenizer of a language cuts otherwise than the letters suggest.

    The file is spaCy's own list; ``tests/extractors/test_tokens.py`` tells how to write it anew.
    """
    rows = (line.split("\t") for line in _text("token_exceptions.tsv").splitlines()[1:])
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

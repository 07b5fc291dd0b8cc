"""The source of a sample plan: what is typeset, and at the same time the truth about it."""

import tomllib
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from .look import Layout, Words
from .marks import MARK, Mark, find_marks, millions, printed_money

Kind = Literal["measure", "operating_support", "specific_action"]
KIND_SUFFIX = {"operating_support": "OS", "specific_action": "SA"}


def fold(text: str) -> str:
    """Undo the source file's line wraps: NFC, one space between words."""
    return " ".join(unicodedata.normalize("NFC", text).split())


Text = Annotated[str, AfterValidator(fold)]
Round = Annotated[str, Field(pattern=r"^(spring|autumn) \d{4}$")]


class Model(BaseModel):
    """A source record: no key may be misspelt."""

    model_config = ConfigDict(extra="forbid")


class Activities(Model):
    """`unmarked`: indices of items without a bullet mark; `in_goal`: the intro runs on there."""

    intro: Text
    items: list[Text]
    unmarked: list[int] = []
    in_goal: bool = False


class Results(Model):
    """Result targets; notes stand after the bullets as plain paragraphs."""

    items: list[Text]
    notes: list[Text] = []


class Raised(Model):
    """One raised-support sentence."""

    percent: int
    condition: Text


class SupportRate(Model):
    """Base rate and its raised rates."""

    base_percent: int
    raised: list[Raised]


class Beneficiaries(Model):
    """Paragraphs of the cell, and the beneficiary codes in order of first mention."""

    paragraphs: list[Text]
    categories: list[str]


class Coordination(Model):
    """Cell text and the funds it names."""

    status: Literal["stated", "not_applicable", "missing"]
    text: Text | None = None
    funds: list[str] = []


class Indicators(Model):
    """Lines such as "O.1.1 Number of …", or a sentence saying that none apply."""

    output: list[Text] = []
    result: list[Text] = []
    none: Text | None = None
    note: Text | None = None


class CallTiming(Model):
    """Cell text and the rounds it means."""

    status: Literal["planned", "none_planned", "unclear", "missing"]
    text: Text | None
    rounds: list[Round]


class Start(Model):
    """The last row of a card; its cell may be empty. `date` is the deadline that the text means."""

    label: Text
    text: Text | None = None
    date: str | None = None


class Card(Model):
    """One measure card; `amounts` is the money of a card without a code."""

    kind: Kind = "measure"
    code: str | None = None
    objective: int
    title: Text
    background: list[Text] = []
    goal: list[Text] = []
    target_group: Text | None = None
    target_group_place: Literal["before", "after"] = "after"
    conditions_before: list[Text] = []
    eligible_activities: Activities | None = None
    conditions_after: list[Text] = []
    result_targets: Results | None = None
    support_rate: SupportRate
    beneficiaries: Beneficiaries
    coordination: Coordination
    indicators: Indicators
    call_timing: CallTiming
    start: Start | None = None
    amounts: dict[Round, Decimal] = {}

    @property
    def card_id(self) -> str:
        """The code, or objective number and kind: "1-OS"."""
        return self.code or f"{self.objective}-{KIND_SUFFIX[self.kind]}"

    @property
    def measure_code(self) -> str | None:
        """The implementation measure's code: "1A" of "1A1"."""
        return self.code[:2] if self.code else None


class Allocation(Model):
    """One row of the funding table."""

    kind: Literal["project", "operating_support", "specific_action"]
    label: Text
    amount: Decimal


class Objective(Model):
    """A specific objective and its money."""

    number: int
    title: Text
    allocations: list[Allocation]


class ImplementationMeasure(Model):
    """A chapter of cards; `semicolon` closes its heading with ";"."""

    code: str
    objective: int
    title: Text
    semicolon: bool
    amounts: dict[Round, Decimal]


class Event(Model):
    """A sentence on the programme's life, with marks, and the kind of each of its dates.

    A sentence without a day has one kind; `year` is what it says instead.
    """

    kinds: list[Literal["approved", "amended", "handled", "funded"]]
    sentence: Text
    year: int | None = None


class Progress(Model):
    """What the chapter on progress says of an objective, in the order in which it is typeset.

    All blocks have the form of a chapter's, with marks.
    """

    objective: int
    heading: Text | None = None
    started: list[Text] = []
    implementers: list[Text] = []
    not_started: list[Text] = []
    money: list[Text] = []

    @property
    def blocks(self) -> list[str]:
        """Everything, in order."""
        heading = [f"## {self.heading}"] if self.heading else []
        return [*heading, *self.started, *self.implementers, *self.not_started, *self.money]


class Chapter(Model):
    """A chapter before the cards.

    A block is a paragraph, "## heading", "- bullet", or a table or text in braces:
    "{allocations}", "{calls}", "{events}", "{progress}".
    """

    heading: Text
    blocks: list[Text]


class CardChapter(Model):
    """The chapter that holds the cards."""

    heading: Text


class Plan(Model):
    """A whole sample plan; it must not contradict itself."""

    fund: Literal["AMIF", "ISF", "BMVI"]
    language: Literal["sv", "fi", "en"]
    title: Text
    disclaimer: Text
    rounds: list[Round]
    layout: Layout
    words: Words
    events: list[Event]
    progress: list[Progress]
    chapters: list[Chapter]
    chapter_cards: CardChapter
    objectives: list[Objective]
    implementation_measures: list[ImplementationMeasure]
    cards: list[Card]

    def measures_of(self, objective: Objective) -> list[ImplementationMeasure]:
        """Implementation measures of an objective, in order."""
        return [m for m in self.implementation_measures if m.objective == objective.number]

    def cards_of(self, measure: ImplementationMeasure) -> list[Card]:
        """Cards of an implementation measure, in order."""
        return [c for c in self.cards if c.measure_code == measure.code]

    def codeless_of(self, objective: Objective) -> list[Card]:
        """Operating support and specific actions of an objective, in order."""
        return [c for c in self.cards if c.objective == objective.number and not c.code]

    def total_of(self, number: int) -> Decimal:
        """All money of an objective."""
        objective = next(o for o in self.objectives if o.number == number)
        return sum((row.amount for row in objective.allocations), Decimal())

    def title_of(self, code: str) -> str:
        """The title of a measure or implementation measure."""
        named = [(c.code, c.title) for c in self.cards]
        named += [(m.code, m.title) for m in self.implementation_measures]
        return next(title for known, title in named if known == code)

    def fill(self, text: str, objective: int | None = None) -> str:
        """A text as it is typeset: what each mark stands for in its place."""
        marks = iter(find_marks(text))
        return MARK.sub(lambda _: self._print_mark(next(marks), objective), text)

    def expand(self, block: str) -> list[str]:
        """A chapter's block as it is typeset; "{events}" and "{progress}" are several."""
        if block == "{events}":
            return [" ".join(self.fill(event.sentence) for event in self.events)]
        if block == "{progress}":
            return [self.fill(b, p.objective) for p in self.progress for b in p.blocks]
        return [block]

    def _print_mark(self, mark: Mark, objective: int | None) -> str:
        match mark.kind:
            case "date":
                return self.words.date.print(*mark.days, mark.form)
            case "title":
                return self.title_of(mark.value)
            case "amount" | "committed" | "total":
                return self._print_money(mark, objective)
            case _:
                return mark.value

    def money_of(self, mark: Mark, objective: int | None) -> tuple[Decimal, Decimal]:
        """The sum that a mark prints and what one of its last digit is worth."""
        amount = Decimal(mark.value) if mark.value else self.total_of(objective or 0)
        return printed_money(amount, mark.form)

    def _print_money(self, mark: Mark, objective: int | None) -> str:
        amount, unit = self.money_of(mark, objective)
        if mark.form == "exact":
            return self.words.amount.print(amount, 0 if unit == 1 else 2)
        text = millions(amount, unit).replace(".", self.words.amount.decimal)
        return self.words.millions.format(n=text)

    def _known_codes(self) -> Iterator[str]:
        yield from (card.code for card in self.cards if card.code)
        yield from (measure.code for measure in self.implementation_measures)

    @model_validator(mode="after")
    def consistent(self) -> Self:
        """Refuse a plan whose cards, call tables and order disagree."""
        order: list[str] = []
        for objective in self.objectives:
            for measure in self.measures_of(objective):
                cards = self.cards_of(measure)
                order += [c.card_id for c in cards]
                opened = {r for c in cards for r in c.call_timing.rounds}
                _expect(opened == set(measure.amounts), f"{measure.code}: amounts and rounds")
            for card in self.codeless_of(objective):
                order.append(card.card_id)
                paid = set(card.amounts) <= set(card.call_timing.rounds)
                _expect(paid, f"{card.card_id}: money outside its rounds")
        _expect(order == [c.card_id for c in self.cards], f"cards are out of order: {order}")
        for card in self.cards:
            timing = card.call_timing
            _expect(set(timing.rounds) <= set(self.rounds), f"{card.card_id}: unknown round")
            said = timing.status != "planned" or timing.text == self.words.rounds(timing.rounds)
            _expect(said, f"{card.card_id}: text of the call and its rounds differ")
        for progress in self.progress:
            marks = [mark for block in progress.blocks for mark in find_marks(block)]
            codes = {mark.value for mark in marks if mark.kind in ("code", "title")}
            _expect(codes <= set(self._known_codes()), f"progress names {codes}")
            _expect(
                all(code.startswith(str(progress.objective)) for code in codes),
                f"objective {progress.objective} lists measures of others",
            )
        return self


def _expect(fact: bool, message: str) -> None:
    if not fact:
        raise ValueError(message)


def load_plan(path: Path) -> Plan:
    """Read and check a plan's source."""
    return Plan.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))

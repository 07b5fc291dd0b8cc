"""The published record: one plan document per plan version (see README, "What comes out").

Names here are a contract with programs outside this repository. ``SCHEMA_VERSION`` changes with
the structure; ``schemas/record_json.py`` writes the record and its JSON Schema.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from schemas.stages import Kind

SCHEMA_VERSION = "1.0.0"

Points = Annotated[
    tuple[float, float, float, float],
    Field(description="x0, top, x1, bottom in PDF points from the page's top left corner"),
]
DecimalString = Annotated[
    str, Field(pattern=r"^-?\d+(\.\d+)?$", description="Decimal number with a point, EUR")
]
Season = Literal["spring", "summer", "autumn", "winter"]
AllocationKind = Literal[
    "project", "operating_support", "specific_action", "technical_assistance", "other"
]
CallKind = Literal[
    "implementation_measure",
    "measure",
    "operating_support",
    "specific_action",
    "project",
    "total",
    "other",
]
MilestoneKind = Literal["approved", "amended", "handled", "funded"]
IsoDate = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Placed = Literal["layout", "arithmetic", "unknown"]
Level = Literal["error", "warning", "note"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""From the worst."""

SEASONS: tuple[Season, ...] = ("winter", "spring", "summer", "autumn")
"""In the order of a year."""


class Record(BaseModel):
    """Base of all published models: frozen, and no key beyond the contract's."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def is_none(value: object) -> bool:
    """For values that are left out of the JSON when they are null."""
    return value is None


def is_empty(value: object) -> bool:
    """For lists that are left out of the JSON when they are empty."""
    return value == []


def _is_layout(value: object) -> bool:
    return value == "layout"


PageNumber = Annotated[int | None, Field(ge=1, description="1-based", exclude_if=is_none)]
OptionalBox = Annotated[Points | None, Field(exclude_if=is_none)]
LineNumber = Annotated[
    int | None, Field(ge=1, description="1-based line of a text input", exclude_if=is_none)
]


class Place(Record):
    """A place in the input: a page with a box, or a line of a text. What is unknown is left out."""

    page: PageNumber = None
    bbox: OptionalBox = None
    line: LineNumber = None


class Evidence(Record):
    """Where a value of a card, a milestone or an objective's progress was read."""

    path: str = Field(description='JSON pointer inside that record, such as "/goal"')
    page: PageNumber = None
    bbox: OptionalBox = None
    line: LineNumber = None


class Objective(Record):
    """A specific objective of the fund."""

    number: int
    title: str | None = Field(
        description="As the chapter heading has it; null when no heading stands over the card"
    )


class CardMeasure(Record):
    """The implementation measure that a card belongs to."""

    code: str = Field(description='Such as "1A"')
    title: str | None = Field(
        description='As the chapter heading has it, without a closing ";"; null without a heading'
    )


class ImplementationMeasure(CardMeasure):
    """An implementation measure of the plan."""

    objective: int = Field(description="Number of its specific objective")


class Activities(Record):
    """What support may be given for."""

    intro: str | None = Field(description="The whole sentence before the list, with its colon")
    items: list[str]


class ResultTargets(Record):
    """What shall have been reached."""

    items: list[str]
    notes: list[str] = Field(description="Paragraphs of the section that are not list items")


class RaisedRate(Record):
    """A higher rate and the sentence that allows it."""

    percent: int = Field(ge=0, description="Percent of eligible cost")
    condition: str = Field(description="The whole sentence")


class SupportRate(Record):
    """Share of the eligible cost that support may cover."""

    base_percent: int | None = Field(ge=0, description="Percent of eligible cost")
    raised: list[RaisedRate]


class Beneficiaries(Record):
    """Who may apply."""

    text: str | None
    categories: list[str] = Field(description="Codes of the beneficiary list, by first mention")


class Coordination(Record):
    """Coordination with other EU funding."""

    status: Literal["stated", "not_applicable", "missing"]
    text: str | None
    funds: list[str] = Field(description="Codes of the funds named, by first mention")


class Indicator(Record):
    """An indicator that must be reported."""

    code: str = Field(description='Such as "O.1.1.1"')
    text: str
    parent: str | None = Field(description='"O.1.1" of "O.1.1.1", else null')


class Indicators(Record):
    """The indicators of a card."""

    status: Literal["listed", "none_applied", "missing"]
    output: list[Indicator]
    result: list[Indicator]
    note: str | None = Field(description="The sentence about other indicators")


class Round(Record):
    """A round of calls."""

    season: Season
    year: int


class CallTiming(Record):
    """When calls open."""

    status: Literal["planned", "none_planned", "unclear", "missing"]
    text: str | None
    rounds: list[Round]


class Start(Record):
    """The start deadline or schedule, under the label that the plan gives it."""

    label: str
    text: str | None = Field(description="null when the cell is empty")
    date: IsoDate | None = Field(
        default=None,
        description="The deadline, where the row names one day, or the end of a month or year; "
        "null where it refers to the call",
    )


class Corrected(Record):
    """A value that a person put in place of the one that was read."""

    path: str = Field(description="JSON pointer inside the card")
    extracted: str = Field(description="The value that was read, as JSON")
    name: str = Field(description="Who corrected it")
    date: str = Field(description="When, YYYY-MM-DD")
    reason: str


class MeasureCard(Record):
    """One measure card."""

    card_id: str = Field(description='The code, or objective number + kind: "1-OS", "1-SA-2"')
    kind: Kind = Field(description="measure, operating_support or specific_action")
    code: str | None = Field(description='Such as "2D5"; null for cards without one')
    title: str = Field(description="Without the word for measure and the code")
    specific_objective: Objective | None = Field(description="The objective the card belongs to")
    implementation_measure: CardMeasure | None = Field(
        description="The implementation measure; null for cards without a code"
    )
    background: str | None = Field(description="The text before the goal")
    goal: str | None = Field(description="The whole goal paragraph or paragraphs")
    target_group: str | None = Field(description="The text after a target-group label")
    eligible_activities: Activities | None = Field(description="What support may be given for")
    conditions: list[str] = Field(
        description="Paragraphs between goal and result targets that are neither activities nor "
        "target group"
    )
    result_targets: ResultTargets | None = Field(description="What shall have been reached")
    support_rate: SupportRate = Field(description="Share of the eligible cost that is supported")
    beneficiaries: Beneficiaries = Field(description="Who may apply")
    coordination: Coordination = Field(description="Coordination with other EU funding")
    indicators: Indicators = Field(description="The indicators that must be reported")
    call_timing: CallTiming = Field(description="When calls open")
    start: Start | None = Field(description="Start deadline or schedule; null without such a row")
    evidence: list[Evidence] = Field(description="Where each value was read")
    corrected: Annotated[
        list[Corrected],
        Field(description="Values that people corrected", exclude_if=is_empty),
    ] = Field(default_factory=list)


class Period(Record):
    """First and last year that the plan covers."""

    start: int
    end: int


class PlanSource(Record):
    """The input file."""

    file: str
    sha256: str
    media_type: str
    pages: int
    failed_pages: list[int]


class DecidedBy(Record):
    """What fund, language, period and country were read from; null when they could not be."""

    fund: str | None
    language: str | None
    period: str | None
    country: str | None


class Milestone(Record):
    """Something that happened to the programme or plan: one for each date of a sentence."""

    kind: MilestoneKind = Field(
        description="approved, amended, handled (by the monitoring committee), funded (more money)"
    )
    date: IsoDate | None = Field(
        description="null when the plan gives no day, or a stand-in such as x.x.2025"
    )
    until: IsoDate | None = Field(description="Last day, where the plan gives a range of days")
    year: int | None = Field(description="Also where the plan gives no day")
    what: str = Field(description="The plan's sentence")
    amount: DecimalString | None = Field(description="The money of an additional funding")
    evidence: list[Evidence] = Field(description="Where each value was read")


class Extractor(Record):
    """The program that made the record."""

    name: str
    version: str
    reader: str
    build: str | None = Field(
        default=None,
        description="Digest of the program's code, data and engines: equal builds read a plan "
        "equally; null when not known",
    )


class PlanHeader(Record):
    """What plan this is and where it came from."""

    plan_id: str
    fund: str | None = Field(description="AMIF, ISF or BMVI; null when the plan does not say")
    country: str | None = Field(description='ISO 3166 code, such as "FI"')
    language: str = Field(pattern="^[a-z]{2}$", description="sv, fi or en")
    title: str | None
    period: Period | None
    version: str
    status: Literal["complete", "partial"]
    source: PlanSource
    decided_by: DecidedBy
    milestones: list[Milestone]
    extractor: Extractor
    sequence: int | None = Field(
        default=None,
        ge=1,
        description="1-based order in which the versions of the plan were stored; null before that",
    )
    supersedes: str | None = Field(
        default=None, description="The version that this one follows; null for the first one"
    )
    corrections: Annotated[
        str | None,
        Field(description="Stands for the corrections by people", exclude_if=is_none),
    ] = None


class AllocationRow(Record):
    """Money for one kind of support under an objective."""

    kind: AllocationKind
    label: str
    amount: DecimalString | None
    evidence: list[Place] = Field(default_factory=list, description="Label and amount")


class Allocation(Record):
    """Money for one objective."""

    objective: int
    objective_title: str
    total: DecimalString | None
    rows: list[AllocationRow]
    evidence: list[Place] = Field(default_factory=list, description="Objective, title and total")


class CallCell(Record):
    """What a row says of one round."""

    open: bool
    amount: DecimalString | None
    placed: Placed = Field(
        default="layout",
        exclude_if=_is_layout,
        description="What says that this is in this round; left out when the layout does. In a "
        "text dump arithmetic may (the totals of the rounds), or nothing: then open and amount "
        "say nothing either",
    )
    evidence: list[Place] = Field(
        default_factory=list,
        description="The mark or amount, or the empty cell; of a text dump its row",
    )


class CallRow(Record):
    """A row of a call table."""

    kind: CallKind
    code: str | None
    label: str
    cells: list[CallCell]
    evidence: list[Place] = Field(default_factory=list, description="Code and label")


class CallTable(Record):
    """The calls of one objective, one cell per row and round."""

    objective: int
    table: int | None
    rounds: list[Round]
    rows: list[CallRow]
    evidence: list[Place] = Field(
        default_factory=list, description="Objective, number of the table, and rounds"
    )


class Funding(Record):
    """The funding table and the call tables."""

    allocations: list[Allocation]
    allocations_total: DecimalString | None = None
    allocations_total_evidence: list[Place] = Field(default_factory=list)
    calls: list[CallTable]


class Progress(Record):
    """The plan's own account of an objective."""

    objective: int = Field(description="Number of the specific objective")
    started: list[str] = Field(
        description="Codes of measures and implementation measures, by first mention"
    )
    not_started: list[str] = Field(description="Likewise")
    implementers: list[str] = Field(description="Who carries measures out, as the plan names them")
    committed: DecimalString | None = Field(description="Money that is bound, EUR")
    total: DecimalString | None = Field(description="Money that there is, EUR")
    committed_rounded_to: DecimalString | None = Field(
        description="What one of its last printed digit is worth, EUR: 100000 of 21.2 million"
    )
    total_rounded_to: DecimalString | None = Field(description="Likewise of the total")
    evidence: list[Evidence] = Field(description="Where each value was read")


FindingCode = Literal[
    "call-rounds-differ",
    "table-total-differs",
    "table-total-unexplained",
    "card-without-table-row",
    "table-row-without-card",
    "title-differs",
    "numbering-gap",
    "duplicate-card",
    "indicator-unknown",
    "indicator-objective-differs",
    "indicators-contradictory",
    "indicator-pair-missing",
    "start-missing",
    "call-timing-unclear",
    "rate-not-allowed",
    "raised-rate-unexplained",
    "rate-unusual",
    "raised-rate-missing",
    "rates-differ",
    "funding-share",
    "field-missing",
    "unknown-label",
    "leftover-text",
    "page-without-text",
    "text-order-repaired",
    "readers-disagree",
    "source-repaired",
    "card-without-title",
    "text-struck-out",
    "option-not-chosen",
    "letters-unread",
    "letters-inferred",
    "correction-not-applied",
    "date-placeholder",
    "unknown-reference",
    "progress-contradictory",
    "progress-amount-differs",
    "table-not-read",
    "cell-placed-by-arithmetic",
    "cell-not-placed",
]


class Accepted(Record):
    """Who accepted a finding, and why."""

    name: str
    date: str = Field(description="YYYY-MM-DD")
    reason: str


class Finding(Record):
    """Something that a reader of the plan, or of its record, should know."""

    code: FindingCode
    level: Level
    card_id: str | None
    field: str | None
    message: str
    evidence: list[Place]
    accepted: Annotated[
        Accepted | None,
        Field(description="A person has looked at it", exclude_if=is_none),
    ] = None


class FieldSource(Record):
    """Stands for the text that a field of a card was read from."""

    card_id: str
    field: str = Field(description='Field of the card; "*" for the whole card')
    fingerprint: str = Field(description="The same as long as the text says the same")


class ChapterParagraph(Record):
    """A paragraph or list item of a chapter."""

    text: str
    evidence: list[Place]


class PlanChapter(Record):
    """Text of the plan outside cards and tables."""

    heading: str | None = Field(description="null before the first heading")
    paragraphs: list[ChapterParagraph]
    evidence: list[Place] = Field(description="The heading")


class Leftover(Place):
    """Text that no rule consumed."""

    text: str


class Coverage(Record):
    """Characters (white space left out) on the pages that hold cards, and what became of them."""

    characters: int
    field: int
    label: int
    heading: int
    furniture: int
    leftover: int
    leftovers: list[Leftover]


class Plan(Record):
    """The plan document."""

    schema_version: str = SCHEMA_VERSION
    plan: PlanHeader
    objectives: list[Objective]
    implementation_measures: list[ImplementationMeasure]
    cards: list[MeasureCard]
    funding: Funding
    progress: list[Progress]
    findings: list[Finding]
    coverage: Coverage
    chapters: list[PlanChapter] = Field(
        default_factory=list, description="What stands outside cards and tables, in order"
    )
    sources: list[FieldSource] = Field(
        default_factory=list, description="What corrections by people are bound to"
    )

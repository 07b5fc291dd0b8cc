"""The published timetable of planned calls, as Article 49(2) of Regulation (EU) 2021/1060 asks for.

The article names five things: the geographical area, the specific objective, the type of eligible
applicants, the total amount of support, and the start and end date. A plan gives the season and
year of a round and no dates, so ``start_date`` and ``end_date`` are null unless a plan says more;
a season is never made into a date.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.record import (
    CallKind,
    DecimalString,
    IsoDate,
    Place,
    Record,
    Season,
)

CALLS_SCHEMA_VERSION = "1.0.0"

SaidBy = Literal["card", "table", "both"]
AmountFrom = Literal["total", "row"]


class CallMeasure(Record):
    """What opens in a call: a measure, a group of them, or another kind of support."""

    kind: CallKind = Field(description="As in the plan's cards and call tables")
    card_id: str | None = Field(
        default=None, description="Its card; null where the plan has none for it"
    )
    code: str | None = Field(description='Such as "2D5"; null for support without a code')
    title: str = Field(description="Title of the card, or the label of the table's row")
    applicants: list[str] = Field(
        default_factory=list, description="Codes of the card's beneficiaries"
    )
    base_percent: int | None = Field(
        default=None, ge=0, description="Support rate, percent of eligible cost"
    )
    raised_percents: list[int] = Field(
        default_factory=list, description="Higher rates, each under its own condition"
    )
    amount: DecimalString | None = Field(
        default=None, description="Money of its own row; null when not said"
    )
    said_by: SaidBy = Field(description="Whether the card, a call table, or both open the round")
    disputed: bool = Field(
        description="The card and its row in the call table disagree about this round"
    )
    places: list[Place] = Field(description="Where the plan says that it opens")


class PlannedCall(Record):
    """A planned call: what one fund opens under one specific objective in one round."""

    plan_id: str
    version: str
    fund: str | None = Field(description="AMIF, ISF or BMVI; null when the plan does not say")
    geographical_area: str | None = Field(
        description="The country that the plan is of, as ISO 3166 code; its tables name no "
        "narrower area"
    )
    objective: int | None = Field(description="Number of the specific objective")
    objective_title: str | None = Field(description="Of the specific objective, as the plan has it")
    season: Season = Field(description="Of the round, as the plan gives it")
    year: int = Field(description="Of the round, as the plan gives it")
    start_date: IsoDate | None = Field(
        default=None, description="First day of the call; null while the plan gives a season only"
    )
    end_date: IsoDate | None = Field(
        default=None, description="Last day of the call; null while the plan gives a season only"
    )
    applicants: list[str] = Field(
        description="Codes of all beneficiaries of what opens, by first mention"
    )
    applicant_names: list[str] = Field(description="The same in the plan's language")
    amount: DecimalString | None = Field(
        description="Total support of the call in EUR, as the plan states it; never added up here"
    )
    amount_from: AmountFrom | None = Field(
        description="total: the call table's total of the round; row: the only row that opens"
    )
    opens: list[CallMeasure] = Field(description="What opens, in the plan's order")
    places: list[Place] = Field(description="Where the amount stands; without one, see opens")


class CallSource(Record):
    """A plan that calls were read from."""

    plan_id: str
    version: str
    language: str
    title: str | None
    file: str
    sha256: str
    media_type: str
    sequence: int | None = Field(description="1-based order in which the version was stored")


class CallCalendar(Record):
    """The planned calls of one or several plans, in order of time."""

    schema_version: str = CALLS_SCHEMA_VERSION
    legal_basis: str = "Regulation (EU) 2021/1060, Article 49(2) and (4)"
    sources: list[CallSource]
    calls: list[PlannedCall]

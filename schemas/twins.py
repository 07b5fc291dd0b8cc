"""The published comparison of two language editions of one plan version: where they disagree.

Texts in two languages cannot be compared, but what both must say alike can: which cards there are,
numbers, codes, rounds, rates, indicators, lengths of lists, money.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, JsonValue

from schemas.record import Place, PlanHeader, Record

TWINS_SCHEMA_VERSION = "1.0.0"

TwinKind = Literal[
    "card",
    "code",
    "structure",
    "presence",
    "count",
    "number",
    "rate",
    "round",
    "status",
    "category",
    "fund",
    "indicator",
    "row",
    "amount",
]
"""What two editions can disagree about."""

Edition = Literal["first", "second"]


class TwinSides(Record):
    """Where a disagreement stands in both editions."""

    first: list[Place] = Field(default_factory=list)
    second: list[Place] = Field(default_factory=list)


class TwinDifference(Record):
    """A disagreement between the editions."""

    kind: TwinKind = Field(
        description="card: only in one edition; structure: kind, objective or implementation "
        "measure; presence: a field that only one has; number: in a text; row: of a table, or a "
        "whole table, or a heading of the outline; else what it says"
    )
    card_id: str | None = Field(
        description="In the first edition; of a card that only the second one has, there; null "
        "outside the cards"
    )
    other_card_id: str | None = Field(description="In the second edition, where it is another")
    field: str = Field(
        description='Such as "support_rate.base_percent", or the part of the plan: "funding '
        'table, objective 2"'
    )
    first: JsonValue = Field(description="What the first edition has; of numbers, what only it has")
    second: JsonValue = Field(description="Likewise of the second edition")
    message: str = Field(description="The disagreement in words")
    evidence: TwinSides


class TwinUnknown(Record):
    """What cannot be compared, because a page could not be read."""

    card_id: str | None = Field(description="null outside the cards")
    field: str | None = Field(description="null for the whole card")
    edition: Edition = Field(description="The edition whose pages could not be read")
    pages: list[int] = Field(description="Those pages")
    message: str


class TwinPair(Record):
    """A card in both editions, in the first one's order."""

    card_id: str | None = Field(description="In the first edition; null when it lacks the card")
    other_card_id: str | None = Field(description="In the second edition; null when it lacks it")
    differences: int


class Twins(Record):
    """A comparison of twins."""

    first: PlanHeader
    second: PlanHeader
    differences: list[TwinDifference] = Field(
        description="Cards in the first edition's order, then the outline and the tables"
    )
    unknown: list[TwinUnknown]
    cards: list[TwinPair]
    notes: list[str] = Field(description="What a reader should know besides")
    schema_version: str = TWINS_SCHEMA_VERSION

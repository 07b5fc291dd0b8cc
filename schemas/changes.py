"""The published diff of two plan documents: what changed, for whom, and where it stands.

``Change`` is about cards and its names are a contract; ``PlanChange`` is about everything else in
the plan. Values travel as JSON, as they stand in the plan documents.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field, JsonValue

from schemas.record import Place, PlanHeader, Record, is_empty, is_none
from schemas.stages import Kind

DIFF_SCHEMA_VERSION = "1.0.0"

Impact = Literal["restricts", "widens", "neutral", "editorial"]
IMPACTS: tuple[Impact, ...] = get_args(Impact)
"""From what an applicant must know first."""

ChangeType = Literal[
    "card_added",
    "card_removed",
    "card_renumbered",
    "card_split",
    "card_merged",
    "field_changed",
]
ChangeKind = Literal["value_changed", "item_added", "item_removed", "item_changed", "item_moved"]
PlanPart = Literal["objective", "implementation_measure", "allocation", "call_table", "text"]


ListPosition = Annotated[
    int | None, Field(ge=0, description="Place in the list, from 0", exclude_if=is_none)
]


class WordRun(Record):
    """Words that both versions have, or only one of them."""

    op: Literal["same", "removed", "added"]
    text: str


class Sides(Record):
    """Where a change stands in the old and in the new version; a side that lacks it has none."""

    old: list[Place] = Field(default_factory=list)
    new: list[Place] = Field(default_factory=list)


class ValueChange(Record):
    """What every change says of a value."""

    kind: ChangeKind | None = Field(description="How a value changed; null for a whole card")
    old: JsonValue = Field(description="As in the old plan document; null when it has none")
    new: JsonValue = Field(description="As in the new plan document; null when it has none")
    old_at: ListPosition = None
    new_at: ListPosition = None
    impact: Impact = Field(description="What it does to an applicant")
    sentence: dict[str, str] = Field(
        description="What the change does, by language; changes that belong together share it"
    )
    words: Annotated[
        list[WordRun],
        Field(description="The words of a text that was reworded", exclude_if=is_empty),
    ] = Field(default_factory=list)
    evidence: Sides


class Change(ValueChange):
    """A change of a card."""

    card_id: str = Field(description="In the new version; of a card removed, in the old one")
    previous_card_id: str | None = Field(
        description="In the old version, where it is another: of a card renumbered, split off from "
        "it, or merged into card_id; of their field changes too"
    )
    change: ChangeType
    field: str | None = Field(
        description='Such as "goal" or "eligible_activities.items"; null for a whole card'
    )


class PlanChange(ValueChange):
    """A change outside the cards: outline, money, calls, texts."""

    part: PlanPart
    where: str = Field(description='Such as "objective 2" or "call table 3, 2B, autumn 2026"')
    field: str = Field(description='Such as "title", "amount" or "rounds"')


class CardPair(Record):
    """Which card of the old version a card of the new one continues, in the new plan's order."""

    card_id: str | None = Field(description="In the new version; null for a card removed")
    previous_card_id: str | None = Field(description="In the old version; null for a card added")
    kind: Kind = Field(description="In the new version; of a card removed, in the old one")
    title: str = Field(description="In the new version; of a card removed, in the old one")
    similarity: float = Field(ge=0, le=1, description="Of their contents; 1 is the same")
    changes: int = Field(ge=0, description="How many changes are about the card")


class Unknown(Record):
    """What cannot be compared, because a page could not be read: no deletion and no addition."""

    card_id: str
    field: str | None = Field(description="null for the whole card")
    side: Literal["old", "new"] = Field(description="The version whose pages could not be read")
    pages: list[int] = Field(description="Those pages")
    message: str


class ImpactCounts(Record):
    """How many changes there are of each impact."""

    restricts: int = 0
    widens: int = 0
    neutral: int = 0
    editorial: int = 0


class DiffSummary(Record):
    """Counts for a first look."""

    changes: ImpactCounts = Field(description="Of cards")
    plan_changes: ImpactCounts = Field(description="Of everything else")
    cards_added: int
    cards_removed: int
    cards_renumbered: int
    cards_changed: int = Field(description="Cards of both versions whose fields changed")
    cards_unchanged: int
    unknown: int


class Diff(Record):
    """A diff document."""

    old: PlanHeader
    new: PlanHeader
    summary: DiffSummary
    changes: list[Change] = Field(description="Of cards, in the new plan's order")
    plan_changes: list[PlanChange] = Field(description="Outside the cards")
    unknown: list[Unknown] = Field(description="What could not be compared")
    cards: list[CardPair] = Field(description="Which card continues which")
    tool_changes: list[Change] = Field(
        default_factory=list,
        description="What a newer plancards reads otherwise in the old version",
    )
    notes: list[str] = Field(default_factory=list, description="What a reader should know")
    schema_version: str = DIFF_SCHEMA_VERSION

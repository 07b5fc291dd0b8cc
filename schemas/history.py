"""The published history of a plan: its versions, and every value of its cards through them.

A version is named, never dated; ``valid_from`` and ``valid_to`` are the first and the last version
that have a value. Values travel as JSON, as they stand in the plan documents.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, JsonValue

from schemas.changes import ImpactCounts
from schemas.record import Place, Record

HISTORY_SCHEMA_VERSION = "1.0.0"

Beginning = Literal["first", "added", "split", "unknown"]
Ending = Literal["removed", "merged"]

VersionName = Annotated[str, Field(description="Name of a version of the plan")]


class VersionEntry(Record):
    """One version of the plan."""

    version: VersionName
    title: str | None
    file: str = Field(description="The input file's name")
    status: Literal["complete", "partial"]
    failed_pages: list[int] = Field(description="Pages that could not be read")
    cards: int
    findings: int
    changes: ImpactCounts | None = Field(
        description="To the version before, of cards and of all else; null for the first version"
    )
    unknown: int | None = Field(
        description="What could not be compared with the version before; null for the first one"
    )


class CardName(Record):
    """What a card is called in one version."""

    version: VersionName
    card_id: str
    read: bool = Field(
        description="false when the card may stand on pages that could not be read in the version"
    )


class ValueSpan(Record):
    """A value and the versions that have it, without a gap between them.

    The spans of one ``card_key``, ``path`` and ``item`` never overlap.
    """

    card_key: str = Field(description="The card, the same in all versions; see CardHistory")
    card_id: str = Field(description="The card's id in valid_from")
    path: str = Field(
        description='JSON pointer inside the card: "/goal", or of the list that the item is in, '
        '"/eligible_activities/items"'
    )
    item: int | None = Field(
        description="Which item of the list, from 1 and for good: one that was reworded or moved "
        "keeps its number; null for what is no item"
    )
    order: int | None = Field(
        description="The items of a list, and the cards of a plan (path /card_id), stand in this "
        "order in every version; null for other values"
    )
    value: JsonValue = Field(description="null when the card has none; so is an empty list")
    valid_from: VersionName = Field(description="The first version that has the value")
    valid_to: VersionName | None = Field(
        description="The last version that has the value; null when the latest version has it"
    )
    unknown_in: list[VersionName] = Field(
        description="Versions in between whose pages could not be read, so that nothing ends there"
    )
    read_in: VersionName = Field(description="The version that evidence is of")
    evidence: list[Place]


class CardHistory(Record):
    """One card through the versions, however it was numbered."""

    card_key: str = Field(
        description='Its id in the latest version that has it: "2A2"; with that version where '
        'another card has the id later: "2A2@v1"'
    )
    title: str = Field(description="In the latest version that has it")
    names: list[CardName] = Field(description="Its id in every version that has it")
    begins: Beginning = Field(
        description="first: the first version has it; unknown: the version before could not be "
        "read whole; else it was added, or split off"
    )
    split_from: str | None = Field(description="card_key of the card that it was split off from")
    ends: Ending | None = Field(description="null when the latest version has it")
    merged_into: str | None = Field(description="card_key of the card that it was merged into")
    values: list[ValueSpan]


class History(Record):
    """A history document."""

    plan_id: str
    versions: list[VersionEntry] = Field(description="In order, the first one first")
    cards: list[CardHistory] = Field(
        description="In the order of the latest version; those that are gone after them"
    )
    schema_version: str = HISTORY_SCHEMA_VERSION

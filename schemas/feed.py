"""The feed of a store: what happened, one event after the other, for programs that follow it.

An event is never changed or taken away. What an earlier one said of a version that has another
version before it by now is withdrawn by a later one.
"""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Literal

from pydantic import Field

from schemas.changes import Change, PlanChange
from schemas.record import Period, Record

FEED_SCHEMA_VERSION = "1.0.0"

ID_LENGTH = 32
"""Hexadecimal digits of an event's id."""


class VersionAdded(Record):
    """A version was stored. Its changes follow, and then what it makes of the version after it."""

    event: Literal["version_added"] = "version_added"
    plan_id: str
    version: str
    old_version: str | None = Field(description="The version before it; null for a first one")
    next_version: str | None = Field(
        description="The version after it, where it was found late; null when it is the latest"
    )
    fund: str | None
    country: str | None
    language: str
    title: str | None
    period: Period | None
    status: Literal["complete", "partial"]
    file: str
    sha256: str = Field(description="Of the file that the version was read from")
    cards: int = Field(description="How many it has")


class CardChanged(Record):
    """A card changed from one version to another."""

    event: Literal["card_changed"] = "card_changed"
    plan_id: str
    version: str = Field(description="The new version")
    old_version: str
    position: int = Field(ge=0, description="Place in the diff document's changes, from 0")
    change: Change


class PlanChanged(Record):
    """Something outside the cards changed from one version to another."""

    event: Literal["plan_changed"] = "plan_changed"
    plan_id: str
    version: str = Field(description="The new version")
    old_version: str
    position: int = Field(ge=0, description="Place in the diff document's plan_changes, from 0")
    change: PlanChange


class ChangesWithdrawn(Record):
    """A version was put between two: the changes from one to the other are no step any more.

    Forget the events that told them; those of both new steps are in the feed.
    """

    event: Literal["changes_withdrawn"] = "changes_withdrawn"
    plan_id: str
    version: str = Field(description="The later one of the two")
    old_version: str = Field(description="The earlier one of the two")
    between: str = Field(description="The version that was put between them")


Happening = VersionAdded | CardChanged | PlanChanged | ChangesWithdrawn
"""What an event tells."""


class Event(Record):
    """One line of the feed."""

    seq: int = Field(ge=1, description="Place in the feed, from 1, without gaps")
    event_id: str = Field(
        description="Of what happened; the same in every store that the same files went into"
    )
    schema_version: str = FEED_SCHEMA_VERSION
    data: Annotated[Happening, Field(discriminator="event")]


def happening_to_id(happening: Happening, mark: str) -> str:
    """The id of an event, by what it tells and the version that brought it about.

    Args:
        happening: what it tells.
        mark: stands for what the version whose coming made it happen was made of.
    """
    told = json.dumps(happening.model_dump(mode="json"), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(f"{mark}\n{told}".encode()).hexdigest()[:ID_LENGTH]


def event_to_line(event: Event) -> str:
    """An event as a line of JSON Lines, with its newline."""
    return json.dumps(event.model_dump(mode="json"), ensure_ascii=False) + "\n"

"""Changes of parts of a plan outside its cards, before anyone said what they mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from pipeline.diff.drafts import Draft
from pipeline.diff.sentences import Subject
from schemas.changes import PlanPart
from schemas.record import Place


@dataclass(frozen=True, slots=True)
class PartDraft:
    """A change of a part of the plan, and where that part stands in both versions."""

    part: PlanPart
    where: str
    subject: Subject
    draft: Draft
    old: Sequence[Place] = ()
    new: Sequence[Place] = ()


def compare_value(field: str, old: JsonValue, new: JsonValue) -> Iterator[Draft]:
    """The change of one value, if it changed."""
    if old != new:
        yield Draft(field, "value_changed", old, new)


def came_or_went(field: str, old: JsonValue, new: JsonValue) -> Draft:
    """The change of a part that only one version has."""
    return Draft(field, "item_added" if old is None else "item_removed", old, new)

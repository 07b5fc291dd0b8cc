"""What was read, without people's values."""

from __future__ import annotations

import json
from collections.abc import Mapping

from pydantic import JsonValue

from pipeline.corrections.pointers import write_pointer
from schemas.record import MeasureCard, Plan


def plan_as_extracted(plan: Plan) -> Plan:
    """A plan as it was read, such as versions are compared by: a correction is no change of it."""
    if not any(card.corrected for card in plan.cards):
        return plan
    return plan.model_copy(update={"cards": [restore_extracted(card) for card in plan.cards]})


def restore_extracted(card: MeasureCard) -> MeasureCard:
    """A card as it was read."""
    if not card.corrected:
        return card
    values: Mapping[str, JsonValue] = card.model_dump(mode="json")
    for mark in reversed(card.corrected):
        values = write_pointer(values, mark.path, json.loads(mark.extracted))
    return MeasureCard.model_validate({**values, "corrected": []})

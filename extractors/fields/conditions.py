"""Paragraphs between goal and result targets that are neither activities nor target group."""

from __future__ import annotations

from extractors.fields import CardText
from schemas.stages import Part, RawField

FIELD = "conditions"


def extract(card: CardText) -> RawField:
    """One "text" part per paragraph."""
    return RawField(FIELD, tuple(Part("text", span) for span in card.narrative.conditions))

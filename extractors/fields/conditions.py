"""Paragraphs between goal and result targets that are neither activities nor target group."""

from __future__ import annotations

from extractors.fields import CardText
from schemas.stages import Part, RawField, Section

FIELD = "conditions"


def extract(card: CardText) -> RawField:
    """One "text" part per paragraph."""
    after_target_group = card.paragraphs(card.lines(Section.TARGET_GROUP))[1:]
    spans = (*card.narrative.conditions, *(p.span for p in after_target_group))
    return RawField(FIELD, tuple(Part("text", span) for span in spans))

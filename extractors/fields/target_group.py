"""The text after a target-group label; what stands after its paragraph are conditions."""

from __future__ import annotations

from extractors.fields import CardText
from schemas.stages import Part, RawField, Section

FIELD = "target_group"


def extract(card: CardText) -> RawField:
    """One "text" part: the label's own paragraph."""
    paragraphs = card.paragraphs(card.lines(Section.TARGET_GROUP))
    return RawField(FIELD, tuple(Part("text", p.span) for p in paragraphs[:1]))

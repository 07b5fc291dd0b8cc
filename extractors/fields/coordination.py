"""Coordination with other EU funding, as the plan says it."""

from __future__ import annotations

from extractors.fields import CardText
from schemas.stages import RawField, Section

FIELD = "coordination"


def extract(card: CardText) -> RawField:
    """A "label" and a "text" part."""
    return card.labelled_value(FIELD, Section.COORDINATION)

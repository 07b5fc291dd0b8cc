"""The start deadline or schedule; plans label it in several ways."""

from __future__ import annotations

from extractors.fields import CardText
from schemas.stages import RawField, Section

FIELD = "start"


def extract(card: CardText) -> RawField:
    """A "label" and a "text" part."""
    return card.labelled_value(FIELD, Section.START)

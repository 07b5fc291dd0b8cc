"""Who may apply, as the plan says it."""

from __future__ import annotations

from extractors.fields import CardText
from schemas.stages import RawField, Section

FIELD = "beneficiaries"


def extract(card: CardText) -> RawField:
    """A "label" and one "text" part with all paragraphs."""
    return card.labelled_value(FIELD, Section.BENEFICIARIES)

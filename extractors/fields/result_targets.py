"""The list under the result-target label, and the paragraphs around it."""

from __future__ import annotations

from extractors.fields import CardText
from extractors.narrative import split_list
from schemas.stages import Part, RawField, Section

FIELD = "result_targets"


def extract(card: CardText) -> RawField:
    """One "item" part per list item and one "note" part per other paragraph."""
    listed = split_list(card.paragraphs(card.lines(Section.RESULT_TARGETS)))
    items = [Part("item", span) for span in listed.items]
    notes = [Part("note", span) for span in listed.others]
    return RawField(FIELD, tuple(items + notes))

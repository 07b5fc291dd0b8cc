"""What support may be given for: the introducing sentence and the list."""

from __future__ import annotations

from extractors.fields import CardText
from schemas.stages import Part, RawField

FIELD = "eligible_activities"


def extract(card: CardText) -> RawField:
    """An "intro" part and one "item" part per activity."""
    intro = card.narrative.intro
    parts = [Part("intro", intro)] if intro else []
    parts += [Part("item", span) for span in card.narrative.items]
    return RawField(FIELD, tuple(parts))

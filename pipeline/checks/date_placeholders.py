"""Dates that are stand-ins, or no day of the calendar."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import CheckedPlan
from pipeline.normalise.dates import text_to_dates
from pipeline.texts import list_texts
from pipeline.wording import quote, quote_near
from schemas.record import Finding


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """A warning per such date, wherever it stands."""
    for text in list_texts(plan.raw_account, plan.raw_tables, plan.raw_cards, plan.cards):
        for found in text_to_dates(text.span.text, plan.language):
            if found.blank or found.is_impossible:
                span = text.span.slice(found.start, found.end)
                what = "a stand-in for a date" if found.blank else "no day of the calendar"
                near = quote_near(text.span.text, found.start)
                yield Finding(
                    code="date-placeholder",
                    level="warning",
                    card_id=text.card_id,
                    field=text.field,
                    message=f"{quote(span.text)} is {what}, in {near}",
                    evidence=plan.places.words_to_places(span.words),
                )

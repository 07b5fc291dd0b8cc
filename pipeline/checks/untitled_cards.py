"""Labels of a card outside every card."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import CheckedPlan
from pipeline.wording import quote
from schemas.record import Finding
from schemas.stages import words_of


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """A warning per card without a title: nothing of it is in the record."""
    for lines in plan.untitled:
        first, last = lines[0], lines[-1]
        yield Finding(
            code="card-without-title",
            level="warning",
            card_id=None,
            field=None,
            message=f"The rows from {quote(first.text)} on page {first.page} to {quote(last.text)} "
            "look like those of a card, but no title stands above them; they are not in the record",
            evidence=plan.places.words_to_places(words_of(lines)),
        )

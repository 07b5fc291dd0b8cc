"""Options beside a box that is not checked."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from pipeline.checks import CheckedPlan
from pipeline.wording import quote
from schemas.record import Finding
from schemas.stages import words_of

MOST_SHOWN = 5
"""So many options are shown; the evidence has all."""


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """A note per page: what is not chosen is not read as part of the plan."""
    for page, lines in groupby(plan.unchecked, attrgetter("page")):
        own = list(lines)
        dots = ["…"] if len(own) > MOST_SHOWN else []
        shown = [*(line.text for line in own[:MOST_SHOWN]), *dots]
        yield Finding(
            code="option-not-chosen",
            level="note",
            card_id=None,
            field=None,
            message=f"Boxes on page {page} that are not checked, and not in the record: "
            + " and ".join(map(quote, shown)),
            evidence=plan.places.words_to_places(words_of(own)),
        )

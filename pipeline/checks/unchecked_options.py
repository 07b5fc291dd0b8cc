"""Options beside a box that is not checked."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from pipeline.checks import CheckedPlan
from pipeline.wording import quote_some
from schemas.record import Finding
from schemas.stages import words_of


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """A note per page: what is not chosen is not read as part of the plan."""
    for page, lines in groupby(plan.unchecked, attrgetter("page")):
        own = list(lines)
        yield Finding(
            code="option-not-chosen",
            level="note",
            card_id=None,
            field=None,
            message=f"Boxes on page {page} that are not checked, and not in the record: "
            f"{quote_some([line.text for line in own])}",
            evidence=plan.places.words_to_places(words_of(own)),
        )

"""Call tables that are not in the record."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import CheckedPlan
from pipeline.wording import quote
from schemas.record import Finding
from schemas.stages import words_of

LACKS = {
    "objective": "nothing says which specific objective it is about",
    "rounds": "its columns cannot be told by rounds of calls",
    "rows": "its rows cannot be told from the text around them",
}


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """A warning per table, in its caption's words."""
    for table in plan.raw_tables.unread:
        words = words_of(table.lines)
        said = quote(" ".join(word.text for word in words))
        yield Finding(
            code="table-not-read",
            level="warning",
            card_id=None,
            field=None,
            message=f"The call table {said} is not in the record: {LACKS[table.lacks]}",
            evidence=plan.places.words_to_places(words),
        )

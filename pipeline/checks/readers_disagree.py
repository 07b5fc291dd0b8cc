"""Places where two readers of one file disagree."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import CheckedPlan
from pipeline.places import box_to_place
from schemas.record import Finding, Place


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """A warning per page; an error when the readers do not see the same pages."""
    for found in plan.document.disagreements:
        places = [box_to_place(found.page, box) for box in found.boxes]
        whole = [Place(page=found.page)] if found.page else []
        yield Finding(
            code="readers-disagree",
            level="warning" if places else "error",
            card_id=None,
            field=None,
            message=f"Readers disagree: {found.what}",
            evidence=places or whole,
        )

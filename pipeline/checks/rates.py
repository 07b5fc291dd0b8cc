"""Support rates above what the fund's regulation allows."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import CheckedPlan
from pipeline.evidence import card_to_places
from pipeline.wording import quote
from schemas.facts import Fund
from schemas.record import Finding, MeasureCard


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """An error per rate above the ceiling of its kind of support."""
    if plan.fund is None:
        return
    for card in plan.cards:
        base = card.support_rate.base_percent
        ceiling = _kind_to_ceiling(card, plan.fund)
        if base is not None and base > ceiling:
            yield _finding(card, plan.fund, base, ceiling, "", "/support_rate/base_percent")
        highest = max(ceiling, plan.fund.ceilings.raised)
        for at, raised in enumerate(card.support_rate.raised):
            if raised.percent > highest:
                path = f"/support_rate/raised/{at}"
                said = f" ({quote(raised.condition)})"
                yield _finding(card, plan.fund, raised.percent, highest, said, path)


def _kind_to_ceiling(card: MeasureCard, fund: Fund) -> int:
    return {
        "measure": fund.ceilings.measure,
        "operating_support": fund.ceilings.operating_support,
        "specific_action": fund.ceilings.specific_action,
    }[card.kind]


def _finding(
    card: MeasureCard, fund: Fund, percent: int, ceiling: int, said: str, path: str
) -> Finding:
    kind = card.kind.replace("_", " ")
    return Finding(
        code="rate-not-allowed",
        level="error",
        card_id=card.card_id,
        field="support_rate",
        message=f"Card {card.card_id} ({kind}) gives {percent} %{said}; "
        f"{fund.regulation} allows {ceiling} %",
        evidence=card_to_places(card, path),
    )

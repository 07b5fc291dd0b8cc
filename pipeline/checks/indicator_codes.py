"""Indicator codes against the list of the fund's regulation."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import CheckedPlan
from pipeline.evidence import card_to_places
from pipeline.wording import quote
from schemas.indicators import Indicator as KnownIndicator
from schemas.indicators import load_indicators
from schemas.record import Finding, Indicator, MeasureCard


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """An error per code that the fund does not have, a warning per code of another objective."""
    if plan.fund is None:
        return
    fund = plan.fund.code
    known = {found.code: found for found in load_indicators() if found.fund == fund}
    for card in plan.cards:
        for path, indicator in list_indicators(card):
            found = known.get(indicator.code)
            if found is None:
                yield _unknown(card, path, indicator, fund)
            elif card.specific_objective and found.objective != card.specific_objective.number:
                yield _of_another_objective(card, path, indicator, found)


def list_indicators(card: MeasureCard) -> Iterator[tuple[str, Indicator]]:
    """Every indicator of a card with its JSON pointer."""
    for name, several in (("output", card.indicators.output), ("result", card.indicators.result)):
        for at, indicator in enumerate(several):
            yield f"/indicators/{name}/{at}", indicator


def _unknown(card: MeasureCard, path: str, indicator: Indicator, fund: str) -> Finding:
    return Finding(
        code="indicator-unknown",
        level="error",
        card_id=card.card_id,
        field="indicators",
        message=f"{fund} has no indicator {indicator.code} ({quote(indicator.text)})"
        f"{_find_likely(indicator.code, fund)}",
        evidence=card_to_places(card, path),
    )


def _find_likely(code: str, fund: str) -> str:
    """What may be meant: the same number as output or result, or the code in another fund."""
    other_kind = ("R" if code[0] == "O" else "O") + code[1:]
    for found in load_indicators():
        if found.fund == fund and found.code == other_kind:
            return f"; {found.code} is: {found.label_en}"
    funds = [found.fund for found in load_indicators() if found.code == code]
    return f"; {' and '.join(funds)} has" if funds else ""


def _of_another_objective(
    card: MeasureCard, path: str, indicator: Indicator, found: KnownIndicator
) -> Finding:
    number = card.specific_objective.number if card.specific_objective else None
    return Finding(
        code="indicator-objective-differs",
        level="warning",
        card_id=card.card_id,
        field="indicators",
        message=f"Card {card.card_id} is of specific objective {number}, its indicator "
        f"{indicator.code} ({found.label_en}) of specific objective {found.objective}",
        evidence=card_to_places(card, path, "/specific_objective/number"),
    )

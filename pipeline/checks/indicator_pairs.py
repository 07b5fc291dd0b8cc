"""Indicators that the regulation ties together: output and result, total and part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pipeline.checks import CheckedPlan
from pipeline.checks.indicator_codes import list_indicators
from pipeline.evidence import card_to_places
from schemas.indicators import Indicator, load_indicators
from schemas.record import Finding, MeasureCard


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """A warning per total or output that is missing; a note per output without its results.

    An output may be measured without its results, a result hardly without its output.
    """
    if plan.fund is None:
        return
    known = [found for found in load_indicators() if found.fund == plan.fund.code]
    for card in plan.cards:
        listed = {indicator.code: path for path, indicator in list_indicators(card)}
        mine = [found for found in known if found.code in listed]
        for needed in dict.fromkeys(found.parent for found in mine if found.parent):
            if needed not in listed:
                parts = [found for found in mine if found.parent == needed]
                yield _finding(card, listed, parts, f"without the total {needed}", "warning")
        for outputs in dict.fromkeys(found.related_output for found in mine):
            if outputs and not any(code in listed for code in outputs.split()):
                results = [found for found in mine if found.related_output == outputs]
                either = " or ".join(outputs.split())
                yield _finding(card, listed, results, f"without the output {either}", "warning")
        for found in mine:
            results = [r for r in known if found.code in (r.related_output or "").split()]
            if results and not any(result.code in listed for result in results):
                names = ", ".join(result.code for result in results)
                yield _finding(card, listed, [found], f"without a result ({names})", "note")


def _finding(
    card: MeasureCard,
    listed: dict[str, str],
    indicators: list[Indicator],
    lacks: str,
    level: Literal["warning", "note"],
) -> Finding:
    names = ", ".join(f"{found.code} ({found.label_en})" for found in indicators)
    return Finding(
        code="indicator-pair-missing",
        level=level,
        card_id=card.card_id,
        field="indicators",
        message=f"Card {card.card_id} lists {names} {lacks}",
        evidence=card_to_places(card, *(f"{listed[found.code]}/code" for found in indicators)),
    )

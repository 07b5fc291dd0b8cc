"""Support rates above what the fund's regulation allows, and lawful ones that are unusual."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.checks import CheckedPlan
from pipeline.evidence import card_to_places
from pipeline.wording import quote
from schemas.fund import Fund
from schemas.record import Finding, FindingCode, Level, MeasureCard


@dataclass(frozen=True, slots=True)
class _Rate:
    """A rate of a card.

    Attributes:
        percent: of the eligible cost.
        ceiling: highest percent that the regulation allows for it.
        said: the sentence that gives it, quoted, or "".
        path: JSON pointer inside the card.
    """

    percent: int
    ceiling: int
    said: str
    path: str


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """An error per rate above its ceiling, a warning per rate that is no fund's custom.

    Programmes give what the regulation allows at most; less is lawful, and perhaps a misprint.
    Support for operations and specific actions that gets another kind's rate is worth a note.
    """
    if plan.fund is None:
        return
    for card in plan.cards:
        for rate in _list_rates(card, plan.fund):
            allows = f"{plan.fund.regulation} allows {rate.ceiling} %"
            if rate.percent > rate.ceiling:
                yield _finding("rate-not-allowed", "error", card, rate, allows)
            elif rate.percent not in plan.fund.ceilings.of_support:
                yield _finding("rate-unusual", "warning", card, rate, allows)
            elif rate.percent < rate.ceiling and not rate.said:
                yield _finding("rate-unusual", "note", card, rate, allows)


def _list_rates(card: MeasureCard, fund: Fund) -> Iterator[_Rate]:
    ceiling = fund.ceilings.of_kind(card.kind)
    base = card.support_rate.base_percent
    if base is not None:
        yield _Rate(base, ceiling, "", "/support_rate/base_percent")
    highest = max(ceiling, fund.ceilings.raised)
    for at, raised in enumerate(card.support_rate.raised):
        said = f" ({quote(raised.condition)})"
        yield _Rate(raised.percent, highest, said, f"/support_rate/raised/{at}")


def _finding(
    code: FindingCode, level: Level, card: MeasureCard, rate: _Rate, allows: str
) -> Finding:
    kind = card.kind.replace("_", " ")
    return Finding(
        code=code,
        level=level,
        card_id=card.card_id,
        field="support_rate",
        message=f"Card {card.card_id} ({kind}) gives {rate.percent} %{rate.said}; {allows}",
        evidence=card_to_places(card, rate.path),
    )

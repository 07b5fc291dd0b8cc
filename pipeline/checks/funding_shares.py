"""Shares of the funding table against those that the fund's regulation sets."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.checks import CheckedPlan
from schemas.record import Finding, Place


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """A note per share above or below its limit.

    The limits are shares of what the programme was allocated. The table may leave parts of that
    out, such as technical assistance, so a share is worth a look and proves nothing.
    """
    total = Decimal(plan.funding.allocations_total or 0)
    if plan.fund is None or not total:
        return
    shares, regulation = plan.fund.shares, plan.fund.regulation
    operating = [
        row
        for allocation in plan.funding.allocations
        for row in allocation.rows
        if row.kind == "operating_support" and row.amount is not None
    ]
    share = _to_percent(sum((Decimal(row.amount or 0) for row in operating), Decimal(0)), total)
    if share > shares.operating_support:
        yield _finding(
            f"Operating support has {share} % of the funding table; {regulation} allows "
            f"{shares.operating_support} % of what the programme was allocated",
            [place for row in operating for place in row.evidence],
        )
    for allocation in plan.funding.allocations:
        least = shares.least_of(allocation.objective)
        if allocation.total is not None and least is not None:
            share = _to_percent(Decimal(allocation.total), total)
            if share < least:
                yield _finding(
                    f"Specific objective {allocation.objective} has {share} % of the funding "
                    f"table; {regulation} asks for {least} % of what the programme was allocated",
                    allocation.evidence,
                )


def _to_percent(part: Decimal, whole: Decimal) -> Decimal:
    """A share with two decimals: 1 of 3 is 33.33."""
    return (part * 100 / whole).quantize(Decimal("0.01"))


def _finding(message: str, evidence: list[Place]) -> Finding:
    return Finding(
        code="funding-share",
        level="note",
        card_id=None,
        field=None,
        message=message,
        evidence=evidence,
    )

"""What the chapters say of an objective's money, against the funding table and itself."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from pipeline.checks import CheckedPlan
from pipeline.evidence import record_to_places
from pipeline.wording import money_to_text
from schemas.record import Allocation, Finding, Level, Place, Progress

ROUNDING = Decimal(1)
"""So much may two tables differ by, in EUR."""


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """An error per total that the funding table cannot mean; a warning where more is committed."""
    allocations = {found.objective: found for found in plan.funding.allocations}
    for progress in plan.account.progress:
        allocation = allocations.get(progress.objective)
        if progress.total is not None and allocation and allocation.total is not None:
            yield from _check_total(progress, Decimal(progress.total), allocation)
        if progress.total is not None and progress.committed is not None:
            yield from _check_committed(
                progress, Decimal(progress.committed), Decimal(progress.total)
            )


def _check_total(progress: Progress, total: Decimal, allocation: Allocation) -> Iterator[Finding]:
    """A printed sum may be rounded up or down, and may leave kinds of support out."""
    unit = Decimal(progress.total_rounded_to or 0)
    if not any(_is_near(total, meant, unit) for meant in _list_meanings(allocation)):
        yield _finding(
            progress,
            "error",
            f"Specific objective {progress.objective}: the text says {money_to_text(total)}, "
            f"the funding table {money_to_text(Decimal(allocation.total or 0))}",
            [*record_to_places(progress, "/total"), *allocation.evidence],
        )


def _list_meanings(allocation: Allocation) -> Iterator[Decimal]:
    """The objective's total, and what any of its rows add up to."""
    yield Decimal(allocation.total or 0)
    amounts = [Decimal(row.amount) for row in allocation.rows if row.amount]
    for count in range(1, len(amounts)):
        yield from (sum(chosen, Decimal(0)) for chosen in combinations(amounts, count))


def _is_near(a: Decimal, b: Decimal, unit: Decimal) -> bool:
    """Whether two sums differ by less than their last printed digit, or by a euro at most."""
    return abs(a - b) < unit or abs(a - b) <= ROUNDING


def _check_committed(progress: Progress, committed: Decimal, total: Decimal) -> Iterator[Finding]:
    """Funds may bind more than they have, expecting projects to spend less."""
    unit = Decimal(progress.committed_rounded_to or 0) + Decimal(progress.total_rounded_to or 0)
    if committed > total and not _is_near(committed, total, unit):
        yield _finding(
            progress,
            "warning",
            f"Specific objective {progress.objective}: {money_to_text(committed)} are committed, "
            f"more than the {money_to_text(total)} that there are",
            record_to_places(progress, "/committed", "/total"),
        )


def _finding(progress: Progress, level: Level, message: str, evidence: list[Place]) -> Finding:
    return Finding(
        code="progress-amount-differs",
        level=level,
        card_id=None,
        field="progress",
        message=message,
        evidence=evidence,
    )

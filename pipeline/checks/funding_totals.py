"""The totals of the funding table, and what the call tables offer of it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.checks import CheckedPlan
from pipeline.wording import money_to_text, quote, round_to_text
from schemas.record import Allocation, CallTable, Finding, Funding, Level, Place

ROUNDING = Decimal(1)
"""Call tables are in whole euros; so much may an amount differ from the funding table's."""


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """An error per total that differs, a warning per round that offers more than there is."""
    funding = plan.funding
    for allocation in funding.allocations:
        yield from _check_allocation(allocation)
    yield from _check_grand_total(funding)
    for table in funding.calls:
        for allocation in funding.allocations:
            if allocation.objective == table.objective:
                yield from _check_offers(allocation, table)


def _check_allocation(allocation: Allocation) -> Iterator[Finding]:
    amounts = [row.amount for row in allocation.rows]
    parts = _add(amounts)
    if allocation.total is not None and parts is not None and amounts:
        name = f"Specific objective {allocation.objective} ({quote(allocation.objective_title)})"
        rows = [place for row in allocation.rows for place in row.evidence]
        yield from _compare(name, Decimal(allocation.total), parts, [*allocation.evidence, *rows])


def _check_grand_total(funding: Funding) -> Iterator[Finding]:
    parts = _add([allocation.total for allocation in funding.allocations])
    if funding.allocations_total is not None and parts is not None and funding.allocations:
        places = [place for allocation in funding.allocations for place in allocation.evidence]
        evidence = [*funding.allocations_total_evidence, *places]
        yield from _compare("All objectives", Decimal(funding.allocations_total), parts, evidence)


def _add(amounts: list[str | None]) -> Decimal | None:
    """The sum, ``None`` when an amount is unknown."""
    known = [Decimal(amount) for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) else None


def _compare(name: str, total: Decimal, parts: Decimal, evidence: list[Place]) -> Iterator[Finding]:
    if total != parts:
        yield _finding(
            "error",
            f"Funding table, {name}: the total is {money_to_text(total)}, "
            f"its parts add up to {money_to_text(parts)}",
            evidence,
        )


def _check_offers(allocation: Allocation, table: CallTable) -> Iterator[Finding]:
    """A round cannot offer more of a kind than the whole programme has."""
    for row in allocation.rows:
        kinds = {row.kind, "implementation_measure"} if row.kind == "project" else {row.kind}
        for at, found in enumerate(table.rounds):
            cells = [r.cells[at] for r in table.rows if r.kind in kinds and r.cells[at].amount]
            offered = sum((Decimal(cell.amount or 0) for cell in cells), Decimal(0))
            if row.amount is not None and offered > Decimal(row.amount) + ROUNDING:
                number = f"Call table {table.table}" if table.table else "The call table"
                yield _finding(
                    "warning",
                    f"{number} offers {money_to_text(offered)} in {round_to_text(found)}, "
                    f"the funding table has {money_to_text(Decimal(row.amount))} "
                    f"for {quote(row.label)} of specific objective {allocation.objective}",
                    [*row.evidence, *(place for cell in cells for place in cell.evidence)],
                )


def _finding(level: Level, message: str, evidence: list[Place]) -> Finding:
    return Finding(
        code="table-total-differs",
        level=level,
        card_id=None,
        field=None,
        message=message,
        evidence=evidence,
    )

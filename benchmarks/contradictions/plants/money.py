"""Amounts and totals of the tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from benchmarks.contradictions.manuscript import Manuscript
from benchmarks.contradictions.planting import Expected, Planted, set_cell


def amount_changed_in_a_call_table(sample: Manuscript) -> Iterator[Planted]:
    """An amount of a row, or a total, is one unit of its last digit off."""
    for objective, table in sample.calls.items():
        for row in table.rows:
            for at, cell in enumerate(row.cells):
                if cell and cell != "x":
                    changed = table.with_row(set_cell(row, at, next_digit(cell)))
                    yield Planted(
                        sample.with_calls(objective, changed),
                        Expected("table-total-differs", says=sample.plan.rounds[at]),
                        f"row {row.name}, {sample.plan.rounds[at]}",
                    )


def amount_changed_in_the_funding_table(sample: Manuscript) -> Iterator[Planted]:
    """An amount, an objective's total or the grand total is a little off."""
    for row in sample.funding.rows:
        funding = sample.funding.with_row(set_cell(row, 0, next_digit(row.cells[0])))
        changed = replace(sample, funding=funding)
        yield Planted(
            changed, Expected("table-total-differs", says="Funding"), f"funding row {row.name}"
        )


def total_without_parts(sample: Manuscript) -> Iterator[Planted]:
    """A round's total stays, the amounts that it is made of are gone."""
    codeless = {card.card_id for card in sample.plan.cards if not card.code}
    for objective, table in sample.calls.items():
        for at, name in enumerate(sample.plan.rounds):
            rows = [row for row in table.rows if row.name != "total"]
            paid = [row for row in rows if row.cells[at] not in ("", "x")]
            if not paid or any(row.name in codeless and row.cells[at] == "x" for row in rows):
                continue
            changed = table
            for row in paid:
                changed = changed.with_row(set_cell(row, at, ""))
            yield Planted(
                sample.with_calls(objective, changed),
                Expected("table-total-unexplained", says=name),
                f"table of {objective}, {name}",
                frozenset({"call-rounds-differ"} if codeless & {row.name for row in paid} else ()),
            )


def next_digit(amount: str) -> str:
    """The amount with another last digit: "1 200 000 €" becomes "1 200 001 €"."""
    at = max(i for i, letter in enumerate(amount) if letter.isdigit())
    return f"{amount[:at]}{(int(amount[at]) + 1) % 10}{amount[at + 1 :]}"


def operating_support_above_its_share(sample: Manuscript) -> Iterator[Planted]:
    """Operating support has half of all money, more than the regulation lets it have."""
    everything = sum(row.amount for o in sample.plan.objectives for row in o.allocations)
    for objective in sample.plan.objectives:
        for at, allocation in enumerate(objective.allocations):
            if allocation.kind == "operating_support":
                amount = sample.plan.words.amount.print(Decimal(everything) / 2, 2)
                name = f"{objective.number}/{at}"
                row = set_cell(sample.funding.find(name), 0, amount)
                yield Planted(
                    replace(sample, funding=sample.funding.with_row(row)),
                    Expected("funding-share", says="Operating support"),
                    f"funding row {name}",
                    frozenset({"table-total-differs", "progress-amount-differs"}),
                )

"""Amounts that a dump does not place are placed by the totals, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import combinations

import pytest

from pipeline.normalise.placement import AmountRow, Placement, place_rows
from schemas.record import CallKind, Plan

WIDTH = 3


def row(kind: CallKind, *amounts: int | None, ways: tuple[tuple[int, ...], ...] = ()) -> AmountRow:
    money = tuple(None if amount is None else Decimal(amount) for amount in amounts)
    every = tuple(combinations(range(WIDTH), len(amounts)))
    return AmountRow(kind, None, money, ways or every)


def show(placement: Placement) -> str:
    """One sign per column: the value's number, "-" for empty, "?" for unknown."""
    pairs = zip(placement.values, placement.placed, strict=True)
    return "".join(
        "?" if placed == "unknown" else "-" if value is None else str(value)
        for value, placed in pairs
    )


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row("project", 500), row("total", 500, ways=((1,),))], ["-0-", "-0-"]),
        ([row("project", 500, 200), row("project", 100), row("total", 100, 500, 200)],
         ["-01", "0--", "012"]),
        ([row("project", 500), row("total", 400, ways=((1,),))], ["???", "-0-"]),
        ([row("project", 500), row("project", 500), row("total", 500, 500, ways=((0, 1),))],
         ["??-", "??-", "01-"]),
        ([row("project", 500, None), row("total", 500, ways=((1,),))], ["-01", "-0-"]),
        ([row("measure", None), row("total", 500, ways=((1,),))], ["???", "-0-"]),
        ([row("project", 500)], ["???"]),
        ([row("project", 300, 200, ways=((0, 1), (1, 2))),
          row("total", 300, 200, ways=((1, 2), (0, 2)))], ["-01", "-01"]),
    ],
    ids=[
        "one place", "several", "no total fits", "two of a size", "a mark beside an amount",
        "a mark has no arithmetic", "no total", "the total itself",
    ],
)  # fmt: skip
def test_values_stand_where_all_ways_that_fit_put_them(
    rows: list[AmountRow], expected: list[str]
) -> None:
    assert [show(placement) for placement in place_rows(rows, WIDTH)] == expected


def test_what_the_layout_tells_needs_no_arithmetic() -> None:
    first, total = place_rows([row("project", 500), row("total", 500, ways=((1,),))], WIDTH)
    assert first.placed == ("arithmetic",) * 3
    assert total.placed == ("layout",) * 3


TABLE = """Genomförandeplan 2027–2028, Finland, AMIF
Tabell 2: medel inom det specifika målet 1 Asyl
Åtgärder VÅREN 2027 HÖSTEN 2027 VÅREN 2028
1A Asyl 500 000 €
1A1 Prövning x x
Operativt stöd 100 000 € 200 000 €
{last}
Specifikt mål 1 Asyl
Genomförandeåtgärd 1A Asyl
Åtgärd 1A1 Prövning
Bakgrund.
Målet är att pröva.
Understöd
75 %
Möjliga stödmottagare
Kommuner.
Ansökningstid
Våren 2027
"""


def test_the_record_and_the_findings_say_what_was_inferred(read_text: Callable[..., Plan]) -> None:
    plan = read_text(TABLE.format(last="Totalt 100 000 € 200 000 € 500 000 €"), language="sv")
    (table,) = plan.funding.calls
    group, measure, support, total = table.rows
    assert [cell.amount for cell in group.cells] == [None, None, "500000.00"]
    assert {cell.placed for cell in (*group.cells, *support.cells)} == {"arithmetic"}
    assert {cell.placed for cell in total.cells} == {"layout"}
    assert [(cell.open, cell.placed) for cell in measure.cells] == [(False, "unknown")] * 3
    assert all(place.line for row in table.rows for cell in row.cells for place in cell.evidence)
    codes = [finding.code for finding in plan.findings]
    assert codes.count("cell-placed-by-arithmetic") == 2
    assert codes.count("cell-not-placed") == 1
    assert "call-rounds-differ" not in codes


def test_a_table_without_its_total_is_named_and_left_out(read_text: Callable[..., Plan]) -> None:
    plan = read_text(TABLE.format(last="Mer text."), language="sv")
    assert plan.funding.calls == []
    (finding,) = [finding for finding in plan.findings if finding.code == "table-not-read"]
    assert "its rows cannot be told" in finding.message
    assert [place.line for place in finding.evidence][:2] == [2, 3]

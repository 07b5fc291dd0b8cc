"""The funding table and the call tables of whole plans, cell by cell, and how cells are read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractors.call_tables import RawCallRow, RawCallTable, RawCell
from pipeline.normalise.amounts import text_to_amount
from pipeline.normalise.funding import RawTables, tables_to_funding
from pipeline.places import PlaceFinder
from schemas.geometry import Box
from schemas.language import find_language
from schemas.record import Allocation, CallCell, Funding, Plan
from schemas.stages import EMPTY_SPAN
from tests.drawing import draw, span_of

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
STEMS = sorted(path.name.removesuffix(".tables.json") for path in SAMPLES.glob("*.tables.json"))
REAL = ("amif-2025-2026.sv.pdf", "amif-2025-2026-amended.sv.pdf")


def without_evidence(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: without_evidence(v) for k, v in value.items() if not k.endswith("evidence")}
    return [without_evidence(item) for item in value] if isinstance(value, list) else value


def funding_of(plan: Plan) -> Any:
    return without_evidence(plan.model_dump(mode="json")["funding"])


@pytest.mark.parametrize("stem", STEMS)
def test_every_cell_of_the_samples(
    stem: str, samples: Path, extracted: Callable[[str], Plan]
) -> None:
    expected = json.loads((samples / f"{stem}.tables.json").read_text(encoding="utf-8"))
    assert funding_of(extracted(f"{stem}.pdf")) == expected


def printed_cell(text: str) -> dict[str, Any]:
    """A cell of the shared plan as printed, in the record's form."""
    if text in ("", "x"):
        return {"open": text == "x", "amount": None}
    amount = Decimal(text.removesuffix("€").replace(" ", "").replace(",", "."))
    return {"open": amount > 0, "amount": f"{amount:.2f}"}


@pytest.mark.parametrize("name", REAL)
def test_every_cell_of_the_shared_plan(
    name: str, shared: Path, extracted: Callable[[str], Plan]
) -> None:
    path = shared / "plans" / "amif-2025-2026.sv.tables.json"
    truth = json.loads(path.read_text(encoding="utf-8"))
    found = funding_of(extracted(name))
    assert found["allocations_total"] == printed_cell(truth["grand_total"])["amount"]
    assert [
        (a["objective"], a["objective_title"], a["total"],
         [(r["label"], r["amount"]) for r in a["rows"]])
        for a in found["allocations"]
    ] == [
        (o["number"], o["title"], printed_cell(o["total"])["amount"],
         [(label, printed_cell(amount)["amount"]) for label, amount in o["rows"]])
        for o in truth["objectives"]
    ]  # fmt: skip
    for table, printed in zip(found["calls"], truth["calls"], strict=True):
        assert (table["objective"], table["table"]) == (printed["so"], printed["table"])
        assert [[r["season"], r["year"]] for r in table["rounds"]] == truth["rounds"]
        rows = [
            (" ".join(filter(None, (r["code"], r["label"]))), r["cells"]) for r in table["rows"]
        ]
        assert rows == [
            (label.removeprefix("Genomförandeåtgärd "), [printed_cell(cell) for cell in cells])
            for label, cells in printed["rows"]
        ]


def test_every_cell_of_the_shared_plan_that_its_text_tells(
    shared: Path, extracted: Callable[[str], Plan]
) -> None:
    text = extracted("amif-2025-2026.sv.txt").funding
    pdf = extracted("amif-2025-2026.sv.pdf").funding
    assert text.allocations_total == pdf.allocations_total
    assert [show_allocation(a) for a in text.allocations] == [
        show_allocation(a) for a in pdf.allocations
    ]
    rows = [row for table in text.calls for row in table.rows]
    expected = [row for table in pdf.calls for row in table.rows]
    assert [(r.kind, r.code, r.label) for r in rows] == [
        (r.kind, r.code, r.label) for r in expected
    ]
    pairs = [
        (cell, wanted)
        for row, right in zip(rows, expected, strict=True)
        for cell, wanted in zip(row.cells, right.cells, strict=True)
    ]
    told = [(cell, wanted) for cell, wanted in pairs if cell.placed != "unknown"]
    assert len(told) >= 0.95 * len(pairs)
    assert all((c.open, c.amount) == (w.open, w.amount) for c, w in told)


def show_allocation(found: Allocation) -> list[str | int | None]:
    rows = [text for row in found.rows for text in (row.kind, row.label, row.amount)]
    return [found.objective, found.objective_title, found.total, *rows]


def all_evidence(funding: Funding) -> Iterator[list[Any]]:
    for allocation in funding.allocations:
        yield allocation.evidence
        yield from (row.evidence for row in allocation.rows)
    yield funding.allocations_total_evidence
    for table in funding.calls:
        yield table.evidence
        for row in table.rows:
            yield row.evidence
            yield from (cell.evidence for cell in row.cells)


@pytest.mark.parametrize("stem", STEMS)
def test_every_value_of_the_samples_has_a_place(
    stem: str, extracted: Callable[[str], Plan]
) -> None:
    found = list(all_evidence(extracted(f"{stem}.pdf").funding))
    assert len(found) > 50
    assert all(places for places in found)
    assert all(place.page and place.bbox for places in found for place in places)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("54 981 626,18 €", "54981626.18"),
        ("54\u00a0981 626,18 €", "54981626.18"),
        ("54\u202f981\u202f626,18\u00a0€", "54981626.18"),
        ("15,120,450.20 EUR", "15120450.20"),
        ("1.200.000,5", "1200000.50"),
        ("1 200 000 euroa", None),  # Finnish, in a Swedish plan
        ("EUR 7 500", "7500.00"),
        ("0,00", "0.00"),
        ("0 €", "0.00"),
        ("2480310", "2480310.00"),
        ("3 476 864 € *)", "3476864.00"),
        ("1,200", "1200.00"),
        ("1,200,00", None),
        ("12 34", None),
        ("1.5.2027", None),
        ("x", None),
        ("", None),
    ],
)
def test_amounts_are_exact_or_none(text: str, amount: str | None) -> None:
    found = text_to_amount(text, find_language("sv"))
    assert found == (None if amount is None else Decimal(amount))


def read_cell(text: str, *, shared: bool = False) -> CallCell:
    span = span_of(text) if text else EMPTY_SPAN
    cell = RawCell(span, ((1, Box(100, 120, 180, 150)),), shared)
    row = RawCallRow("total", None, span_of("Totalt"), span_of("Totalt"), (cell,))
    table = RawCallTable("1", span_of("mål 1"), None, (span_of("Våren 2027"),), (row,))
    places = PlaceFinder(draw([text or "nothing"]))
    funding = tables_to_funding(RawTables(calls=(table,)), find_language("sv"), places)
    return funding.calls[0].rows[0].cells[0]


@pytest.mark.parametrize(
    ("text", "is_open", "amount"),
    [
        ("x", True, None), ("X", True, None), ("(x)", True, None), ("x *", True, None),
        ("", False, None), ("–", False, None), ("0,00", False, "0.00"), ("0 €", False, "0.00"),
        ("1 200 000 €", True, "1200000.00"), ("x 1 200 000 €", True, "1200000.00"),
        ("se not", False, None),
    ],
)  # fmt: skip
def test_a_cell_is_open_with_a_mark_or_money(text: str, is_open: bool, amount: str | None) -> None:
    cell = read_cell(text)
    assert (cell.open, cell.amount) == (is_open, amount)
    assert cell.evidence


def test_an_amount_that_rounds_share_is_no_rounds_own() -> None:
    cell = read_cell("500 €", shared=True)
    assert (cell.open, cell.amount) == (True, None)


def test_an_empty_cell_points_to_its_rectangle() -> None:
    (place,) = read_cell("").evidence
    assert (place.page, place.bbox) == (1, (100, 120, 180, 150))

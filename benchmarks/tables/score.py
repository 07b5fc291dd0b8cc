"""Compares the tables found in a plan with those that it was made of, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from extractors.labels import text_to_key

Tables = Mapping[str, Any]
"""``funding`` of a plan document, as the samples' ``*.tables.json`` have it."""

Key = tuple[str | int | None, ...]
"""Where a cell stands: its table, its row and its column."""


@dataclass(frozen=True, slots=True)
class TableScore:
    """How the tables of one plan came out.

    Attributes:
        cells: cells of the plan; a label is a cell.
        right: cells that are equal.
        told: cells that the record says it could not place.
        missing: cells that the record does not have.
        wrong: cells that differ or should not be there, with what was expected and found.
    """

    name: str
    cells: int
    right: int
    told: int
    missing: int
    wrong: tuple[str, ...]


def score_tables(name: str, expected: Tables, found: Tables) -> TableScore:
    """Compare two fundings; rows are paired by code, or by kind and place among their kind."""
    wanted, got = dict(_list_cells(expected)), dict(_list_cells(found))
    unknown = {key for key, value in got.items() if value == _UNKNOWN}
    missed = [key for key, value in wanted.items() if got.get(key) != value]
    missing = [key for key in missed if key not in got]
    wrong = [key for key in missed if key in got and key not in unknown]
    extra = [key for key in got if key not in wanted]
    return TableScore(
        name=name,
        cells=len(wanted),
        right=len(wanted) - len(missed),
        told=len(missed) - len(wrong) - len(missing),
        missing=len(missing),
        wrong=tuple(
            f"{'/'.join(map(str, key))}: expected {wanted.get(key)}, found {got.get(key)}"
            for key in [*wrong, *extra]
        ),
    )


_UNKNOWN = "unknown"


def _list_cells(funding: Tables) -> Iterator[tuple[Key, str]]:
    for allocation in funding["allocations"]:
        at: Key = ("funding", allocation["objective"])
        yield (*at, "title"), text_to_key(allocation["objective_title"])
        yield (*at, "total"), str(allocation["total"])
        for number, row in enumerate(allocation["rows"]):
            yield (*at, row["kind"], number, "label"), text_to_key(row["label"])
            yield (*at, row["kind"], number), str(row["amount"])
    if funding["allocations"]:
        yield ("funding", "total"), str(funding["allocations_total"])
    for table in funding["calls"]:
        yield from _list_call_cells(table)


def _list_call_cells(table: Mapping[str, Any]) -> Iterator[tuple[Key, str]]:
    number = table["objective"]
    seen: dict[str, int] = {}
    for row in table["rows"]:
        kind = row["code"] or row["kind"]
        seen[kind] = seen.get(kind, 0) + 1
        at: Key = ("calls", number, kind, seen[kind])
        yield (*at, "label"), text_to_key(row["label"])
        for round_, cell in zip(table["rounds"], row["cells"], strict=True):
            place: Key = (*at, round_["season"], round_["year"])
            unknown = cell.get("placed") == _UNKNOWN
            yield place, _UNKNOWN if unknown else f"{cell['open']} {cell['amount']}"

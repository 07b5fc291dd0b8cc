"""The tables open in pandas and DuckDB, join on their keys and say what the document says."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.store import Store
from schemas.record import MeasureCard, Plan
from schemas.tables import TABLES, plan_to_tables

NAMES = [spec.name for spec in TABLES]
SAMPLE = "amif-2027-2028.sv.pdf"
WITHOUT_CARDS = ("cards", "funding", "milestones", "progress")
KEYS = ("plan_id", "version", "card_id")

every_table = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(scope="module")
def folder(
    extracted: Callable[[str], Plan], samples: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    store = Store(tmp_path_factory.mktemp("out"))
    return store.add(extracted(SAMPLE), samples / SAMPLE).folder


@pytest.fixture(scope="module")
def document(folder: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    return loaded


def query(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    """Rows of a DuckDB query in which ``{cards}`` and such stand for the tables."""
    tables = {name: f"'{folder / name}.parquet'" for name in NAMES}
    with duckdb.connect() as connection:
        rows: list[tuple[Any, ...]] = connection.execute(sql.format(**tables)).fetchall()
    return rows


def rows_expected(document: dict[str, Any]) -> dict[str, int]:
    """How many rows each table has, counted in the JSON document."""
    cards, funding = document["cards"], document["funding"]
    lists = [
        (card["eligible_activities"] or {"items": []}, card["result_targets"] or {}, card)
        for card in cards
    ]
    return {
        "cards": len(cards),
        "activities": sum(len(activities["items"]) for activities, _, _ in lists),
        "result_targets": sum(
            len(t.get("items", [])) + len(t.get("notes", [])) for _, t, _ in lists
        ),
        "indicators": sum(
            len(card["indicators"]["output"]) + len(card["indicators"]["result"]) for card in cards
        ),
        "beneficiaries": sum(len(card["beneficiaries"]["categories"]) for card in cards),
        "calls": sum(len(card["call_timing"]["rounds"]) for card in cards)
        + sum(len(row["cells"]) for table in funding["calls"] for row in table["rows"]),
        "support_rates": sum(
            (card["support_rate"]["base_percent"] is not None) + len(card["support_rate"]["raised"])
            for card in cards
        ),
        "funding": sum(len(allocation["rows"]) for allocation in funding["allocations"]),
        "milestones": len(document["plan"]["milestones"]),
        "progress": sum(map(count_progress, document["progress"])),
        "findings": len(document["findings"]),
        "evidence": sum(len(card["evidence"]) for card in cards),
        "corrections": sum(len(card.get("corrected", [])) for card in cards),
    }


def count_progress(progress: dict[str, Any]) -> int:
    lists = sum(len(progress[key]) for key in ("started", "not_started", "implementers"))
    return lists + sum(progress[key] is not None for key in ("committed", "total"))


def test_there_are_the_tables_of_the_contract_and_those_of_ours() -> None:
    assert NAMES == [
        "cards", "activities", "result_targets", "indicators", "beneficiaries", "calls",
        "support_rates", "funding", "milestones", "progress", "findings", "evidence",
        "corrections",
    ]  # fmt: skip


@every_table
def test_pandas_and_duckdb_read_as_many_rows_as_the_document_has(
    name: str, folder: Path, document: dict[str, Any]
) -> None:
    expected = rows_expected(document)
    assert sum(expected.values()) > 500
    assert len(pd.read_parquet(folder / f"{name}.parquet")) == expected[name]
    assert query(folder, f"SELECT count(*) FROM {{{name}}}") == [(expected[name],)]


@every_table
def test_every_row_names_its_plan_and_version(name: str, folder: Path) -> None:
    frame = pd.read_parquet(folder / f"{name}.parquet")
    assert list(frame.columns[:2]) == ["plan_id", "version"]
    assert set(frame["plan_id"]) <= {"fi-amif-2027-2028"}
    assert set(frame["version"]) <= {"v1"}
    if name not in ("funding", "findings", "corrections"):
        assert len(frame) > 0


@pytest.mark.parametrize("name", [name for name in NAMES if name not in WITHOUT_CARDS])
def test_every_row_about_a_card_joins_with_it(name: str, folder: Path) -> None:
    on = ", ".join(KEYS)
    (whole,) = query(folder, f"SELECT count(card_id) FROM {{{name}}}")
    assert query(folder, f"SELECT count(*) FROM {{{name}}} JOIN {{cards}} USING ({on})") == [whole]


def test_joins_count_what_the_cards_list(folder: Path, document: dict[str, Any]) -> None:
    found = query(
        folder,
        """
        SELECT c.card_id,
            (SELECT count(*) FROM {activities} a WHERE a.card_id = c.card_id),
            (SELECT count(*) FROM {indicators} i WHERE i.card_id = c.card_id AND kind = 'output'),
            (SELECT count(*) FROM {beneficiaries} b WHERE b.card_id = c.card_id),
            (SELECT count(*) FROM {calls} r WHERE r.card_id = c.card_id AND source = 'card'),
            (SELECT max(percent) FROM {support_rates} s WHERE s.card_id = c.card_id)
        FROM {cards} c
        """,
    )
    assert found == [
        (
            card["card_id"],
            len((card["eligible_activities"] or {"items": []})["items"]),
            len(card["indicators"]["output"]),
            len(card["beneficiaries"]["categories"]),
            len(card["call_timing"]["rounds"]),
            max(
                [card["support_rate"]["base_percent"]]
                + [raised["percent"] for raised in card["support_rate"]["raised"]]
            ),
        )
        for card in document["cards"]
    ]


def test_positions_give_the_order_of_the_lists(folder: Path, document: dict[str, Any]) -> None:
    sql = "SELECT card_id, list(text ORDER BY position) FROM {activities} GROUP BY card_id"
    assert dict(query(folder, sql)) == {
        card["card_id"]: card["eligible_activities"]["items"]
        for card in document["cards"]
        if card["eligible_activities"]
    }


def test_evidence_rows_are_the_places_of_the_document(
    folder: Path, document: dict[str, Any]
) -> None:
    rows = query(folder, "SELECT card_id, path, page, x0, top, x1, bottom, line FROM {evidence}")
    assert rows == [
        (card["card_id"], e["path"], e["page"], *e["bbox"], None)
        for card in document["cards"]
        for e in card["evidence"]
    ]


def test_calls_can_be_counted_by_round(folder: Path, document: dict[str, Any]) -> None:
    counted = query(
        folder,
        "SELECT year, season, count(*) FROM {calls} WHERE source = 'card' AND open GROUP BY ALL",
    )
    rounds = [
        (found["year"], found["season"])
        for card in document["cards"]
        for found in card["call_timing"]["rounds"]
    ]
    assert len(rounds) > 5
    assert {(year, season): count for year, season, count in counted} == {
        found: rounds.count(found) for found in rounds
    }


def test_the_nested_cards_table_is_the_cards(folder: Path, document: dict[str, Any]) -> None:
    rows = pq.read_table(folder / "cards.parquet").to_pylist()
    cards = [
        MeasureCard.model_validate(
            {key: value for key, value in row.items() if key not in ("plan_id", "version")}
        )
        for row in rows
    ]
    assert len(cards) > 5
    assert [card.model_dump(mode="json") for card in cards] == document["cards"]


def test_duckdb_reaches_into_the_nested_cards(folder: Path, document: dict[str, Any]) -> None:
    sql = "SELECT card_id, specific_objective.number, len(beneficiaries.categories) FROM {cards}"
    assert query(folder, sql) == [
        (
            card["card_id"],
            card["specific_objective"]["number"],
            len(card["beneficiaries"]["categories"]),
        )
        for card in document["cards"]
    ]


def test_types_are_exact() -> None:
    types = {
        spec.name: dict(zip(spec.schema.names, spec.schema.types, strict=True)) for spec in TABLES
    }
    assert types["calls"]["amount"] == types["funding"]["amount"] == pa.decimal128(18, 2)
    assert types["calls"]["year"] == types["support_rates"]["percent"] == pa.int32()
    assert types["calls"]["open"] == types["support_rates"]["raised"] == pa.bool_()
    assert types["evidence"]["x0"] == pa.float64()
    assert pa.types.is_struct(types["cards"]["specific_objective"])
    assert pa.types.is_list(types["cards"]["conditions"])


@every_table
def test_every_column_is_described(name: str, folder: Path) -> None:
    schema = pq.read_schema(folder / f"{name}.parquet")
    assert len(schema) > 3
    undescribed = [f.name for f in schema if not (f.metadata or {}).get(b"description")]
    assert undescribed == []


TEXT = """\
Measure 1A1 Clean registers
Clerks type every name twice, and the second spelling wins.
Support
75 %
Call timing
No planned calls
"""


def test_empty_tables_keep_their_schema(read_text: Callable[..., Plan], tmp_path: Path) -> None:
    folder = Store(tmp_path / "out").add(read_text(TEXT), tmp_path / "dump.txt").folder
    empty = []
    for spec in TABLES:
        path = folder / f"{spec.name}.parquet"
        if spec.name != "cards":  # Parquet names the items of nested lists anew
            assert pq.read_schema(path).equals(spec.schema, check_metadata=True)
        frame = pd.read_parquet(path)
        assert list(frame.columns) == spec.schema.names
        if frame.empty:
            empty.append(spec.name)
            assert query(folder, f"SELECT plan_id FROM {{{spec.name}}}") == []
    assert {"activities", "result_targets", "indicators", "calls", "funding"} <= set(empty)
    assert "cards" not in empty


def test_indicators_have_what_the_funds_list_says(extracted: Callable[[str], Plan]) -> None:
    rows = plan_to_tables(extracted("amif-2027-2028.sv.pdf"))["indicators"].to_pylist()
    assert rows
    assert all(row["objective"] and row["unit"] and row["label_en"] for row in rows)
    (row,) = {(r["code"], r["objective"], r["unit"]) for r in rows if r["code"] == "O.1.3"}
    assert row == ("O.1.3", 1, "places")


def test_rounds_sort_by_their_date(extracted: Callable[[str], Plan]) -> None:
    rows = plan_to_tables(extracted("amif-2027-2028.sv.pdf"))["calls"].to_pylist()
    ordered = sorted({(row["season_start"], row["season"], row["year"]) for row in rows})
    assert [(season, year) for _, season, year in ordered] == [
        ("spring", 2027), ("autumn", 2027), ("spring", 2028), ("autumn", 2028)
    ]  # fmt: skip


def test_money_of_the_tables_is_exact(extracted: Callable[[str], Plan]) -> None:
    tables = plan_to_tables(extracted("amif-2027-2028.sv.pdf"))
    amounts = [row["amount"] for row in tables["funding"].to_pylist()]
    assert sum(amounts) == Decimal("27396490.05")
    cells = [row for row in tables["calls"].to_pylist() if row["source"] == "table"]
    assert Decimal("4930310.00") in [row["amount"] for row in cells if row["kind"] == "total"]

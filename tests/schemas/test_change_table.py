"""The changes as a table: what the document says, row by row, for pandas and DuckDB."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.diff import diff_plans
from schemas.change_table import change_schema, diff_to_table
from schemas.changes import Change, Diff
from schemas.impact import load_sentences
from schemas.record import Plan

PAIR = ("amif-2027-2028.sv.pdf", "amif-2027-2028_v2.sv.pdf")


@pytest.fixture(scope="module")
def diff(extracted: Callable[[str], Plan]) -> Diff:
    old, new = (extracted(name) for name in PAIR)
    return diff_plans(old, new)


@pytest.fixture(scope="module")
def frame(diff: Diff, tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    path = tmp_path_factory.mktemp("table") / "changes.parquet"
    pq.write_table(diff_to_table(diff), path)
    return pd.read_parquet(path)


def test_every_change_is_a_row_in_its_order(diff: Diff, frame: pd.DataFrame) -> None:
    of_cards, of_plan = frame[frame.scope == "card"], frame[frame.scope == "plan"]
    assert len(of_cards) > 15
    assert len(of_plan) > 5
    for rows, changes in ((of_cards, diff.changes), (of_plan, diff.plan_changes)):
        assert list(rows.position) == list(range(len(changes)))
        assert list(rows.impact) == [change.impact for change in changes]
        for code in load_sentences():
            assert list(rows[f"sentence_{code}"]) == [c.sentence[code] for c in changes]


def test_values_come_back_from_their_json_text(diff: Diff) -> None:
    for side in ("old", "new"):
        texts = diff_to_table(diff)[side].to_pylist()
        values = [getattr(change, side) for change in (*diff.changes, *diff.plan_changes)]
        assert [json.loads(text) if text is not None else None for text in texts] == values


def test_a_reworded_text_keeps_its_words_and_places(diff: Diff) -> None:
    rows = diff_to_table(diff).to_pylist()
    change, row = next((c, r) for c, r in zip(diff.changes, rows, strict=False) if c.words)
    assert row["words"] == [run.model_dump() for run in change.words]
    assert row["new_page"] == change.evidence.new[0].page
    place = change.evidence.new[0]
    assert place.bbox is not None
    assert row["new_places"][0] == {"page": place.page, "bbox": list(place.bbox), "line": None}


def test_every_column_is_described() -> None:
    for field in change_schema():
        assert len(field.metadata[b"description"]) > 10, field.name


def test_a_renumbered_card_joins_with_both_versions(tmp_path: Path, diff: Diff) -> None:
    pq.write_table(diff_to_table(diff), tmp_path / "changes.parquet")
    with duckdb.connect() as connection:
        rows = connection.execute(
            f"select previous_card_id, card_id, new->>'$.code' from '{tmp_path}/changes.parquet' "
            "where change = 'card_renumbered'"
        ).fetchall()
    (change,) = (c for c in diff.changes if c.change == "card_renumbered")
    assert isinstance(change.new, dict)
    assert rows == [(change.previous_card_id, change.card_id, change.new["code"])]


def test_a_diff_without_changes_is_a_table_without_rows(extracted: Callable[[str], Plan]) -> None:
    plan = extracted(PAIR[0])
    table = diff_to_table(diff_plans(plan, plan))
    assert (table.num_rows, table.schema) == (0, change_schema())


def test_what_the_tool_reads_otherwise_is_no_change_of_the_plan(diff: Diff) -> None:
    told: list[Change] = diff.changes
    other = diff.model_copy(update={"changes": [], "plan_changes": [], "tool_changes": told})
    assert diff_to_table(other).num_rows == 0
    assert isinstance(diff_to_table(other), pa.Table)

"""A version comes with what changed since the one before it, and nothing that the program did."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import regex

from pipeline.run import Options, extract_plan, reread_plan
from pipeline.store import Store, Stored
from pipeline.store.history_file import find_history_versions
from pipeline.store.naming import Naming
from pipeline.targets import load_plan, load_reading
from schemas.change_table import change_schema
from schemas.changes import Diff
from schemas.record import Plan, PlanHeader
from schemas.record_json import plan_to_json
from tests.pipeline.store.editions import Edition, files_of, make_edition

PLAN_ID = "fi-amif-2027-2028"

reread = partial(reread_plan, options=Options())


def load_changes(stored: Stored) -> Diff:
    text = (stored.folder / "changes.json").read_text(encoding="utf-8")
    return Diff.model_validate_json(text)


def make_older_build(folder: Path, **changed: object) -> None:
    """Let a stored version be one that another build has read otherwise."""
    path = folder / "plan.json"
    plan = Plan.model_validate_json(path.read_bytes())
    extractor = plan.plan.extractor.model_copy(update={"build": "0123456789abcdef"})
    header = plan.plan.model_copy(update={"extractor": extractor})
    first = plan.cards[0].model_copy(update=changed)
    older = plan.model_copy(update={"plan": header, "cards": [first, *plan.cards[1:]]})
    path.write_text(plan_to_json(older), encoding="utf-8")


# What is written


def test_the_first_version_has_no_changes(plan: Edition, tmp_path: Path) -> None:
    stored = Store(tmp_path).add(*plan)
    assert stored.diff is None
    assert not list(stored.folder.glob("changes.*"))


def test_the_amended_sample_comes_with_its_changes(
    plan: Edition, amended: Edition, tmp_path: Path, samples: Path
) -> None:
    store = Store(tmp_path)
    store.add(*plan)
    stored = store.add(*amended)
    diff = load_changes(stored)
    assert diff == stored.diff
    assert (diff.old.version, diff.new.version) == ("v1", "v2")
    assert (diff.tool_changes, diff.notes, diff.unknown) == ([], [], [])
    edits = json.loads((samples / "amif-2027-2028_v2.sv.changes.json").read_text(encoding="utf-8"))
    assert {(edit["card_id"], edit["change"]) for edit in edits} == {
        (change.card_id, change.change) for change in diff.changes
    }


def test_the_changes_are_a_table_too(plan: Edition, amended: Edition, tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add(*plan)
    stored = store.add(*amended)
    diff = load_changes(stored)
    table = pq.read_table(stored.folder / "changes.parquet")
    assert table.schema.names == change_schema().names
    rows = table.to_pylist()
    assert len(rows) == len(diff.changes) + len(diff.plan_changes)
    assert {row["scope"] for row in rows} == {"card", "plan"}
    keys = {(row["plan_id"], row["version"], row["old_version"]) for row in rows}
    assert keys == {(PLAN_ID, "v2", "v1")}
    for row, change in zip(rows, [*diff.changes, *diff.plan_changes], strict=True):
        assert row["impact"] == change.impact
        assert row["sentence_sv"] == change.sentence["sv"]
        assert (json.loads(row["old"]) if row["old"] else None) == change.old
        assert (json.loads(row["new"]) if row["new"] else None) == change.new
        assert [place["page"] for place in row["new_places"]] == [
            place.page for place in change.evidence.new
        ]


def test_the_data_package_lists_the_changes(
    plan: Edition, amended: Edition, tmp_path: Path
) -> None:
    store = Store(tmp_path)
    store.add(*plan)
    package = json.loads((store.add(*amended).folder / "datapackage.json").read_text())
    described = {resource["path"]: resource for resource in package["resources"]}
    assert {"changes.json", "changes.parquet", "source.pdf"} <= set(described)
    fields = {
        field["name"]: field["type"] for field in described["changes.parquet"]["schema"]["fields"]
    }
    assert (fields["sentence_fi"], fields["old_at"], fields["new_places"]) == (
        "string", "integer", "array"
    )  # fmt: skip


def test_a_version_put_between_is_compared_with_the_one_it_supersedes(
    plan: Edition, amended: Edition, tmp_path: Path
) -> None:
    store = Store(tmp_path / "out")
    store.add(*plan)
    last = store.add(*amended)
    before = files_of(last.folder)
    late = store.add(*make_edition(plan, 1, tmp_path), Naming("late", supersedes="v1"))
    assert load_changes(late).old.version == "v1"
    assert load_changes(late).changes == []
    assert files_of(last.folder) == before, "a stored version is never rewritten"


def test_a_version_before_all_has_no_changes(plan: Edition, tmp_path: Path) -> None:
    store = Store(tmp_path / "out")
    store.add(*plan)
    first = store.add(*make_edition(plan, 1, tmp_path), Naming(supersedes="-"))
    assert first.diff is None


# Another build


def test_what_another_build_read_otherwise_is_no_change_of_the_plan(
    plan: Edition, amended: Edition, tmp_path: Path
) -> None:
    clean = Store(tmp_path / "clean")
    clean.add(*plan)
    expected = load_changes(clean.add(*amended))

    store = Store(tmp_path / "older")
    first = store.add(*plan)
    make_older_build(first.folder, goal="Misread by an older build.")
    before = files_of(first.folder)
    diff = load_changes(store.add(*amended, reread=reread))
    assert diff.changes == expected.changes
    assert diff.plan_changes == expected.plan_changes
    (tool,) = diff.tool_changes
    assert (tool.card_id, tool.field) == (plan.plan.cards[0].card_id, "goal")
    assert (tool.old, tool.new) == ("Misread by an older build.", plan.plan.cards[0].goal)
    assert diff.notes == []
    assert files_of(first.folder) == before, "the stored version is as it was"


def test_changes_of_the_tool_are_no_rows_of_the_table(
    plan: Edition, amended: Edition, tmp_path: Path
) -> None:
    store = Store(tmp_path)
    make_older_build(store.add(*plan).folder, goal="Misread by an older build.")
    stored = store.add(*amended, reread=reread)
    rows = pq.read_table(stored.folder / "changes.parquet").to_pylist()
    assert len(rows) == len(load_changes(stored).changes) + len(load_changes(stored).plan_changes)
    assert not [row for row in rows if "Misread" in (row["old"] or "")]


def test_a_version_of_this_build_is_not_read_again(
    plan: Edition, amended: Edition, tmp_path: Path
) -> None:
    def refuse(path: Path, header: PlanHeader) -> Plan:
        raise AssertionError(f"{path} was read again")

    store = Store(tmp_path)
    store.add(*plan, reread=refuse)
    assert store.add(*amended, reread=refuse).new


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda source: source.unlink(), "its source was not kept"),
        (lambda source: source.write_bytes(b"%PDF-1.4"), "cannot be read again .*changed"),
    ],
    ids=["no source", "another source"],
)
def test_where_the_source_cannot_be_read_again_the_diff_says_so(
    spoil: Callable[[Path], None], said: str, plan: Edition, amended: Edition, tmp_path: Path
) -> None:
    store = Store(tmp_path)
    first = store.add(*plan)
    make_older_build(first.folder, goal="Misread by an older build.")
    spoil(first.folder / "source.pdf")
    diff = load_changes(store.add(*amended, reread=reread))
    assert diff.tool_changes == []
    (note,) = diff.notes
    assert note.startswith(f"{PLAN_ID}@v1: ")
    assert note.endswith("so a change shown may be one of the program")
    assert regex.search(said, note)
    assert any(change.old == "Misread by an older build." for change in diff.changes)


TEXT = """\
Finland: implementation plan 2027–2028, Internal Security Fund.

Measure 1A1 Clean registers
Clerks type every name twice, and the second spelling wins.
Support
{rate}
Call timing
Spring 2027
"""


def store_text(store: Store, folder: Path, rate: str, options: Options) -> Stored:
    path = folder / f"{rate[:2]}.txt"
    path.write_text(TEXT.format(rate=rate), encoding="utf-8")
    plan = extract_plan(path, options)
    return store.add(plan, path, reread=partial(reread_plan, options=options))


@pytest.mark.parametrize("options", [Options(), Options(fund="BMVI", language="en")])
def test_a_source_is_read_again_under_the_options_of_then(options: Options, tmp_path: Path) -> None:
    store = Store(tmp_path / "out")
    first = store_text(store, tmp_path, "75 %", options)
    make_older_build(first.folder, title="Misread")
    reading = load_reading(first.plan.plan.plan_id, tmp_path / "out", Options())
    assert reading.read_again
    assert reading.plan == first.plan
    assert reading.plan.plan.decided_by == first.plan.plan.decided_by
    assert reading.stored.cards[0].title == "Misread"


def test_a_locked_source_is_read_again_with_the_password(
    write_pdf: Callable[..., Path], tmp_path: Path
) -> None:
    path = write_pdf("a.pdf", TEXT.format(rate="75 %").replace("–", "-").splitlines(), password="s")
    store, opened = Store(tmp_path / "out"), Options(password="s")
    first = store.add(extract_plan(path, opened), path)
    make_older_build(first.folder, title="Misread")
    name = first.plan.plan.plan_id
    assert load_reading(name, tmp_path / "out", opened).plan == first.plan
    locked = load_reading(name, tmp_path / "out", Options())
    assert locked.plan.cards[0].title == "Misread"
    assert "locked and --password does not open it" in locked.notes[0]


# Targets of other commands


def test_a_check_looks_at_the_version_as_it_is_stored(plan: Edition, tmp_path: Path) -> None:
    folder = Store(tmp_path).add(*plan).folder
    make_older_build(folder, goal="Misread by an older build.")
    assert load_plan(PLAN_ID, tmp_path, Options()).cards[0].goal == "Misread by an older build."
    assert load_reading(PLAN_ID, tmp_path, Options()).plan.cards[0].goal == plan.plan.cards[0].goal


def test_the_latest_version_is_the_last_in_order(plan: Edition, tmp_path: Path) -> None:
    store = Store(tmp_path / "out")
    for number in (1, 2):
        store.add(*make_edition(plan, number, tmp_path))
    store.add(*make_edition(plan, 3, tmp_path), Naming("late", supersedes="v1"))
    assert load_plan(PLAN_ID, tmp_path / "out", Options()).plan.version == "v2"
    assert load_plan(f"{PLAN_ID}@late", tmp_path / "out", Options()).plan.version == "late"


def test_a_document_of_another_build_is_noted(plan: Edition, tmp_path: Path) -> None:
    folder = Store(tmp_path).add(*plan).folder
    path = str(folder / "plan.json")
    assert load_reading(path, tmp_path, Options()).notes == ()
    make_older_build(folder)
    (note,) = load_reading(path, tmp_path, Options()).notes
    assert "another build" in note


def test_two_languages_are_noted(plan: Edition, tmp_path: Path) -> None:
    store = Store(tmp_path / "out")
    store.add(*make_edition(plan, 1, tmp_path))
    finnish = make_edition(plan, 2, tmp_path, language="fi")
    diff = load_changes(store.add(*finnish, Naming(plan_id=PLAN_ID)))
    assert diff.notes == ["The versions are in two languages (sv, fi): every text reads as changed"]


# The history


def history_of(root: Path) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = pq.read_table(root / PLAN_ID / "history.parquet").to_pylist()
    return rows


def spans_of(root: Path, card_id: str, path: str) -> list[tuple[object, object, object]]:
    return [
        (row["value"], row["valid_from"], row["valid_to"])
        for row in history_of(root)
        if (row["card_id"], row["path"]) == (card_id, path) and row["value"]
    ]


def test_every_run_brings_the_history_up_to_date(
    plan: Edition, amended: Edition, tmp_path: Path
) -> None:
    store = Store(tmp_path)
    store.add(*plan)
    assert {row["valid_from"] for row in history_of(tmp_path)} == {"v1"}
    store.add(*amended)
    assert {row["valid_from"] for row in history_of(tmp_path)} == {"v1", "v2"}
    raised = spans_of(tmp_path, "1A1", "/support_rate/raised")
    assert [span[1:] for span in raised] == [("v1", "v1")]
    assert find_history_versions(tmp_path / PLAN_ID / "history.parquet") == ["v1", "v2"]


def test_a_version_put_between_comes_between_in_the_history(
    plan: Edition, amended: Edition, tmp_path: Path
) -> None:
    store = Store(tmp_path / "out")
    store.add(*plan)
    store.add(*amended)
    store.add(*make_edition(plan, 1, tmp_path), Naming("late", supersedes="v1"))
    path = tmp_path / "out" / PLAN_ID / "history.parquet"
    assert find_history_versions(path) == ["v1", "late", "v2"]
    raised = spans_of(tmp_path / "out", "1A1", "/support_rate/raised")
    assert [span[1:] for span in raised] == [("v1", "late")]


def test_the_history_is_of_one_build(plan: Edition, amended: Edition, tmp_path: Path) -> None:
    store = Store(tmp_path)
    make_older_build(store.add(*plan).folder, goal="Misread by an older build.")
    store.add(*amended, reread=reread)
    assert "Misread by an older build." not in [row["value"] for row in history_of(tmp_path)]


@pytest.mark.parametrize("lost", ["missing", "damaged", "of other versions"])
def test_a_lost_history_is_made_again_by_any_run(
    lost: str, plan: Edition, amended: Edition, other: Edition, tmp_path: Path
) -> None:
    store = Store(tmp_path)
    store.add(*plan)
    path = tmp_path / PLAN_ID / "history.parquet"
    earlier = path.read_bytes()
    store.add(*amended)
    files = files_of(tmp_path)
    path.unlink()
    if lost != "missing":
        path.write_bytes(earlier if lost == "of other versions" else b"PAR1")
    store.add(*other)
    assert {name: digest for name, digest in files_of(tmp_path).items() if name in files} == {
        **files, "catalog.json": files_of(tmp_path)["catalog.json"]
    }  # fmt: skip

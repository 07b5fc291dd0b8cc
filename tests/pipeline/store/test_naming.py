"""Which plan a version belongs to, what it is called, and after which one it comes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.store import Store, Stored
from pipeline.store.naming import Naming
from schemas.errors import UsageError
from schemas.record import Period
from tests.pipeline.store.editions import Edition, files_of, make_edition

PLAN_ID = "fi-amif-2027-2028"


def name_of(stored: Stored) -> str:
    return f"{stored.plan.plan.plan_id}@{stored.plan.plan.version}"


def chain_of(root: Path, plan_id: str = PLAN_ID) -> list[tuple[str, str | None]]:
    """The versions of a plan in the catalog's order, with the ones they supersede."""
    entries: list[dict[str, Any]] = json.loads((root / "catalog.json").read_text())["versions"]
    return [(e["version"], e["supersedes"]) for e in entries if e["plan_id"] == plan_id]


# The plan


def test_another_languages_edition_has_its_own_id(plan: Edition, tmp_path: Path) -> None:
    store = Store(tmp_path / "out")
    editions = enumerate(["sv", "fi", "fi", "sv", "en"])
    added = [store.add(*make_edition(plan, n, tmp_path, language=code)) for n, code in editions]
    assert [name_of(item) for item in added] == [
        "fi-amif-2027-2028@v1", "fi-amif-2027-2028-fi@v1", "fi-amif-2027-2028-fi@v2",
        "fi-amif-2027-2028@v2", "fi-amif-2027-2028-en@v1",
    ]  # fmt: skip
    assert all((item.folder / "plan.json").exists() for item in added)


def test_the_title_decides_nothing(plan: Edition, tmp_path: Path) -> None:
    store = Store(tmp_path / "out")
    store.add(*plan)
    titled = make_edition(plan, 1, tmp_path, title="Another title altogether")
    assert name_of(store.add(*titled)) == "fi-amif-2027-2028@v2"
    same_title = make_edition(
        plan, 2, tmp_path, period=Period(start=2029, end=2030), plan_id="fi-amif-2029-2030"
    )
    assert name_of(store.add(*same_title)) == "fi-amif-2029-2030@v1"


@pytest.mark.parametrize("unknown", ["fund", "period"])
def test_plans_that_do_not_say_what_they_are_are_never_versions_of_each_other(
    unknown: str, plan: Edition, tmp_path: Path
) -> None:
    store = Store(tmp_path / "out")
    added = [
        store.add(
            *make_edition(plan, number, tmp_path, plan_id=f"fi-{number:012}", **{unknown: None})
        )
        for number in (1, 2)
    ]
    assert [name_of(item) for item in added] == ["fi-000000000001@v1", "fi-000000000002@v1"]


def test_an_unknown_plan_may_be_said_to_be_a_version(plan: Edition, tmp_path: Path) -> None:
    store = Store(tmp_path / "out")
    store.add(*plan)
    unknown = make_edition(plan, 1, tmp_path, plan_id="fi-000000000001", period=None)
    assert name_of(store.add(*unknown, Naming(plan_id=PLAN_ID))) == f"{PLAN_ID}@v2"


def test_a_plan_under_an_id_of_its_own_is_found_again(
    plan: Edition, amended: Edition, tmp_path: Path
) -> None:
    store = Store(tmp_path)
    assert name_of(store.add(*plan, Naming(plan_id="asyl"))) == "asyl@v1"
    assert name_of(store.add(*amended)) == "asyl@v2"


def test_of_two_plans_told_apart_the_usual_id_goes_first(plan: Edition, tmp_path: Path) -> None:
    store = Store(tmp_path / "out")
    store.add(*make_edition(plan, 1, tmp_path))
    store.add(*make_edition(plan, 2, tmp_path), Naming(plan_id="draft"))
    assert name_of(store.add(*make_edition(plan, 3, tmp_path))) == f"{PLAN_ID}@v2"


def test_between_two_plans_told_apart_nothing_is_guessed(plan: Edition, tmp_path: Path) -> None:
    store = Store(tmp_path / "out")
    store.add(*make_edition(plan, 1, tmp_path), Naming(plan_id="draft"))
    store.add(*make_edition(plan, 2, tmp_path), Naming(plan_id="final"))
    with pytest.raises(UsageError, match="draft or final; say which with --plan-id"):
        store.add(*make_edition(plan, 3, tmp_path))


def test_an_id_that_another_plan_has_taken_is_not_shared(
    plan: Edition, other: Edition, tmp_path: Path
) -> None:
    store = Store(tmp_path)
    store.add(*other, Naming(plan_id=PLAN_ID))
    assert name_of(store.add(*plan)) == f"{PLAN_ID}-sv@v1"


def test_a_file_can_be_stored_under_a_second_plan(plan: Edition, tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add(*plan)
    second = store.add(*plan, Naming(plan_id="copy"))
    assert (name_of(second), second.new) == ("copy@v1", True)
    again = store.add(*plan, Naming(plan_id="copy"))
    assert (name_of(again), again.new) == ("copy@v1", False)


@pytest.mark.parametrize("plan_id", ["", "..", "a/b", "Capital", "-v", "å", "a b", "x" * 101])
def test_a_plan_id_that_is_no_name_is_refused(plan_id: str, plan: Edition, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="plan id"):
        Store(tmp_path / "out").add(*plan, Naming(plan_id=plan_id))
    assert not (tmp_path / "out").exists()


# The order


def test_versions_know_their_place(plan: Edition, amended: Edition, tmp_path: Path) -> None:
    store = Store(tmp_path)
    headers = [store.add(*edition).plan.plan for edition in (plan, amended)]
    assert [(h.sequence, h.supersedes) for h in headers] == [(1, None), (2, "v1")]
    written = json.loads((tmp_path / PLAN_ID / "v2" / "plan.json").read_text())["plan"]
    assert list(written)[-3:] == ["extractor", "sequence", "supersedes"]
    assert plan.header.sequence is None


def test_a_version_found_late_comes_between_two(plan: Edition, tmp_path: Path) -> None:
    store = Store(tmp_path / "out")
    for number in (1, 2, 3):
        store.add(*make_edition(plan, number, tmp_path))
    late = store.add(*make_edition(plan, 4, tmp_path), Naming("late", supersedes="v1"))
    assert (late.plan.plan.sequence, late.plan.plan.supersedes) == (4, "v1")
    assert chain_of(tmp_path / "out") == [
        ("v1", None), ("late", "v1"), ("v2", "v1"), ("v3", "v2")
    ]  # fmt: skip
    after = store.add(*make_edition(plan, 5, tmp_path))
    assert after.plan.plan.supersedes == "v3"


def test_a_version_may_come_before_all(plan: Edition, tmp_path: Path) -> None:
    store = Store(tmp_path / "out")
    store.add(*make_edition(plan, 1, tmp_path))
    store.add(*make_edition(plan, 2, tmp_path), Naming("first", supersedes="-"))
    assert chain_of(tmp_path / "out") == [("first", None), ("v1", None)]


def test_a_version_that_is_not_there_cannot_be_superseded(
    plan: Edition, amended: Edition, tmp_path: Path
) -> None:
    store = Store(tmp_path)
    with pytest.raises(UsageError, match="nothing of it is stored yet"):
        store.add(*plan, Naming(supersedes="v0"))
    store.add(*plan)
    files = files_of(tmp_path)
    with pytest.raises(UsageError, match="no version 'v7' to supersede; it has v1"):
        store.add(*amended, Naming(supersedes="v7"))
    assert files_of(tmp_path) == files


def test_a_stored_version_does_not_move(plan: Edition, amended: Edition, tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add(*plan)
    store.add(*amended)
    assert not store.add(*amended, Naming(supersedes="v1")).new
    with pytest.raises(UsageError, match="already stored as fi-amif-2027-2028@v2, after v1"):
        store.add(*amended, Naming(supersedes="-"))
    with pytest.raises(UsageError, match="v1, before all others"):
        store.add(*plan, Naming(supersedes="v2"))


def test_a_store_from_before_these_keys_is_read_on(
    plan: Edition, amended: Edition, tmp_path: Path
) -> None:
    store = Store(tmp_path / "out")
    for number in (1, 2):
        document = store.add(*make_edition(plan, number, tmp_path)).folder / "plan.json"
        content = json.loads(document.read_text(encoding="utf-8"))
        for key in ("sequence", "supersedes"):
            del content["plan"][key]
        del content["plan"]["extractor"]["build"]
        document.write_text(json.dumps(content), encoding="utf-8")
    header = store.add(*amended).plan.plan
    assert (header.version, header.sequence, header.supersedes) == ("v3", 3, "v2")
    assert chain_of(tmp_path / "out") == [("v1", None), ("v2", None), ("v3", "v2")]

"""The feed: every version that comes is told once, with what it changes, and for good."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.store import Store
from pipeline.store.feed import FEED, find_segments, read_feed
from pipeline.store.naming import Naming
from schemas.changes import Diff
from schemas.errors import InputError
from schemas.feed import CardChanged, ChangesWithdrawn, Event, PlanChanged, VersionAdded
from schemas.feed_json import feed_json_schema, feed_schema_to_json
from tests.pipeline.store.editions import Edition, files_of, make_edition

PLAN_ID = "fi-amif-2027-2028"


def events_of(root: Path, since: int = 0) -> list[Event]:
    return [Event.model_validate_json(line) for line in read_feed(root, since)]


def outline(event: Event) -> tuple[str, str, str | None]:
    """What an event tells in short: kind, version, and the version it is compared with."""
    return event.data.event, event.data.version, event.data.old_version


def changes_between(root: Path, folder: str) -> Diff:
    return Diff.model_validate_json((root / PLAN_ID / folder / "changes.json").read_bytes())


def test_a_first_version_is_one_event(plan: Edition, tmp_path: Path) -> None:
    Store(tmp_path).add(*plan)
    (event,) = events_of(tmp_path)
    assert event.seq == 1
    assert isinstance(event.data, VersionAdded)
    assert outline(event) == ("version_added", "v1", None)
    assert (event.data.fund, event.data.cards) == ("AMIF", len(plan.plan.cards))
    assert (event.data.sha256, event.data.next_version) == (plan.header.source.sha256, None)


def test_the_next_version_comes_with_its_changes(
    plan: Edition, amended: Edition, tmp_path: Path
) -> None:
    store = Store(tmp_path)
    store.add(*plan)
    store.add(*amended)
    added, *changes = events_of(tmp_path, since=1)
    assert outline(added) == ("version_added", "v2", "v1")
    assert [event.seq for event in changes] == list(range(3, 3 + len(changes)))
    diff = changes_between(tmp_path, "v2")
    assert [e.data.change for e in changes if isinstance(e.data, CardChanged)] == diff.changes
    assert [e.data.change for e in changes if isinstance(e.data, PlanChanged)] == diff.plan_changes
    assert len(changes) == len(diff.changes) + len(diff.plan_changes)


def test_the_same_file_again_is_no_event(plan: Edition, tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add(*plan)
    before = files_of(tmp_path)
    store.add(*plan)
    assert files_of(tmp_path) == before


def test_files_of_the_feed_only_get_more(
    plan: Edition, amended: Edition, other: Edition, tmp_path: Path
) -> None:
    store = Store(tmp_path)
    seen: dict[str, str] = {}
    for edition in (plan, other, amended):
        store.add(*edition)
        now = files_of(tmp_path / FEED)
        assert now | seen == now
        assert len(now) == len(seen) + 1
        seen = now
    told = [(s.first, s.told.plan_id, s.told.version) for s in find_segments(tmp_path)]
    assert told == [(1, PLAN_ID, "v1"), (2, "fi-isf-2027-2028", "v1"), (3, PLAN_ID, "v2")]
    assert set(seen) == {segment.path.name for segment in find_segments(tmp_path)}


def test_ids_are_apart_in_a_feed_and_alike_in_another_store(
    plan: Edition, amended: Edition, other: Edition, tmp_path: Path
) -> None:
    for name, editions in (("a", (plan, amended, other)), ("b", (other, plan, amended))):
        for edition in editions:
            Store(tmp_path / name).add(*edition)
    ids = [[event.event_id for event in events_of(tmp_path / name)] for name in ("a", "b")]
    assert len(set(ids[0])) == len(ids[0]) > 20
    assert ids[0] != ids[1], "they stand in another order"
    assert set(ids[0]) == set(ids[1])


# A version found late


def test_a_version_put_between_withdraws_the_step_and_tells_both_new_ones(
    plan: Edition, amended: Edition, tmp_path: Path
) -> None:
    store = Store(tmp_path / "out")
    store.add(*plan)
    store.add(*amended)
    steps = len(events_of(store.root)) - 2
    before = files_of(store.root / FEED)
    last = len(events_of(store.root))
    # The late one is the first one's text again: nothing changes to it, everything from it.
    store.add(*make_edition(plan, 1, tmp_path / "files"), Naming("late", supersedes="v1"))
    added, withdrawn, *changes = events_of(store.root, since=last)
    assert outline(added) == ("version_added", "late", "v1")
    assert isinstance(added.data, VersionAdded)
    assert added.data.next_version == "v2"
    assert withdrawn.data == ChangesWithdrawn(
        plan_id=PLAN_ID, version="v2", old_version="v1", between="late"
    )
    assert {outline(event)[1:] for event in changes} == {("v2", "late")}
    assert len(changes) == steps
    assert files_of(store.root / FEED).items() > before.items()
    stored = changes_between(store.root, "v2")
    assert stored.old.version == "v1", "what is stored stays"


def test_a_version_before_all_has_no_step_to_withdraw(
    plan: Edition, amended: Edition, tmp_path: Path
) -> None:
    store = Store(tmp_path)
    store.add(*amended)
    store.add(*plan, Naming("early", supersedes="-"))
    added, *changes = events_of(tmp_path, since=1)
    assert outline(added) == ("version_added", "early", None)
    assert {outline(event)[1:] for event in changes} == {("v1", "early")}


def test_events_that_are_applied_one_by_one_leave_the_steps_there_are(
    plan: Edition, amended: Edition, tmp_path: Path
) -> None:
    """What a consumer has to do with a withdrawal, and that it comes out right."""
    store = Store(tmp_path / "out")
    store.add(*plan)
    store.add(*amended)
    store.add(*make_edition(plan, 1, tmp_path / "files"), Naming("late", supersedes="v1"))
    store.add(*make_edition(plan, 2, tmp_path / "files"), Naming("later", supersedes="late"))
    held: dict[tuple[str, str], int] = {}
    for event in events_of(store.root):
        if isinstance(event.data, ChangesWithdrawn):
            held.pop((event.data.old_version, event.data.version), None)
        elif isinstance(event.data, CardChanged | PlanChanged):
            step = (event.data.old_version, event.data.version)
            held[step] = held.get(step, 0) + 1
    diff = changes_between(store.root, "v2")
    assert held == {("later", "v2"): len(diff.changes) + len(diff.plan_changes)}


# What was not told is told by the next run


def test_a_feed_that_was_lost_or_never_there_is_made_as_it_would_have_been(
    plan: Edition, amended: Edition, tmp_path: Path
) -> None:
    store = Store(tmp_path / "out")
    store.add(*plan)
    store.add(*amended)
    late = make_edition(plan, 1, tmp_path / "files")
    store.add(*late, Naming("late", supersedes="v1"))
    before = files_of(store.root)
    shutil.rmtree(store.root / FEED)
    store.add(*plan)
    assert files_of(store.root) == before


def test_what_a_killed_run_did_not_tell_comes_before_what_is_new(
    plan: Edition, amended: Edition, other: Edition, tmp_path: Path
) -> None:
    store = Store(tmp_path)
    store.add(*plan)
    store.add(*amended)
    (untold,) = (tmp_path / FEED).glob("*@v2.*.jsonl")
    lines = untold.read_text(encoding="utf-8")
    untold.unlink()
    store.add(*other)
    assert untold.read_text(encoding="utf-8") == lines
    assert events_of(tmp_path)[-1].data.plan_id == "fi-isf-2027-2028"


def test_another_version_of_a_name_that_was_told_is_told(
    plan: Edition, amended: Edition, tmp_path: Path
) -> None:
    """A person moved a version away, and its name is free again."""
    store = Store(tmp_path / "out")
    store.add(*plan)
    moved = store.add(*amended).folder
    last = len(events_of(store.root))
    moved.rename(tmp_path / "away")
    assert store.add(*make_edition(amended, 1, tmp_path / "files")).folder == moved
    added, *changes = events_of(store.root, since=last)
    assert outline(added) == ("version_added", "v2", "v1")
    assert len(changes) == last - 2
    ids = [event.event_id for event in events_of(store.root)]
    assert len(set(ids)) == len(ids)


# The command


def feed(*arguments: str | Path) -> tuple[int, list[dict[str, object]]]:
    result = CliRunner().invoke(app, ["feed", *map(str, arguments)])
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def followed(plan: Edition, amended: Edition, other: Edition, tmp_path: Path) -> Path:
    root = tmp_path / "out"
    for edition in (plan, amended, other):
        Store(root).add(*edition)
    return root


def test_the_command_goes_on_after_any_event(followed: Path) -> None:
    status, all_events = feed("--out", followed)
    assert status == 0
    assert [event["seq"] for event in all_events] == list(range(1, len(all_events) + 1))
    for since in (1, 2, len(all_events) - 1, len(all_events)):
        assert feed("--out", followed, "--since", str(since)) == (0, all_events[since:])


def test_the_command_shows_one_plan_alone(followed: Path) -> None:
    status, events = feed("--out", followed, "--plan-id", "fi-isf-2027-2028")
    assert (status, len(events)) == (0, 1)


def test_an_event_that_is_not_there_yet_is_of_another_store(followed: Path) -> None:
    last = len(list(read_feed(followed)))
    with pytest.raises(InputError, match=f"ends with event {last}.* begin again"):
        list(read_feed(followed, last + 1))
    assert feed("--out", followed, "--since", str(last + 1)) == (3, [])


def test_a_store_without_versions_has_no_events(tmp_path: Path) -> None:
    assert feed("--out", tmp_path) == (0, [])
    assert feed("--out", tmp_path / "none") == (3, [])


def test_every_event_is_as_its_schema_says(followed: Path, project: Path) -> None:
    validator = jsonschema.Draft202012Validator(feed_json_schema())
    for line in read_feed(followed):
        validator.validate(json.loads(line))
    published = project / "schemas" / "feed.schema.json"
    assert published.read_text(encoding="utf-8") == feed_schema_to_json()


def test_lines_end_where_they_end(
    plan: Edition, tmp_path: Path, make_titled: Callable[[str], Edition]
) -> None:
    """Other characters that end a line for some are part of a text."""
    store = Store(tmp_path / "out")
    store.add(*make_titled("One\u2028two\x85three"))
    (event,) = events_of(store.root)
    assert isinstance(event.data, VersionAdded)
    assert event.data.title == "One\u2028two\x85three"


@pytest.fixture
def make_titled(plan: Edition, tmp_path: Path) -> Callable[[str], Edition]:
    return lambda title: make_edition(plan, 1, tmp_path / "files", title=title)

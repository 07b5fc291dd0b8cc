"""Runs that are killed or that the disk refuses; ``make crashes`` does it at many more points."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from benchmarks.crashes.fault_trials import fail_every_call, limit_file_sizes
from benchmarks.crashes.faults import failing_disk, limited_file_size
from benchmarks.crashes.kill_trials import copy_store, kill_at_points, kill_once
from benchmarks.crashes.killing import Point
from benchmarks.crashes.report import trials_to_markdown
from benchmarks.crashes.scenarios import Scenario, make_scenarios
from benchmarks.crashes.wholeness import find_faults, hash_files
from pipeline.store.transaction import Transaction
from schemas.record import Plan

POINTS = 40

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")


@pytest.fixture(scope="module")
def scenarios(
    extracted: Callable[[str], Plan], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Scenario]:
    made = make_scenarios(tmp_path_factory.mktemp("scenarios"), lambda path: extracted(path.name))
    return {scenario.name: scenario for scenario in made}


@pytest.fixture
def amending(scenarios: dict[str, Scenario]) -> Scenario:
    return scenarios["an amended version"]


# Killed


def test_a_killed_run_leaves_whole_versions_and_the_next_one_clears_up(
    scenarios: dict[str, Scenario], tmp_path: Path
) -> None:
    trials = list(kill_at_points(tuple(scenarios.values()), POINTS, seed=3, folder=tmp_path))
    assert [trial for trial in trials if trial.faults] == []
    assert len(trials) == POINTS
    assert sum(trial.killed for trial in trials) > POINTS / 2
    assert any(trial.left for trial in trials)
    assert "Nothing." in trials_to_markdown(trials, [], "test")


@pytest.mark.parametrize("untold", ["history.parquet", "changes", "catalog.json"])
def test_a_kill_between_version_and_what_tells_of_it_is_healed(
    untold: str, amending: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The version is in place, what tells of it is not: the next run completes it."""
    this, put_in_place = os.getpid(), Transaction._put_in_place

    def kill_before_it_is_told(
        self: Transaction, staged: Path, target: Path, undo: ExitStack
    ) -> None:
        if untold in (target.name, target.parent.name) and os.getpid() != this:
            os.kill(os.getpid(), signal.SIGKILL)
        put_in_place(self, staged, target, undo)

    monkeypatch.setattr(Transaction, "_put_in_place", kill_before_it_is_told)
    trial = kill_once(amending, Point(), tmp_path / "store")
    assert (trial.killed, trial.stored, trial.left, trial.faults) == (True, True, True, ())


# Refused


@pytest.mark.parametrize(("code", "first"), [("ENOSPC", 1), ("EIO", 3)])
def test_a_disk_that_refuses_leaves_the_store_as_it_was(
    code: str, first: int, amending: Scenario, tmp_path: Path
) -> None:
    trials = list(fail_every_call(amending, code, tmp_path / "store", first=first, step=9))
    assert [trial for trial in trials if trial.faults] == []
    assert len(trials) > 8
    refused = [trial for trial in trials if "cannot be written" in trial.message]
    assert len(trials) - len(refused) <= 2, "a copy may find another way"


def test_every_failing_call_of_mending_a_catalog(
    scenarios: dict[str, Scenario], tmp_path: Path
) -> None:
    trials = list(fail_every_call(scenarios["a known file"], "ENOSPC", tmp_path / "store"))
    assert [trial for trial in trials if trial.faults] == []
    assert {trial.failure.split()[2] for trial in trials} == {
        "open", "mkdir", "write", "close", "fsync", "rename"
    }  # fmt: skip


def test_a_write_that_really_fails_leaves_the_store_as_it_was(
    scenarios: dict[str, Scenario], tmp_path: Path
) -> None:
    trials = list(limit_file_sizes(scenarios["a first version"], tmp_path / "store"))
    assert [trial for trial in trials if trial.faults] == []
    assert len(trials) > 5
    assert all("File too large" in trial.message for trial in trials)


# The proof itself: would it notice?


def test_a_disturbed_store_is_noticed(amending: Scenario, tmp_path: Path) -> None:
    root = tmp_path / "store"
    copy_store(amending.after, root)
    before = hash_files(amending.before)
    assert find_faults(root, before) == []
    (version,) = root.glob("*/v2")
    (version / "cards.jsonl").write_text("", encoding="utf-8")
    (root / "fi-amif-2027-2028" / "v1" / "plan.json").write_text("{}", encoding="utf-8")
    faults = find_faults(root, before)
    assert "fi-amif-2027-2028/v2: cards.jsonl is not as its data package says" in faults
    assert "fi-amif-2027-2028/v1/plan.json: is not as it was" in faults
    version.rename(tmp_path / "gone")
    assert "fi-amif-2027-2028/v2: in the catalog, but not there" in find_faults(root, before)


def test_a_disk_fails_at_the_call_it_is_told(tmp_path: Path) -> None:
    file = tmp_path / "file"
    with failing_disk(3, errno.EIO) as disk:
        (tmp_path / "folder").mkdir()
        with pytest.raises(OSError, match="Input/output"):
            file.write_text("abcd", encoding="utf-8")
    assert (disk.calls, disk.failed) == (["mkdir", "open", "write", "close"], "write")
    with failing_disk(1) as disk:
        assert file.read_text(encoding="utf-8") == "ab", "half of it is there; reading is no matter"
    assert disk.calls == []


def test_a_table_can_be_refused_by_the_system_itself(tmp_path: Path) -> None:
    table = pa.table({"a": list(range(100))})
    with limited_file_size(100), pytest.raises(OSError, match="File too large"):
        pq.write_table(table, tmp_path / "a.parquet")

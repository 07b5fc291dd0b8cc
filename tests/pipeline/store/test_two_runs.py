"""Runs at the same time on one store: real processes, all versions there and numbered apart."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.crashes.wholeness import find_faults, list_leftovers
from schemas.changes import Diff

PLAN = """\
Finland: implementation plan 2027–2028, Internal Security Fund.

Measure 1A1 Clean registers
Clerks type every name twice, and the second spelling wins.
Support
{rate} %
Call timing
Spring 2027
"""


def start(file: Path, out: Path) -> subprocess.Popen[str]:
    command = Path(sys.executable).with_name("plancards")
    return subprocess.Popen(
        [command, "run", file, "--out", out, "--wait", "60"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        env={**os.environ, "COLUMNS": "200"},
    )  # fmt: skip


def run_at_once(files: list[Path], out: Path) -> None:
    running = [start(file, out) for file in files]
    for process in running:
        shown, said = process.communicate(timeout=120)
        assert (process.returncode, said) == (0, ""), shown + said


@pytest.fixture
def files(tmp_path: Path) -> Callable[[int], list[Path]]:
    def write(count: int) -> list[Path]:
        paths = [tmp_path / f"{number}.txt" for number in range(count)]
        for number, path in enumerate(paths):
            path.write_text(PLAN.format(rate=75 + number), encoding="utf-8")
        return paths

    return write


def test_versions_of_runs_at_once_are_numbered_apart(
    files: Callable[[int], list[Path]], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run_at_once(files(3), out)
    versions = json.loads((out / "catalog.json").read_text(encoding="utf-8"))["versions"]
    assert [(v["version"], v["supersedes"]) for v in versions] == [
        ("v1", None), ("v2", "v1"), ("v3", "v2")
    ]  # fmt: skip
    assert {version["file"] for version in versions} == {f"{number}.txt" for number in range(3)}
    assert find_faults(out, {}) == []
    assert list_leftovers(out) == []
    rates = {}
    for version in versions:
        folder = out / version["plan_id"] / version["version"]
        plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
        rates[version["version"]] = plan["cards"][0]["support_rate"]["base_percent"]
    for new, old in (("v2", "v1"), ("v3", "v2")):
        path = out / versions[0]["plan_id"] / new / "changes.json"
        (change,) = Diff.model_validate_json(path.read_bytes()).changes
        assert (change.old, change.new) == (rates[old], rates[new]), "against the one before it"


def test_the_same_file_in_two_runs_at_once_is_stored_once(
    files: Callable[[int], list[Path]], tmp_path: Path
) -> None:
    (file,) = files(1)
    run_at_once([file, file], tmp_path / "out")
    assert [path.parent.name for path in (tmp_path / "out").glob("*/*/plan.json")] == ["v1"]

"""The same work on a real Dask cluster of this machine: a scheduler and two workers."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import distributed
import pytest
from typer.testing import CliRunner

from benchmarks.chaos.files import make_files
from benchmarks.chaos.killing import extract_or_die
from benchmarks.dask_processes import open_dask
from pipeline.batch import run_plans
from pipeline.batch.cluster import open_cluster
from pipeline.batch.pools import open_local_pool
from pipeline.cli import app
from pipeline.run import Options
from pipeline.store import Store
from schemas.errors import UsageError
from tests.pipeline.batch import bad_ends
from tests.pipeline.store.editions import files_of

WritePlan = Callable[..., Path]

runner = CliRunner(env={"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"})


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with open_dask(tmp_path_factory.mktemp("dask"), workers=2) as address:
        yield address


def find_workers(address: str) -> list[int]:
    """Process ids of the workers."""
    with distributed.Client(address, set_as_default=False) as client:
        return sorted(client.run(os.getpid).values())


def test_the_command_stores_on_a_cluster_what_it_stores_here(
    cluster: str, samples: Path, tmp_path: Path
) -> None:
    shown = []
    for out, where in (("here", []), ("there", ["--cluster", cluster])):
        arguments = ["run", str(samples / "*.pdf"), "missing.pdf", "--out", str(tmp_path / out)]
        result = runner.invoke(app, [*arguments, *where])
        assert result.exit_code == 4, result.output
        shown.append((result.stdout.replace(str(tmp_path / out), ""), result.stderr))
    assert shown[0] == shown[1]
    assert files_of(tmp_path / "here") == files_of(tmp_path / "there")
    assert len(files_of(tmp_path / "there")) > 60


def test_a_cluster_whose_worker_is_killed_loses_no_file(
    cluster: str, write_plan: WritePlan, tmp_path: Path
) -> None:
    paths = [write_plan(number) for number in range(24)]
    before = find_workers(cluster)
    with open_cluster(cluster) as pool:
        settled = []
        for item in run_plans(paths, Store(tmp_path / "there"), Options(), pool=pool):
            settled.append(item.outcome.outcome)
            if len(settled) == 4:
                os.kill(before[0], signal.SIGKILL)
    assert settled == ["stored"] * 24
    assert find_workers(cluster) != before, "its nanny has started another one"
    list(run_plans(paths, Store(tmp_path / "here"), Options()))
    assert files_of(tmp_path / "there") == files_of(tmp_path / "here")


def test_of_an_archive_with_a_fifth_of_bad_files_all_comes_out_as_here(
    cluster: str, samples: Path, tmp_path: Path
) -> None:
    told = []
    for where in ("here", "there"):
        archive = tmp_path / "archive"
        shutil.rmtree(archive, ignore_errors=True)
        archive.mkdir()
        files = make_files(archive, 25, 2, sorted(samples.glob("*.pdf")))
        with open_cluster(cluster) if where == "there" else open_local_pool(2) as pool:
            settled = run_plans(
                [file.path for file in files], Store(tmp_path / where), Options(),
                pool=pool, extract=extract_or_die,
            )  # fmt: skip
            told.append([(s.outcome.outcome, s.outcome.reason) for s in settled])
    assert told[0] == told[1]
    assert {outcome for outcome, _ in told[1]} == {"stored", "refused", "failed"}
    assert files_of(tmp_path / "here") == files_of(tmp_path / "there")


def test_a_fault_of_the_program_is_told_as_here(
    cluster: str, write_plan: WritePlan, tmp_path: Path
) -> None:
    with open_cluster(cluster) as pool:
        (settled,) = run_plans(
            [write_plan(0)], Store(tmp_path), Options(), pool=pool, extract=bad_ends.fail_strangely
        )
    assert settled.outcome.outcome == "failed"
    assert "KeyError: '000.pdf'" in str(settled.outcome.reason)


def test_workers_of_another_build_are_refused(project: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    for package in ("schemas", "extractors", "pipeline"):
        shutil.copytree(project / package, other / package)
    with (other / "schemas" / "beneficiaries.toml").open("a", encoding="utf-8") as file:
        file.write("# another word\n")
    paths = os.pathsep.join([str(other), *filter(None, sys.path)])
    with (
        open_dask(tmp_path, 1, {"PYTHONPATH": paths, "PYTHONSAFEPATH": "1"}) as address,
        pytest.raises(UsageError, match=r"another build of plancards .* install the same one"),
        open_cluster(address),
    ):
        pass


def test_a_cluster_without_workers_is_refused(tmp_path: Path) -> None:
    with (
        open_dask(tmp_path, workers=0) as address,
        pytest.raises(UsageError, match="it has no worker; start some with `dask worker"),
        open_cluster(address),
    ):
        pass


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nowhere"])
def test_an_address_without_a_scheduler_is_refused_in_one_line(
    address: str, write_plan: WritePlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.batch.cluster.CONNECT_SECONDS", 1)
    result = runner.invoke(app, ["run", str(write_plan(0)), "--cluster", address])
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert f"--cluster {address}: no Dask scheduler answers there" in line


def test_without_dask_the_command_says_what_to_install(
    write_plan: WritePlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = runner.invoke(app, ["run", str(write_plan(0)), "--cluster", "tcp://127.0.0.1:9"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "plancards: --cluster needs Dask: pip install 'plancards[cluster]'\n"

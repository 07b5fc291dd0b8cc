"""Writers that are killed or meet others, and readers meanwhile: old or new, never a mix.

In a bucket of S3's protocol, where a state has a tag, and of Google's, where it has a generation.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.remote.manifest import MANIFEST
from pipeline.remote.objects import Found, Headers, Objects, open_objects
from pipeline.remote.opening import open_folder
from pipeline.remote.working_copy import WorkingCopy
from schemas.errors import StoreError
from tests.pipeline.remote import paused_run

if TYPE_CHECKING:
    from obstore import UpdateVersion

PLAN_ID = "fi-amif-2027-2028"


def run(plan: Path, url: str) -> None:
    result = CliRunner().invoke(app, ["run", str(plan), "--out", url])
    assert result.exit_code == 0, result.output


@contextmanager
def paused_writer(plan: Path, url: str, project: Path) -> Iterator[subprocess.Popen[str]]:
    """A run that has added all its objects and is about to replace the manifest."""
    with subprocess.Popen(
        [sys.executable, "-m", paused_run.__name__, "run", str(plan), "--out", url],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        cwd=project,
    ) as process:
        try:
            assert process.stderr
            assert process.stderr.readline().strip() == paused_run.ABOUT_TO
            yield process
        finally:
            process.kill()


def let_go(process: subprocess.Popen[str]) -> None:
    assert process.stdin
    process.stdin.write("\n")
    process.stdin.close()
    assert process.wait() == 0


def list_stored(url: str) -> list[str]:
    """The versions of the store, in their order, and the file that each was made of."""
    with open_folder(url) as folder:
        documents = sorted(folder.glob(f"{PLAN_ID}/*/plan.json"))
        assert all((document.parent / "source.pdf").is_file() for document in documents)
        return [document.parent.name for document in documents]


def test_a_writer_that_is_killed_before_the_manifest_leaves_the_old_store(
    bucket: str, samples: Path, project: Path
) -> None:
    run(samples / "amif-2027-2028.sv.pdf", bucket)
    before = open_objects(bucket).read(MANIFEST)
    with paused_writer(samples / "amif-2027-2028_v2.sv.pdf", bucket, project) as writer:
        assert list_stored(bucket) == ["v1"], "who reads during a write sees the old store"
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
    assert open_objects(bucket).read(MANIFEST) == before
    assert list_stored(bucket) == ["v1"]

    run(samples / "amif-2027-2028_v2.sv.pdf", bucket)
    assert list_stored(bucket) == ["v1", "v2"], "its objects are in no one's way"


def test_of_two_writers_at_once_both_versions_are_stored(
    bucket: str, samples: Path, project: Path, tmp_path: Path
) -> None:
    first, second = (samples / f"amif-2027-2028{name}.sv.pdf" for name in ("", "_v2"))
    with (
        paused_writer(second, bucket, project) as late,
        paused_writer(first, bucket, project) as early,
    ):
        let_go(early)
        assert list_stored(bucket) == ["v1"]
        let_go(late)
    assert list_stored(bucket) == ["v1", "v2"]

    for plan in (first, second):
        run(plan, str(tmp_path))
    with open_folder(bucket) as folder:
        for path in filter(Path.is_file, tmp_path.rglob("[!.]*")):
            name = path.relative_to(tmp_path)
            assert (folder / name).read_bytes() == path.read_bytes(), f"{name}: as one by one"


def test_the_same_file_from_two_writers_is_stored_once(
    bucket: str, samples: Path, project: Path
) -> None:
    plan = samples / "amif-2027-2028.sv.pdf"
    with paused_writer(plan, bucket, project) as one, paused_writer(plan, bucket, project) as other:
        let_go(one)
        let_go(other)
    assert list_stored(bucket) == ["v1"]


def test_a_write_whose_answer_is_lost_is_done_once(gs: str, samples: Path) -> None:
    url = f"{gs}/lost-answers"
    result = CliRunner().invoke(app, ["run", str(samples / "amif-2027-2028.sv.pdf"), "--out", url])
    assert (result.exit_code, "v1" in result.output) == (0, True), result.output
    assert list_stored(url) == ["v1"]


@dataclass(frozen=True, slots=True)
class OvertakenObjects(Objects):
    """As they are; but right after the manifest was read, another run stores ``plan``."""

    plan: Path = field(kw_only=True)

    def read(self, key: str) -> Found | None:
        found = Objects.read(self, key)
        if key == MANIFEST:
            run(self.plan, self.url)
        return found


def test_a_reader_that_is_overtaken_sees_the_old_store_whole(
    bucket: str, samples: Path, tmp_path: Path
) -> None:
    run(samples / "amif-2027-2028.sv.pdf", bucket)
    with open_folder(bucket) as folder:
        before = {
            path.relative_to(folder): path.read_bytes()
            for path in folder.rglob("*.*")
            if path.is_file()
        }
    objects = OvertakenObjects(
        bucket, open_objects(bucket).storage, plan=samples / "amif-2027-2028_v2.sv.pdf"
    )
    WorkingCopy(objects, tmp_path).renew()
    seen = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*.*") if p.is_file()}
    assert seen == before
    assert list_stored(bucket) == ["v1", "v2"]


@dataclass(frozen=True, slots=True)
class FailingObjects(Objects):
    """The storage fails when the manifest is to be written, as long as ``failing`` has entries."""

    failing: list[str]

    def add(self, key: str, data: bytes, headers: Headers | None = None) -> UpdateVersion | None:
        if key == MANIFEST and self.failing:
            raise StoreError(self.failing.pop())
        return Objects.add(self, key, data, headers)


def test_a_change_that_failed_does_not_come_with_the_next_one(bucket: str, tmp_path: Path) -> None:
    copy = WorkingCopy(FailingObjects(bucket, open_objects(bucket).storage, ["no route"]), tmp_path)
    copy.renew()
    with pytest.raises(StoreError, match="no route"):
        copy.change(lambda folder: (folder / "failed.toml").write_text(""))
    copy.change(lambda folder: (folder / "good.toml").write_text(""))
    with open_folder(bucket) as folder:
        assert [path.name for path in folder.iterdir()] == ["good.toml"]


def test_a_copy_that_is_made_new_drops_what_was_changed_in_it(bucket: str, tmp_path: Path) -> None:
    mine, theirs = (WorkingCopy(open_objects(bucket), tmp_path / name) for name in ("a", "b"))
    for copy in (mine, theirs):
        copy.folder.mkdir()
        copy.renew()
    theirs.change(lambda folder: (folder / "x.toml").write_text("theirs"))
    calls: list[bool] = []

    def change(folder: Path) -> None:
        calls.append((folder / "x.toml").exists())
        (folder / "new").mkdir()
        (folder / "new" / f"{len(calls)}.toml").write_text("mine")

    mine.change(change)
    assert calls == [False, True]
    theirs.renew()
    assert sorted(p.name for p in theirs.folder.rglob("*")) == ["2.toml", "new", "x.toml"]

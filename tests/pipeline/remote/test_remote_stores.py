"""Stores in object storage, against real servers: the same as in a folder."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import sys
from itertools import chain
from pathlib import Path

import pytest
import regex
from typer.testing import CliRunner

import plancards as plancards_api
from pipeline.cli import app
from pipeline.remote.manifest import (
    MANIFEST,
    Manifest,
    file_to_entry,
    json_to_manifest,
    manifest_to_json,
)
from pipeline.remote.objects import open_objects
from pipeline.remote.opening import open_folder
from tests.pipeline.remote.conftest import (
    BUCKET,
    GCS_SERVER,
    make_bucket,
    make_gcs_bucket,
    reach_gcs,
    serve,
)
from tests.test_readme import command_to_calls, shown_commands

PLAN_ID = "fi-amif-2027-2028"


def plancards(*arguments: str, status: int = 0) -> str:
    """What the command prints, errors too."""
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == status, result.output
    return result.output


def folder_to_files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def test_a_store_has_the_same_bytes_wherever_it_is(url: str, samples: Path, tmp_path: Path) -> None:
    plans = [str(samples / f"amif-2027-2028{name}.sv.pdf") for name in ("", "_v2")]
    assert f"{PLAN_ID}/v2" in plancards("run", *plans, "--out", url)
    plancards("run", *plans, "--out", str(tmp_path / "out"))
    with open_folder(url) as folder:
        assert folder_to_files(folder) == folder_to_files(tmp_path / "out")

    assert "2 unchanged" in plancards("run", *plans, "--out", url)
    for command in (
        ["history", PLAN_ID],
        ["show", "2B1"],
        ["diff", f"{PLAN_ID}@v1", f"{PLAN_ID}@v2"],
        ["check", PLAN_ID],
        ["feed", "--since", "1"],
    ):
        assert plancards(*command, "--out", url) == plancards(*command, "--out", f"{tmp_path}/out")
    plancards("export", "--form", "calls", "--store", url, "--out", f"{tmp_path}/calls")
    assert (tmp_path / "calls" / "calls.csv").is_file()
    assert "1 new" in plancards(
        "publish", f"sqlite:///{tmp_path}/a.db", f"{PLAN_ID}@v2", "--out", url
    )


def test_a_run_that_changes_nothing_writes_nothing(bucket: str, samples: Path) -> None:
    plan = str(samples / "amif-2027-2028.sv.pdf")
    plancards("run", plan, "--out", bucket)
    before = open_objects(bucket).read(MANIFEST)
    plancards("run", plan, "--out", bucket)
    assert open_objects(bucket).read(MANIFEST) == before, "not even the same bytes again"


def test_a_run_that_changes_nothing_adds_no_object(s3: str, samples: Path) -> None:
    plan = str(samples / "amif-2027-2028.sv.pdf")
    plancards("run", plan, "--out", s3)
    before = open_objects(s3).storage.list().collect()
    plancards("run", plan, "--out", s3)
    assert open_objects(s3).storage.list().collect() == before


def test_a_state_of_an_object_is_gone_when_it_is_replaced(bucket: str) -> None:
    objects = open_objects(bucket)
    first = objects.add("a.json", b"1")
    assert first is not None
    assert objects.add("a.json", b"2") is None, "one is there"
    second = objects.replace("a.json", b"3", first)
    assert second is not None
    assert objects.replace("a.json", b"4", first) is None, "it is another one by now"
    found = objects.read("a.json")
    assert found is not None
    assert (found.data, found.state) == (b"3", second)


def test_a_bucket_that_lets_an_object_be_written_once_a_second(
    samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans = [str(samples / f"amif-2027-2028{name}.sv.pdf") for name in ("", "_v2")]
    with serve(GCS_SERVER, "1") as port:
        make_gcs_bucket(port, BUCKET)
        url = reach_gcs(port, monkeypatch)
        objects = open_objects(url)
        state = objects.add("a.json", b"0")
        for data in (b"1", b"2"):
            assert state is not None
            state = objects.replace("a.json", data, state)
        assert f"{PLAN_ID}/v2" in plancards("run", *plans, "--out", url)


def test_objects_are_named_after_files_and_their_content(s3: str, samples: Path) -> None:
    plancards("run", str(samples / "amif-2027-2028.sv.pdf"), "--out", s3)
    objects = open_objects(s3)
    found = objects.read(MANIFEST)
    assert found
    entry = json_to_manifest(found.data, s3).files[f"{PLAN_ID}/v1/plan.json"]
    assert entry.object == f"{PLAN_ID}/v1/plan.{entry.sha256[:16]}.json"
    kept = objects.read(entry.object)
    assert kept
    assert json.loads(kept.data)["plan"]["plan_id"] == PLAN_ID
    names = {meta["path"] for meta in objects.storage.list().collect()}
    assert len(names) == 1 + len(json_to_manifest(found.data, s3).files)


def test_a_correction_is_kept_with_the_store(bucket: str, samples: Path) -> None:
    plan = str(samples / "amif-2027-2028.sv.pdf")
    plancards("run", plan, "--out", bucket)
    plancards("override", "2B1", "/goal", "Another", "--reason", "Misprint", "--out", bucket)
    plancards("run", str(samples / "amif-2027-2028_v2.sv.pdf"), "--out", bucket)
    with open_folder(bucket) as folder:
        assert "Misprint" in (folder / "overrides.toml").read_text(encoding="utf-8")
        assert (folder / PLAN_ID / "v2" / "plan.json").is_file()


def test_a_program_reaches_it_too(bucket: str, samples: Path) -> None:
    outcomes = plancards_api.run(samples / "amif-2027-2028.sv.pdf", store=bucket)
    assert [outcome.outcome for outcome in outcomes] == ["stored"]
    assert plancards_api.read(f"{PLAN_ID}@v1", store=bucket).plan.plan_id == PLAN_ID
    assert plancards_api.history(PLAN_ID, store=bucket).versions


def test_who_publishes_is_said_by_an_object_of_that_name(bucket: str, samples: Path) -> None:
    open_objects(bucket).add("publication.toml", b'licence = "CC-BY-4.0"\n')
    plancards("run", str(samples / "amif-2027-2028.sv.pdf"), "--out", bucket)
    with open_folder(bucket) as folder:
        described = json.loads((folder / PLAN_ID / "v1" / "datapackage.json").read_bytes())
    assert described["licenses"][0]["name"] == "CC-BY-4.0"


@pytest.mark.parametrize(
    "path", ["../outside", "/etc/passwd", "a/../../b", ".hidden", "a\\b", "a//b"]
)
def test_a_manifest_cannot_lead_out_of_the_store(s3: str, path: str) -> None:
    entry = {"object": "a", "size": 0, "sha256": "0" * 64}
    open_objects(s3).add(MANIFEST, json.dumps({"format": 1, "files": {path: entry}}).encode())
    assert "is no manifest of a store" in plancards("feed", "--out", s3, status=3)


def test_an_object_that_is_missing_is_named(bucket: str) -> None:
    segment = f"changes/000000000001.{PLAN_ID}@v1.0c3f81d2a94b.jsonl"
    entry = {"object": "feed.jsonl", "size": 1, "sha256": "0" * 64}
    manifest = {"format": 1, "files": {segment: entry}}
    open_objects(bucket).add(MANIFEST, json.dumps(manifest).encode())
    assert f"{bucket}/feed.jsonl: is missing" in plancards("feed", "--out", bucket, status=3)


def test_a_copy_that_cannot_be_written_is_said_in_one_line(s3: str) -> None:
    objects = open_objects(s3)
    entry = file_to_entry("a", b"text")
    objects.add(entry.object, b"text")
    files = dict.fromkeys(["a", "a/b"], entry)  # a file cannot be a folder as well
    objects.add(MANIFEST, manifest_to_json(Manifest(files=files)))
    change = ("override", "2B1", "--accept", "start-missing", "--reason", "Misprint")
    output = plancards(*change, "--out", s3, status=3)
    assert "cannot be written" in output
    assert "plancards-" in output, "the folder that is full, not the store"
    assert len(output.splitlines()) == 1


@pytest.mark.parametrize(
    ("out", "status", "said"),
    [
        ("ftp://host/plans", 2, "'ftp' is no kind of store"),
        ("file://host/plans", 2, "three slashes"),
        ("s3://", 2, "cannot be used as a store"),
    ],
)
def test_a_place_that_is_none_is_refused(out: str, status: int, said: str) -> None:
    assert said in plancards("feed", "--out", out, status=status)


def test_a_bucket_that_is_not_there_is_said_in_one_line(bucket: str, samples: Path) -> None:
    plan = str(samples / "amif-2027-2028.sv.pdf")
    missing = f"{bucket.partition(':')[0]}://missing/plans"
    output = plancards("run", plan, "--out", missing, status=3)
    assert f"{missing}: cannot be reached" in output
    assert len(output.splitlines()) == 1


def test_errors_name_the_store_and_not_the_copy(bucket: str, samples: Path) -> None:
    plan = str(samples / "amif-2027-2028.sv.pdf")
    plancards("run", plan, "--out", bucket)
    for arguments in (
        ["history", "fi-isf-2021-2022"],
        ["show", "9Z9"],
        ["override", "2B1", "/goal", "Another", "--reason", "Misprint"],
        ["run", str(samples / "amif-2027-2028_v2.sv.pdf"), "--version", "v1"],
    ):
        result = CliRunner().invoke(app, [*arguments, "--out", bucket])
        assert "plancards-" not in result.output, result.output


def test_the_documentation_works(
    s3_port: int, s3: str, samples: Path, project: Path, tmp_path: Path
) -> None:
    make_bucket(s3_port, "bucket")
    for version, name in (("v1", ""), ("v2", "_v2")):
        plan = str(samples / f"amif-2027-2028{name}.sv.pdf")
        plancards("run", plan, "--out", "s3://bucket/plans", "--version", version)
    shutil.copy(samples / "amif-2027-2028_v2.sv.pdf", tmp_path / "plan.pdf")
    page = (project / "docs" / "object-storage.md").read_text(encoding="utf-8")
    with contextlib.chdir(tmp_path):
        for call in chain.from_iterable(map(command_to_calls, shown_commands(page))):
            plancards(*call)
    assert (tmp_path / "site" / "index.html").is_file()
    assert (tmp_path / "exports" / "plans.xlsx").is_file()
    (code,) = regex.findall(r"^```python\n(.*?)^```", page, regex.M | regex.S)
    run_alone = subprocess.run(
        [sys.executable, "-c", f"{code}\nprint(cards[:4])"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run_alone.stdout == "b'PAR1'\n"


def test_what_to_install_is_said(project: Path) -> None:
    code = (
        "import sys\nsys.modules['obstore'] = None\n"
        "from pipeline.cli import app\napp(['feed', '--out', 's3://bucket/plans'])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=project,
    )
    assert shown.returncode == 2
    assert shown.stderr == (
        "plancards: a store in object storage needs obstore: pip install 'plancards[objects]'\n"
    )

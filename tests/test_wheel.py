"""What people install is whole: the wheel works from an empty folder, with all its data."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PACKAGES = ("schemas", "extractors", "pipeline", "plancards")
COMMAND = "from pipeline.cli import app; app(prog_name='plancards')"


def pip(*arguments: str | Path) -> None:
    process = subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", *map(str, arguments)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert process.returncode == 0, process.stdout + process.stderr


@pytest.fixture(scope="module")
def wheel(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", project, "--no-deps", "--no-build-isolation", "--quiet", "-w", folder)
    (built,) = folder.glob("plancards-*.whl")
    return built


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "site"
    pip("install", wheel, "--no-deps", "--quiet", "--target", folder)
    return folder


def run_python(site: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python in an empty folder, with the installed packages before all others."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False,
        env={**os.environ, "PYTHONPATH": str(site), "PYTHONSAFEPATH": "1"},
    )  # fmt: skip


def data_files(project: Path) -> set[str]:
    """The files of the packages that are not code."""
    suffixes = {".toml", ".tsv", ".json", ".typed", ".css", ".html", ".jinja", ".js"}
    return {
        path.relative_to(project).as_posix()
        for package in PACKAGES
        for path in (project / package).rglob("*")
        if path.suffix in suffixes
    }


def test_the_wheel_holds_code_and_data_and_nothing_else(wheel: Path, project: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    data = data_files(project)
    assert {"schemas/py.typed", "schemas/plan.schema.json", "schemas/languages/sv.toml"} <= data
    assert {"pipeline/diff/templates/diff.html.jinja", "pipeline/diff/templates/diff.css"} <= data
    assert len([name for name in data if name.endswith(".toml")]) >= 6
    assert data <= names
    assert {"pipeline/cli.py", "extractors/readers/text.py"} <= names
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(PACKAGES)


def test_the_wheel_names_its_command_and_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (info,) = {name.split("/")[0] for name in archive.namelist() if ".dist-info/" in name}
        entry_points = archive.read(f"{info}/entry_points.txt").decode()
        assert "plancards = pipeline.cli:app" in entry_points
        assert f"{info}/licenses/LICENSE" in archive.namelist()


def test_packages_come_from_the_wheel(site: Path, tmp_path: Path) -> None:
    imported = ", ".join(PACKAGES)
    code = f"import {imported}; print(*(package.__file__ for package in ({imported})))"
    process = run_python(site, tmp_path, "-c", code)
    assert process.stdout.split() == [str(site / name / "__init__.py") for name in PACKAGES]


def test_the_installed_command_prints_the_schema(site: Path, project: Path, tmp_path: Path) -> None:
    process = run_python(site, tmp_path, "-c", COMMAND, "schema")
    assert process.returncode == 0, process.stderr
    assert process.stdout == (project / "schemas" / "plan.schema.json").read_text(encoding="utf-8")


def test_the_installed_command_runs_a_sample(site: Path, samples: Path, tmp_path: Path) -> None:
    sample = samples / "bmvi-2027-2028.en.pdf"
    process = run_python(site, tmp_path, "-c", COMMAND, "run", str(sample))
    assert process.returncode == 0, process.stderr
    version = tmp_path / "out" / "fi-bmvi-2027-2028" / "v1"
    document = json.loads((version / "plan.json").read_text(encoding="utf-8"))
    expected = json.loads(sample.with_suffix(".cards.json").read_text(encoding="utf-8"))
    assert [card["card_id"] for card in document["cards"]] == [c["card_id"] for c in expected]
    assert {path.name for path in tmp_path.iterdir()} == {"out"}

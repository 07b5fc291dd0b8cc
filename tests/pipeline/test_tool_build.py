"""The build's name changes with the code, the data and the engines, and with nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.tool_build import files_to_build, find_build
from schemas.record import Plan

ENGINES = ["pypdfium2 5.0"]


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    for package in ("schemas", "extractors", "pipeline"):
        (tmp_path / package / "deeper").mkdir(parents=True)
        (tmp_path / package / "code.py").write_text("A = 1\n", encoding="utf-8")
        (tmp_path / package / "deeper" / "facts.toml").write_text("a = 1\n", encoding="utf-8")
    return tmp_path


def test_a_build_has_a_name() -> None:
    assert find_build() == find_build()
    assert len(find_build()) == 16
    int(find_build(), 16)


def test_an_extracted_plan_says_which_build_made_it(extracted: Callable[[str], Plan]) -> None:
    assert extracted("bmvi-2027-2028.en.pdf").plan.extractor.build == find_build()


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("schemas/code.py", "A = 2\n"),
        ("pipeline/deeper/facts.toml", "a = 2\n"),
        ("extractors/new.tsv", "a\tb\n"),
    ],
)
def test_a_change_of_code_or_data_is_another_build(file: str, text: str, packages: Path) -> None:
    before = files_to_build(packages, ENGINES)
    (packages / file).write_text(text, encoding="utf-8")
    assert files_to_build(packages, ENGINES) != before


def test_a_file_of_another_name_is_another_build(packages: Path) -> None:
    before = files_to_build(packages, ENGINES)
    (packages / "schemas" / "code.py").rename(packages / "schemas" / "other.py")
    assert files_to_build(packages, ENGINES) != before


def test_another_engine_is_another_build(packages: Path) -> None:
    assert files_to_build(packages, ENGINES) != files_to_build(packages, ["pypdfium2 5.1"])


@pytest.mark.parametrize("file", ["schemas/__pycache__/code.pyc", "tests/test.py", "README.md"])
def test_what_decides_nothing_does_not_count(file: str, packages: Path) -> None:
    before = files_to_build(packages, ENGINES)
    (packages / file).parent.mkdir(exist_ok=True)
    (packages / file).write_text("x", encoding="utf-8")
    assert files_to_build(packages, ENGINES) == before

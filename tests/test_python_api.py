"""``import plancards``: its page's examples are true, its names are there, and it costs nothing."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

import plancards

HEAVY = {"numpy", "pandas", "pyarrow", "pydantic", "pypdfium2", "regex", "rich", "spacy", "typer"}


def test_the_examples_of_the_page_are_true(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "samples").symlink_to(project / "samples")
    monkeypatch.chdir(tmp_path)
    page = project / "docs" / "python.md"
    tried = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert tried.attempted >= 15
    assert tried.failed == 0


@pytest.mark.parametrize("name", plancards.__all__)
def test_every_name_is_there_and_documented(name: str) -> None:
    assert getattr(plancards, name).__doc__


def test_an_unknown_name_is_told() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'write'"):
        plancards.write  # type: ignore[attr-defined]  # noqa: B018


def test_importing_it_loads_no_library() -> None:
    code = "import sys, plancards; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "plancards" in shown
    assert set(shown) & HEAVY == set()

"""Which files a run is about, and in which order."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.batch.inputs import find_inputs
from schemas.errors import InputError

FILES = [
    "a/2026/b.pdf",
    "a/2025/z.PDF",
    "a/2025/notes.md",
    "a/.hidden/x.pdf",
    "a/top.txt",
    "[1].pdf",
]


@pytest.fixture(autouse=True)
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in FILES:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).touch()


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["a/top.txt", "a/2026/b.pdf"], ["a/top.txt", "a/2026/b.pdf"]),
        (["a"], ["a/2025/z.PDF", "a/2026/b.pdf", "a/top.txt"]),
        (["a/**/*.pdf"], ["a/2026/b.pdf"]),
        (["a/**/*.[pP][dD][fF]"], ["a/2025/z.PDF", "a/2026/b.pdf"]),
        (["a/20??/*"], ["a/2025/notes.md", "a/2025/z.PDF", "a/2026/b.pdf"]),
        (["[1].pdf"], ["[1].pdf"]),
        (["a/.hidden"], ["a/.hidden/x.pdf"]),
        (["missing.pdf"], ["missing.pdf"]),
        (["a/2026", "a/2026/b.pdf"], ["a/2026/b.pdf", "a/2026/b.pdf"]),
    ],
)
def test_names_become_files(names: list[str], found: list[str]) -> None:
    assert [path.as_posix() for path in find_inputs(names)] == found


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("empty", "empty: no PDF and no text file in this folder; check the name"),
        ("b/**/*.pdf", "no file fits 'b/**/*.pdf'; check the name"),
    ],
)
def test_a_folder_or_pattern_without_a_plan_is_refused(name: str, said: str) -> None:
    Path("empty").mkdir()
    with pytest.raises(InputError) as refusal:
        find_inputs([name])
    assert str(refusal.value) == said

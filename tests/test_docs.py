"""The pages for readers: made anew they are the same, links lead somewhere, code runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import regex
from typer.testing import CliRunner

from docs.build import PAGES, write_pages
from pipeline.cli import app
from tests.test_readme import command_options, command_to_calls, faults_of, shown_commands

PROJECT = Path(__file__).resolve().parents[1]
DOCS = PROJECT / "docs"
TUTORIAL = DOCS / "tutorial.md"
READ = sorted(
    path
    for path in (*PROJECT.glob("*.md"), *DOCS.glob("*.md"), *PROJECT.glob("benchmarks/**/*.md"))
)

every_page = pytest.mark.parametrize("page", READ, ids=lambda page: str(page.relative_to(PROJECT)))


def heading_to_anchor(heading: str) -> str:
    """The anchor that hosts of Markdown give a heading."""
    kept = regex.sub(r"[^\p{L}\p{N}\s_-]", "", heading.casefold())
    return kept.strip().replace(" ", "-")


def find_anchors(page: Path) -> set[str]:
    text = regex.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=regex.M | regex.S)
    return {heading_to_anchor(found) for found in regex.findall(r"^#+ (.+)$", text, regex.M)}


def test_the_reference_is_that_of_the_code(tmp_path: Path) -> None:
    write_pages(tmp_path)
    for name in PAGES:
        made = (tmp_path / name).read_text(encoding="utf-8")
        assert (DOCS / name).read_text(encoding="utf-8") == made, "run python -m docs.build"


@every_page
def test_links_lead_somewhere(page: Path) -> None:
    text = regex.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=regex.M | regex.S)
    for target in regex.findall(r"\]\(([^)\s]+)\)", text):
        if regex.match(r"https?://", target):
            continue
        name, _, anchor = target.partition("#")
        linked = (page.parent / name).resolve() if name else page
        assert linked.exists(), target
        if anchor:
            assert anchor in find_anchors(linked), target


def test_the_tutorial_shows_commands_that_exist() -> None:
    known = command_options()
    commands = list(shown_commands(TUTORIAL.read_text(encoding="utf-8")))
    assert len(commands) >= 8
    faults = [
        fault
        for command in commands
        for call in command_to_calls(command)
        for fault in faults_of(call, known)
    ]
    assert faults == []


def test_the_tutorial_works_from_its_beginning_to_its_end(tmp_path: Path) -> None:
    text = TUTORIAL.read_text(encoding="utf-8")
    (tmp_path / "samples").symlink_to(PROJECT / "samples")
    blocks = regex.findall(r"^```(console|python)\n(.*?)^```", text, regex.M | regex.S)
    assert {kind for kind, _ in blocks} == {"console", "python"}
    before = Path.cwd()
    os.chdir(tmp_path)
    try:
        for kind, block in blocks:
            if kind == "python":
                subprocess.run([sys.executable, "-c", block], check=True, capture_output=True)
                continue
            for command in shown_commands(f"```console\n{block}```\n"):
                for call in command_to_calls(command):
                    result = CliRunner().invoke(app, call)
                    assert result.exit_code == 0, (call, result.output)
    finally:
        os.chdir(before)
    calendar = (tmp_path / "calendar.csv").read_text(encoding="utf-8")
    assert "2027,autumn,1A1," in calendar
    assert (tmp_path / "rate.png").stat().st_size > 10_000
    assert (tmp_path / "my-store" / "fi-amif-2027-2028" / "v3").is_dir(), "the corrected version"

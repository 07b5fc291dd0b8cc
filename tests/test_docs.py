"""The pages for readers: made anew they are the same, links lead somewhere, code runs."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import regex
from typer.testing import CliRunner

from docs.build import PAGES, write_pages
from docs.pictures import list_names
from pipeline.cli import app
from tests.test_readme import command_options, command_to_calls, faults_of, shown_commands

PROJECT = Path(__file__).resolve().parents[1]
DOCS = PROJECT / "docs"
TUTORIAL = DOCS / "tutorial.md"
READ = sorted(
    path
    for path in (
        *PROJECT.glob("*.md"),
        *DOCS.glob("*.md"),
        *PROJECT.glob("benchmarks/**/*.md"),
        *PROJECT.glob("samples/*.md"),
    )
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


def list_targets(page: Path) -> list[str]:
    """What a page links to or shows, in text and in HTML; blocks of code are left out."""
    text = regex.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=regex.M | regex.S)
    text = regex.sub(r"`[^`\n]+`", "", text)
    in_html = regex.findall(r"""<(?:a|img)\b[^>]*?\b(?:href|src)=["']([^"']+)""", text)
    return [
        *regex.findall(r"\]\(([^)\s]+)\)", text),
        *regex.findall(r"<(https?:[^>\s]+)>", text),
        *in_html,
    ]


def is_well_formed(address: str) -> bool:
    """Whether an address outside looks like one; nothing is fetched."""
    parts = urlsplit(address)
    host = regex.fullmatch(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", parts.hostname or "")
    return parts.scheme == "https" and bool(host) and not regex.search(r"[\s<>\"`{}|\\^]", address)


@every_page
def test_links_lead_somewhere(page: Path) -> None:
    for target in list_targets(page):
        if regex.match(r"[a-z]+:", target):
            assert is_well_formed(target), target
            continue
        name, _, anchor = target.partition("#")
        linked = (page.parent / name).resolve() if name else page
        assert linked.exists(), target
        assert linked.is_relative_to(PROJECT), target
        if anchor:
            assert anchor in find_anchors(linked), target


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("https://example.org/a?b=1#c", True),
        ("http://example.org", False),
        ("https://example", False),
        ("https://exa{mple.org/", False),
        ("mailto:someone", False),
    ],
)
def test_addresses_outside_are_judged_by_their_form(address: str, is_one: bool) -> None:
    assert is_well_formed(address) is is_one


def test_pictures_are_those_that_the_script_takes_and_are_small() -> None:
    kept = sorted(path.name for path in (DOCS / "images").iterdir())
    assert kept == sorted(list_names()), "run make pictures"
    shown = {(page.parent / target).resolve() for page in READ for target in list_targets(page)}
    for name in kept:
        path = DOCS / "images" / name
        assert path in shown, f"{name} is on no page"
        assert path.stat().st_size < 150_000, name


@every_page
def test_pictures_are_described_in_words(page: Path) -> None:
    for words in regex.findall(r"!\[([^\]]*)\]\(", page.read_text(encoding="utf-8")):
        assert len(words.split()) >= 4, words


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


def run_console_blocks(page: Path) -> None:
    """Run the commands of a page's console blocks, in this process, in the folder at hand."""
    for command in shown_commands(page.read_text(encoding="utf-8")):
        for call in command_to_calls(command):
            result = CliRunner().invoke(app, call)
            assert result.exit_code == 0, (call, result.output)


def blocks_of(page: Path, language: str) -> list[str]:
    text = page.read_text(encoding="utf-8")
    found: list[str] = regex.findall(rf"^```{language}\n(.*?)^```", text, regex.M | regex.S)
    return found


@pytest.fixture
def beside_samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in that has the samples."""
    (tmp_path / "samples").symlink_to(PROJECT / "samples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_program_that_follows_a_store_goes_on_where_it_stopped(beside_samples: Path) -> None:
    (program,) = blocks_of(DOCS / "feed.md", "python")

    def follow() -> list[str]:
        call = [sys.executable, "-c", program, "my-store", "news.db"]
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        shown = subprocess.run(
            call, check=True, capture_output=True, text=True, env={**os.environ, "PATH": path}
        )
        return shown.stdout.splitlines()

    first = ["run", "samples/amif-2027-2028.sv.pdf", "--out", "my-store"]
    assert CliRunner().invoke(app, first).exit_code == 0
    assert follow() == ["1 version_added fi-amif-2027-2028 v1 None"]
    assert follow() == []
    run_console_blocks(DOCS / "feed.md")
    lines = follow()
    assert lines[0] == "2 version_added fi-amif-2027-2028 v2 v1"
    assert [int(line.split()[0]) for line in lines] == list(range(2, 2 + len(lines)))
    with sqlite3.connect("news.db") as known:
        ((news,),) = known.execute("SELECT count(*) FROM news")
    known.close()
    assert news == len(lines) - 1 > 10


def test_the_examples_for_databases_work(beside_samples: Path) -> None:
    run_console_blocks(DOCS / "databases.md")
    queries = blocks_of(DOCS / "databases.md", "sql")
    queries += blocks_of(PROJECT / "README.md", "sql")
    assert len(queries) == 3
    with sqlite3.connect("plans.db") as opened:
        for query in queries:
            assert opened.execute(query).fetchall()
    opened.close()

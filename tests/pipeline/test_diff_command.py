"""``plancards diff``: where its result goes, how it looks there, and git with it."""

from __future__ import annotations

import json
import os
import pty
import shlex
import stat
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from pipeline.cli import app
from tests.pipeline.test_cli import AMENDED, PLAN

COMMAND = Path(sys.executable).with_name("plancards")
ESCAPE = b"\x1b["
runner = CliRunner(env={"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"})


@pytest.fixture(autouse=True)
def two_versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("old.txt").write_text(PLAN, encoding="utf-8")
    Path("new.txt").write_text(AMENDED, encoding="utf-8")


def diff(*arguments: str) -> str:
    """What ``plancards diff`` prints when it ends well."""
    result = runner.invoke(app, ["diff", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def refuse(*arguments: str) -> str:
    """The one line that ``plancards diff`` ends with."""
    result = runner.invoke(app, ["diff", *arguments])
    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr.removeprefix("plancards: ").removesuffix("\n")


def on_a_terminal(*arguments: str, **environment: str) -> bytes:
    """What the command shows on a terminal."""
    leader, follower = pty.openpty()
    env = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "TERM")}
    process = subprocess.Popen(
        [COMMAND, "diff", *arguments],
        stdin=follower, stdout=follower, stderr=follower,
        env={**env, "TERM": "xterm-256color", **environment},
    )  # fmt: skip
    os.close(follower)
    shown = b"".join(iter(lambda: _read(leader), b""))
    process.wait()
    os.close(leader)
    return shown


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # Linux ends a terminal that no one writes to any more so
        return b""


# Where the result goes


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_output_holds_what_would_be_printed(form: str) -> None:
    printed = diff("old.txt", "new.txt", "--format", form)
    assert diff("old.txt", "new.txt", "--format", form, "--output", "diff.out") == ""
    assert Path("diff.out").read_text(encoding="utf-8") == printed
    assert sorted(path.name for path in Path().iterdir()) == ["diff.out", "new.txt", "old.txt"]


def test_output_is_replaced_whole_and_keeps_its_permissions() -> None:
    path = Path("diff.out")
    path.write_text("before", encoding="utf-8")
    path.chmod(0o640)
    Path("link.out").symlink_to(path)
    diff("old.txt", "new.txt", "--output", "link.out")
    assert path.read_text(encoding="utf-8").startswith("Changes of")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert Path("link.out").is_symlink()


def test_output_that_cannot_be_written_is_named() -> None:
    result = runner.invoke(app, ["diff", "old.txt", "new.txt", "--output", "none/diff.out"])
    assert result.exit_code == 3
    assert result.stderr.startswith("plancards: none/diff.out: cannot be written (No such file")


def test_a_device_is_written_to_and_stays_one() -> None:
    process = subprocess.run(
        [COMMAND, "diff", "old.txt", "new.txt", "--output", "/dev/stdout"],
        capture_output=True, check=True,
    )  # fmt: skip
    assert process.stdout.startswith(b"Changes of")


def test_the_table_goes_to_a_file_or_a_pipe() -> None:
    diff("old.txt", "new.txt", "--format", "parquet", "--output", "changes.parquet")
    table = pq.read_table("changes.parquet")
    assert set(table["impact"].to_pylist()) == {"restricts"}
    piped = subprocess.run(
        [COMMAND, "diff", "old.txt", "new.txt", "--format", "parquet"],
        capture_output=True, check=True,
    )  # fmt: skip
    assert piped.stdout == Path("changes.parquet").read_bytes()


def test_the_table_does_not_go_to_a_terminal() -> None:
    shown = on_a_terminal("old.txt", "new.txt", "--format", "parquet")
    assert b"parquet is not for a terminal: name a file with --output" in shown


def test_the_document_is_of_the_published_schema() -> None:
    schema = json.loads(runner.invoke(app, ["schema", "diff"]).stdout)
    Draft202012Validator.check_schema(schema)
    document = json.loads(diff("old.txt", "new.txt", "--format", "json"))
    assert document["changes"]
    assert list(Draft202012Validator(schema).iter_errors(document)) == []
    document["changes"][0]["impact"] = "good"
    assert len(list(Draft202012Validator(schema).iter_errors(document))) == 1


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["old.txt"], "name NEW, the later version, too; --textconv prints OLD alone"),
        (["old.txt", "new.txt", "--textconv"], "--textconv prints one plan: leave NEW out"),
        (["old.txt", "new.txt", "--format", "pdf"], "unknown format 'pdf': use one of "),
        (["old.txt", "new.txt", "--only", "good"], "unknown impact 'good': use some of "),
        (["old.txt", "new.txt", "--for", "cats"], "unknown category 'cats': use one of "),
        (["old.txt", "new.txt", "--say", "de"], "no sentences in 'de': use one of en, fi, sv"),
    ],
)
def test_wrong_usage_is_told_in_one_line(arguments: list[str], complaint: str) -> None:
    assert refuse(*arguments).startswith(complaint)


def test_exit_code_tells_whether_there_is_a_change() -> None:
    same = runner.invoke(app, ["diff", "old.txt", "old.txt", "--exit-code"])
    other = runner.invoke(app, ["diff", "old.txt", "new.txt", "--exit-code"])
    assert (same.exit_code, other.exit_code) == (0, 1)
    assert "Nothing changed." in same.stdout


# Colours


def test_a_terminal_gets_colours_unless_someone_asks_for_none() -> None:
    coloured = on_a_terminal("old.txt", "new.txt")
    assert coloured.count(ESCAPE) > 5
    assert b"\x1b[1;31mRestricts\x1b[0m" in coloured
    for asked in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        plain = on_a_terminal("old.txt", "new.txt", **asked)
        assert b"Restricts" in plain
        assert ESCAPE not in plain


def test_a_pipe_and_a_file_get_no_colours() -> None:
    piped = subprocess.run(
        [COMMAND, "diff", "old.txt", "new.txt"],
        capture_output=True, check=True, env={**os.environ, "TERM": "xterm-256color"},
    ).stdout  # fmt: skip
    on_a_terminal("old.txt", "new.txt", "--output", "diff.txt")
    assert ESCAPE not in piped
    assert Path("diff.txt").read_bytes() == piped


# Git


def git(folder: Path, *arguments: str) -> str:
    process = subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False,
        env={**os.environ, "PATH": f"{COMMAND.parent}{os.pathsep}{os.environ['PATH']}",
             "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "NO_COLOR": "1"},
    )  # fmt: skip
    assert process.returncode == 0, process.stderr
    return process.stdout


@pytest.fixture(scope="module")
def repository(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with two versions of a sample, and git told of plancards as README says."""
    folder = tmp_path_factory.mktemp("plans")
    git(folder, "init", "--quiet")
    for line in readme_lines("git config "):
        git(folder, *line)
    ((attributes, *_),) = readme_lines("echo ")
    (folder / ".gitattributes").write_text(f"{attributes}\n", encoding="utf-8")
    for name in ("amif-2027-2028.sv.pdf", "amif-2027-2028_v2.sv.pdf"):
        (folder / "plan.pdf").write_bytes((samples / name).read_bytes())
        git(folder, "add", ".")
        git(folder, "commit", "--quiet", "-m", name)
    return folder


def readme_lines(start: str) -> list[list[str]]:
    """The words of README's commands that begin so, without their first word."""
    readme = Path(__file__).resolve().parents[2] / "README.md"
    lines = [line.strip() for line in readme.read_text(encoding="utf-8").splitlines()]
    commands = [line.removeprefix("$ ") for line in lines]
    found = [shlex.split(c, comments=True)[1:] for c in commands if c.startswith(start)]
    assert found, f"README.md shows no {start}"
    return found


def test_git_diff_shows_the_values_that_changed(repository: Path) -> None:
    shown = git(repository, "diff", "HEAD~1", "HEAD", "--", "plan.pdf").splitlines()
    changed = [line for line in shown if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    assert "-cards.2B1.call_timing.text: Inga planerade ansökningar 2027–2028" in changed
    assert "+cards.2B1.call_timing.text: Inga planerade ansökningar 2027-2028" in changed
    assert "+cards.1B1.call_timing.rounds: autumn 2028" in changed
    assert not [line for line in changed if line.startswith(("+cards.1-SA", "+cards.2B1.title"))]


def test_git_difftool_shows_what_changed(repository: Path) -> None:
    shown = git(repository, "difftool", "--no-prompt", "--tool=plancards", "HEAD~1", "HEAD")
    assert "Measure 1B1: one more call opens, autumn 2028 (page 12)" in shown


def test_a_pdf_that_is_no_plan_does_not_end_the_diff(repository: Path) -> None:
    (repository / "other.pdf").write_bytes(b"%PDF-1.4 nothing")
    git(repository, "add", "--intent-to-add", "other.pdf")
    shown = git(repository, "diff").splitlines()
    assert any(line.startswith("+no plan: not a readable PDF") for line in shown)
    assert any(line.startswith("+sha256: ") for line in shown)


def test_lines_of_a_plan_have_its_values_and_no_places() -> None:
    lines = diff("old.txt", "--textconv").splitlines()
    assert lines[:2] == ["plan.fund: ISF", "plan.country: FI"]
    assert "cards.1A1.support_rate.base_percent: 75" in lines
    assert "cards.1A1.call_timing.rounds: spring 2027" in lines
    assert "cards.1A1.indicators.output: O.1.2 Number of expert meetings" in lines
    assert not [line for line in lines if "evidence" in line or "old.txt" in line]
    parts = {line.partition(":")[0].partition(".")[0] for line in lines}
    assert parts <= {"plan", "objectives", "implementation_measures", "cards", "chapters"}


def test_lines_of_a_file_that_is_not_there() -> None:
    result = runner.invoke(app, ["diff", "none.pdf", "--textconv"])
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == "plancards: none.pdf: no such file; check the name\n"

"""README and command agree: what one shows the other has."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import regex
import typer

from pipeline.cli import app

README = Path(__file__).resolve().parents[1] / "README.md"
TYPERS_OWN = {"--help", "--show-completion"}
"""Options that need no word in README."""


def command_options() -> dict[str, set[str]]:
    """The options of every command; those of ``plancards`` itself under the empty name."""
    group = typer.main.get_command(app)
    commands = {"": group, **getattr(group, "commands", {})}
    return {
        name: {"--help"} | {o for param in command.params for o in param.opts if o[0] == "-"}
        for name, command in commands.items()
    }


def shown_commands(text: str) -> Iterator[str]:
    """Lines of console and sh blocks that call plancards, without prompt and comment.

    before: ```console / $ plancards run a.pdf \\ / --out out / Plans … / ```
    after:  "plancards run a.pdf --out out"
    """
    for block in regex.findall(r"^```(?:console|sh)\n(.*?)^```", text, regex.M | regex.S):
        for line in block.replace("\\\n", " ").splitlines():
            command = line.strip().removeprefix("$ ")
            if command.startswith("plancards "):
                yield command


def command_to_calls(command: str) -> Iterator[list[str]]:
    """The words of every call of plancards in a shell line, without redirections."""
    lexer = shlex.shlex(command, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    call: list[str] = []
    for word in [*lexer, ";"]:
        if set(word) <= set("|;&()<>"):
            if call[:1] == ["plancards"]:
                yield call[1:]
            call = []
        else:
            call.append(word)


def faults_of(call: list[str], known: dict[str, set[str]]) -> list[str]:
    """What a call names that the command does not have."""
    name = next((word for word in call if not word.startswith("-")), "")
    if name not in known:
        return [f"no command '{name}'"]
    options = {word.split("=")[0] for word in call if regex.match(r"--?[A-Za-z]", word)}
    return [f"'{name}' has no option {option}" for option in sorted(options - known[name])]


def test_readme_shows_commands_that_exist() -> None:
    known = command_options()
    commands = list(shown_commands(README.read_text(encoding="utf-8")))
    assert commands, "README.md shows no plancards command in a console or sh block"
    faults = {
        command: fault
        for command in commands
        for call in command_to_calls(command)
        for fault in faults_of(call, known)
    }
    assert faults == {}


def test_readme_shows_every_command() -> None:
    commands = list(shown_commands(README.read_text(encoding="utf-8")))
    shown = {word for command in commands for call in command_to_calls(command) for word in call}
    assert {name for name in command_options() if name} <= shown


def test_readme_names_every_option() -> None:
    text = README.read_text(encoding="utf-8")
    options = {
        option
        for several in command_options().values()
        for option in several - TYPERS_OWN
        if option.startswith("--")
    }
    assert len(options) >= 6
    unnamed = {o for o in options if not regex.search(rf"{regex.escape(o)}(?![\w-])", text)}
    assert unnamed == set()


@pytest.mark.parametrize(
    ("block", "calls"),
    [
        ("```sh\nplancards run a.pdf --out out\n```", [["run", "a.pdf", "--out", "out"]]),
        ("```console\n$ plancards schema > s.json\nother\n```", [["schema"]]),
        ("```console\n$ plancards run a \\\n    --out b  # why\n```", [["run", "a", "--out", "b"]]),
        ("```sh\nplancards extract a | jq .cards && plancards schema\n```",
         [["extract", "a"], ["schema"]]),
        ("```python\nplancards schema\n```", []),
    ],
)  # fmt: skip
def test_calls_are_found_in_blocks(block: str, calls: list[list[str]]) -> None:
    found = [call for command in shown_commands(block) for call in command_to_calls(command)]
    assert found == calls


def test_a_wrong_call_is_noticed() -> None:
    known = command_options()
    assert faults_of(["run", "a.pdf", "--out", "out"], known) == []
    assert faults_of(["--version"], known) == []
    assert faults_of(["walk", "a.pdf"], known) == ["no command 'walk'"]
    assert faults_of(["schema", "--fast"], known) == ["'schema' has no option --fast"]

"""Text of a plan that is made to mislead can not steer a terminal, turn a line or become markup."""

from __future__ import annotations

import io
import json
import unicodedata
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.diff import diff_plans
from pipeline.diff.forms import load_forms
from pipeline.visible_text import make_visible
from schemas.changes import Diff, Unknown
from tests.cards import a_card, a_plan
from tests.pipeline.test_cli import PLAN

STEERING = "\x1b[2J\x1b]0;title\x07 \x9b31m \x7f\r\b"
TURNING = "\u202eesrever\u202c \u2066inside\u2069 \u200f\u061c"
HIDING = "so\u00adft ze\u200bro \ufeff \u2028 \u2029 \U000e0041"
HOSTILE = f"{STEERING} {TURNING} {HIDING}"

TEXT_FORMS = sorted(name for name, form in load_forms().items() if not form.IS_BINARY)


def a_hostile_diff() -> Diff:
    """Every place of a diff that holds words of the plan holds hostile ones."""
    stays, goes = a_card("1A1"), a_card("1B1", "language", title=f"Gone {HOSTILE}")
    comes = a_card("1C1", "returns", title=f"New {HOSTILE}", goal=f"Aim\n{HOSTILE}")
    other = stays.model_copy(
        update={
            "title": f"Reception {HOSTILE} that works at night",
            "goal": f"{stays.goal} {HOSTILE}",
            "conditions": [f"only {HOSTILE}"],
        }
    )
    diff = diff_plans(a_plan([stays, goes]), a_plan([other, comes]))
    unknown = Unknown(card_id="2A1", field=None, side="new", pages=[3], message=f"lost {HOSTILE}")
    header = diff.new.model_copy(update={"title": f"Plan {HOSTILE}", "version": f"v2{HOSTILE}"})
    source = header.source.model_copy(update={"file": f"plan {HOSTILE}.pdf"})
    return diff.model_copy(
        update={
            "new": header.model_copy(update={"source": source}),
            "unknown": [unknown],
            "tool_changes": list(diff.changes),
            "notes": [f"note {HOSTILE}"],
        }
    )


def unseen(text: str) -> set[str]:
    """Characters that steer or hide; a line's end is none."""
    return {c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp")} - {"\n"}


@pytest.mark.parametrize("form", TEXT_FORMS)
def test_nothing_unseen_reaches_a_reader(form: str) -> None:
    shown = load_forms()[form].render(a_hostile_diff(), "en", False).decode()
    assert "esrever" in shown
    assert "\\u202eesrever" in shown.replace("\\\\", "\\")
    assert unseen(shown) == set()


def test_on_a_terminal_the_only_escapes_are_the_colours() -> None:
    coloured = load_forms()["text"].render(a_hostile_diff(), "en", True).decode()
    assert unseen(coloured) <= {"\x1b"}
    assert "\x1b[2J" not in coloured
    assert "\x1b]" not in coloured


def test_programs_get_the_characters_as_they_are() -> None:
    diff = a_hostile_diff()
    shown = json.loads(load_forms()["json"].render(diff, "en", False))
    assert shown == diff.model_dump(mode="json")
    table = pq.read_table(io.BytesIO(load_forms()["parquet"].render(diff, "en", False)))
    assert json.dumps(f"only {HOSTILE}", ensure_ascii=False) in table["new"].to_pylist()


@pytest.mark.parametrize("command", ["extract", "check", "diff"])
def test_what_the_commands_say_steers_no_terminal(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    evil = f"{STEERING} \u202eesrever"
    Path("plan.txt").write_text(PLAN.replace("75 %\n", f"75 % {evil} late.\n"), encoding="utf-8")
    Path("other.txt").write_text(PLAN.replace("spelling", evil), encoding="utf-8")
    files = ["plan.txt", "other.txt"] if command == "diff" else ["plan.txt"]
    result = CliRunner(env={"NO_COLOR": "1", "TERM": "dumb"}).invoke(app, [command, *files])
    assert result.exit_code == 0
    told = result.stderr if command == "extract" else result.stdout
    assert "\\u202eesrever" in told
    assert unseen(told) == set()


def test_what_has_a_glyph_stays_as_it_is() -> None:
    text = "Åtgärd 1–2 “ÄÖ” 漢字 עברית 10 000 € 😀"
    assert make_visible(text) == text

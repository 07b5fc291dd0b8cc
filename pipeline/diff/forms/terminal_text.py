"""A diff for a terminal: what restricts first, with the words that changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import StringIO

from rich.console import Console
from rich.text import Text

from pipeline.diff.statements import (
    Statement,
    changes_to_statements,
    count_by_impact,
    diff_to_statements,
    places_to_text,
    shorten_runs,
)
from pipeline.visible_text import make_visible
from schemas.changes import IMPACTS, Diff, Impact, WordRun
from schemas.impact import Sentences, find_sentences

NAME = "text"
IS_BINARY = False

STYLES: dict[Impact, str] = {
    "restricts": "bold red",
    "widens": "bold green",
    "neutral": "bold",
    "editorial": "dim",
}
MARKS = {"removed": ("[-", "-]", "red strike"), "added": ("{+", "+}", "green")}
"""Words are marked as word diffs usually are, so that no colour is needed to read them."""


def render(diff: Diff, language: str, colour: bool) -> bytes:
    """The statements of a diff by impact, each with its pages."""
    words = find_sentences(language)
    file = StringIO()
    console = Console(
        file=file, force_terminal=colour, no_color=not colour, soft_wrap=True, highlight=False
    )
    for line in _diff_to_lines(diff, language, words):
        console.print(line)
    return file.getvalue().encode()


def _diff_to_lines(diff: Diff, language: str, words: Sentences) -> Iterator[Text]:
    title = words.headings["title"].format(plan=diff.new.plan_id)
    versions = words.headings["versions"].format(old=diff.old.version, new=diff.new.version)
    yield _to_text(f"{title} ({versions})", style="bold")
    statements = diff_to_statements(diff, language)
    counts = count_by_impact(statements)
    if statements:
        yield Text(words.headings["summary"].format(**counts))
    elif not diff.unknown:
        yield Text(words.headings["none"])
    for impact in IMPACTS:
        if counts[impact]:
            yield Text()
            yield Text(words.impacts[impact].capitalize(), style=STYLES[impact])
        for statement in statements:
            if statement.impact == impact:
                yield from _statement_to_lines(statement, words)
    if diff.unknown:
        yield Text()
        yield Text(words.headings["unknown"], style="bold yellow")
        for found in diff.unknown:
            yield _to_text(f"  {found.card_id}: {found.message}")
    if diff.tool_changes:
        yield Text()
        yield Text(words.headings["tool"], style="bold")
        for statement in changes_to_statements(diff.tool_changes, language):
            yield from _statement_to_lines(statement, words)
    for note in diff.notes:
        yield Text()
        yield _to_text(note)


def _statement_to_lines(statement: Statement, words: Sentences) -> Iterator[Text]:
    where = places_to_text(statement.old_places, statement.new_places, words)
    yield _to_text(f"  {statement.sentence}{f' ({where})' if where else ''}")
    for change in statement.changes:
        if change.words:
            yield Text("      ").append_text(_runs_to_text(shorten_runs(change.words)))


def _runs_to_text(runs: Sequence[WordRun]) -> Text:
    parts = []
    for run in runs:
        before, after, style = MARKS.get(run.op, ("", "", ""))
        parts.append(_to_text(f"{before}{run.text}{after}", style=style))
    return Text(" ").join(parts)


def _to_text(said: str, style: str = "") -> Text:
    """What holds words of a plan, without what could steer the terminal."""
    return Text(make_visible(said), style=style)

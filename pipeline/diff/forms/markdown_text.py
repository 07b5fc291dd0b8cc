"""A diff for a mail or an issue, in Markdown (CommonMark and GitHub's)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from pipeline.diff.card_sections import diff_to_sections
from pipeline.diff.statements import (
    Statement,
    changes_to_statements,
    count_by_impact,
    count_changes,
    diff_to_statements,
    places_to_text,
    shorten_runs,
)
from pipeline.visible_text import make_visible
from schemas.changes import IMPACTS, Diff, WordRun
from schemas.impact import Sentences, find_sentences

NAME = "markdown"
IS_BINARY = False

MARKS = {"removed": "~~", "added": "**"}
"""Words that went are struck through, words that came are bold."""

_MARKUP = regex.compile(r"[\\`*_\[\]~|#$]|^[-+=]|(?<=^\d{1,9})[.)]")
"""What may be markup anywhere, at the start of a line, and after its number."""
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_ADDRESS = regex.compile(r"(?<=\w)(?=:\/\/)|(?<=\bwww)(?=\.)", regex.IGNORECASE)
"""Where GitHub sees the start of a link."""


def render(diff: Diff, language: str, _colour: bool) -> bytes:
    """Counts by impact, what changed by impact, then the reworded texts card by card."""
    words = find_sentences(language)
    blocks = [
        *_opening(diff, language, words),
        *_statements_by_impact(diff, language, words),
        *_reworded_texts(diff, language, words),
        *_remarks(diff, language, words),
    ]
    return ("\n\n".join(blocks) + "\n").encode()


def escape_markdown(text: str) -> str:
    r"""A text of the plan on one line, so that nothing in it is read as markup.

    >>> print(escape_markdown("# 3 * 4 < 20 | see [here](x), write to a@b.fi"))
    \# 3 \* 4 &lt; 20 \| see \[here\](x), write to a`@`b.fi
    """
    line = make_visible(" ".join(part for part in regex.split(r"[ \t\n]+", text) if part))
    escaped = _MARKUP.sub(lambda found: f"\\{found[0]}", line)
    for character, entity in _ENTITIES.items():
        escaped = escaped.replace(character, entity)
    return _ADDRESS.sub(r"\\", escaped).replace("@", "`@`")


def _opening(diff: Diff, language: str, words: Sentences) -> Iterator[str]:
    """The plan, its two versions, and a table of counts."""
    say = words.headings
    yield f"# {escape_markdown(say['title'].format(plan=diff.new.plan_id))}"
    if diff.new.title:
        yield escape_markdown(diff.new.title)
    old, new = (
        say["source"].format(version=header.version, file=header.source.file)
        for header in (diff.old, diff.new)
    )
    yield escape_markdown(say["compared"].format(old=old, new=new))
    of_cards = count_by_impact(changes_to_statements(diff.changes, language))
    of_plan = count_by_impact(changes_to_statements(diff.plan_changes, language))
    if not any((*of_cards.values(), *of_plan.values(), diff.unknown)):
        yield say["none"]
        return
    rows = [f"| {words.impacts[i]} | {of_cards[i]} | {of_plan[i]} |" for i in IMPACTS]
    head = f"| {say['impact']} | {say['cards']} | {say['plan']} |"
    yield "\n".join([head, "| --- | ---: | ---: |", *rows])
    shown, counted = count_changes(diff)
    if shown != counted:
        yield say["partial"].format(shown=shown, all=counted)


def _statements_by_impact(diff: Diff, language: str, words: Sentences) -> Iterator[str]:
    statements = diff_to_statements(diff, language)
    for impact in IMPACTS:
        several = [s for s in statements if s.impact == impact]
        if several:
            yield f"## {words.impacts[impact].capitalize()}"
            yield "\n".join(f"- {_statement_to_line(statement, words)}" for statement in several)


def _statement_to_line(statement: Statement, words: Sentences) -> str:
    where = places_to_text(statement.old_places, statement.new_places, words)
    return escape_markdown(f"{statement.sentence}{f' ({where})' if where else ''}")


def _reworded_texts(diff: Diff, language: str, words: Sentences) -> Iterator[str]:
    """Card by card, then outside the cards, each text with its words marked."""
    sections = [
        (f"{section.heading}: {section.title}", section.statements)
        for section in diff_to_sections(diff, language, words)
    ]
    outside = changes_to_statements(diff.plan_changes, language)
    sections.append((words.headings["plan"], tuple(outside)))
    told = [(title, list(_statements_to_blocks(several, words))) for title, several in sections]
    if any(blocks for _, blocks in told):
        yield f"## {words.headings['reworded']}"
        yield words.headings["legend"]
    for title, blocks in told:
        if blocks:
            yield f"### {escape_markdown(title)}"
            yield from blocks


def _statements_to_blocks(statements: Sequence[Statement], words: Sentences) -> Iterator[str]:
    for statement in statements:
        reworded = [change for change in statement.changes if change.words]
        if reworded:
            yield _statement_to_line(statement, words)
        for change in reworded:
            yield f"> {_runs_to_text(shorten_runs(change.words))}"


def _runs_to_text(runs: Sequence[WordRun]) -> str:
    marks = [MARKS.get(run.op, "") for run in runs]
    return " ".join(
        f"{mark}{escape_markdown(run.text)}{mark}" for mark, run in zip(marks, runs, strict=True)
    )


def _remarks(diff: Diff, language: str, words: Sentences) -> Iterator[str]:
    """What could not be compared, what only the program reads otherwise, and notes."""
    tool = changes_to_statements(diff.tool_changes, language)
    for heading, lines in (
        ("unknown", [escape_markdown(f"{u.card_id}: {u.message}") for u in diff.unknown]),
        ("tool", [_statement_to_line(statement, words) for statement in tool]),
        ("notes", [escape_markdown(note) for note in diff.notes]),
    ):
        if lines:
            yield f"## {words.headings[heading]}"
            yield "\n".join(f"- {line}" for line in lines)

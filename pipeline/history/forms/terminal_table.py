"""A history for people: the versions as a table, or every value of cards with its versions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import groupby

from pydantic import JsonValue
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.history.selecting import pointer_to_field
from pipeline.visible_text import make_visible
from schemas.changes import IMPACTS
from schemas.history import CardHistory, CardName, History, ValueSpan

NAME = "table"
IS_BINARY = False

WIDTH = 120
"""Characters of a line of the table; values are not broken."""

PARENT = "parent"
"""Part of an indicator that its code says already."""


def render(history: History, of_cards: bool) -> bytes:
    """The versions, or the cards when they were asked for."""
    if of_cards:
        cards = [[*_card_to_lines(card, history), ""] for card in history.cards]
        lines = [make_visible(line) for card in cards for line in card]
        return ("\n".join(lines).rstrip("\n") + "\n").encode()
    return _versions_to_text(history).encode()


def _versions_to_text(history: History) -> str:
    text = StringIO()
    console = Console(file=text, width=WIDTH, highlight=False)
    console.print(f"{history.plan_id}: {len(history.versions)} version(s)", markup=False)
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("version", no_wrap=True)
    table.add_column("title", overflow="fold")
    table.add_column("file", overflow="fold")
    for column in ("cards", "findings", *IMPACTS, "unknown"):
        table.add_column(column, justify="right", no_wrap=True)
    for entry in history.versions:
        counts = entry.changes.model_dump() if entry.changes else {}
        changes = [str(counts.get(impact, "")) for impact in IMPACTS]
        partial = " (partial)" if entry.status == "partial" else ""
        table.add_row(
            f"{entry.version}{partial}", _escape(entry.title), _escape(entry.file),
            str(entry.cards), str(entry.findings), *changes,
            "" if entry.unknown is None else str(entry.unknown),
        )  # fmt: skip
    console.print(table)
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines()) + "\n"


def _escape(text: str | None) -> str:
    return escape(make_visible(text or ""))


def _card_to_lines(card: CardHistory, history: History) -> Iterator[str]:
    versions = [entry.version for entry in history.versions]
    yield f"{card.card_key} {card.title} ({history.plan_id})"
    yield f"  called {', '.join(_names_to_words(card.names))}"
    yield from (f"  {words}" for words in _fate_to_words(card))
    spans_width = max((len(_span_to_versions(span)) for span in card.values), default=0)
    for path, spans in groupby(card.values, key=lambda span: span.path):
        yield pointer_to_field(path)
        shown = list(spans)
        for before, span, number in zip([None, *shown], shown, _numbers(shown), strict=False):
            when = _span_to_versions(span).ljust(spans_width)
            note = _notes_to_words(_span_to_notes(before, span, versions))
            yield f"  {number}{when}  {_value_to_words(span.value)}{note}"


def _names_to_words(names: Sequence[CardName]) -> Iterator[str]:
    """Which id in which versions: "2A3 in v1", "2A2 in v2–v4"."""
    for card_id, several in groupby(names, key=lambda name: name.card_id):
        found = [name.version for name in several]
        yield f"{card_id} in {found[0]}{f'–{found[-1]}' if len(found) > 1 else ''}"


def _fate_to_words(card: CardHistory) -> Iterator[str]:
    first, last = card.names[0].version, card.names[-1].version
    if card.begins == "unknown":
        yield f"perhaps older than {first}: the version before could not be read whole"
    elif card.begins != "first":
        origin = f" from {card.split_from}" if card.split_from else ""
        yield f"{'split off' if origin else 'added'}{origin} in {first}"
    if card.ends:
        into = f" into {card.merged_into}" if card.merged_into else ""
        yield f"{card.ends}{into} after {last}"


def _span_to_versions(span: ValueSpan) -> str:
    """The versions of a value: "v1–v3", "v2–" when it is still valid, "v1" for one version."""
    if span.valid_to is None:
        return f"{span.valid_from}–"
    return span.valid_from if span.valid_to == span.valid_from else (
        f"{span.valid_from}–{span.valid_to}"
    )  # fmt: skip


def _numbers(spans: Sequence[ValueSpan]) -> Iterator[str]:
    """Before the first span of an item its number, before the others as much space."""
    width = max((len(f"{span.item}. ") for span in spans if span.item), default=0)
    before: int | None = None
    for span in spans:
        number = f"{span.item}. " if span.item and span.item != before else ""
        before = span.item
        yield number.ljust(width)


def _value_to_words(value: JsonValue) -> str:
    if value is None:
        return "(none)"
    if isinstance(value, dict):
        return " ".join(str(part) for key, part in value.items() if key != PARENT and part)
    return str(value)


def _span_to_notes(
    before: ValueSpan | None, span: ValueSpan, versions: Sequence[str]
) -> Iterator[str]:
    """Whether it only moved, its page or line where it was first read, and where it was not."""
    if before and (before.item, before.value) == (span.item, span.value):
        yield "moved"
    for place in span.evidence[:1]:
        where = f"page {place.page}" if place.page else f"line {place.line}"
        yield where if span.read_in == span.valid_from else f"{where} of {span.read_in}"
    if unread := [version for version in versions if version in span.unknown_in]:
        yield f"not read in {', '.join(unread)}"


def _notes_to_words(notes: Iterable[str]) -> str:
    found = list(notes)
    return f" ({'; '.join(found)})" if found else ""

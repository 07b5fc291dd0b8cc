"""Adds entries to ``overrides.toml``, each bound to what the plan says now."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from pathlib import Path

import tomli_w
from pydantic import JsonValue

from pipeline.corrections.applying import correct_cards, find_source
from pipeline.corrections.entries import (
    OVERRIDES,
    Acceptance,
    Override,
    Overrides,
    load_overrides,
)
from pipeline.corrections.pointers import pointer_to_field, pointers_overlap, read_pointer
from pipeline.corrections.restoring import plan_as_extracted
from pipeline.fingerprint import text_to_fingerprint
from pipeline.whole_file import write_whole
from schemas.errors import UsageError
from schemas.record import Plan


@dataclass(frozen=True, slots=True)
class Signature:
    """Who corrects, when, and why."""

    name: str
    date: datetime.date
    reason: str


def words_to_value(words: str) -> JsonValue:
    """A value given on the command line: JSON where it is JSON, else a text.

    >>> [words_to_value(words) for words in ("90", "null", "The aim is calm.")]
    [90, None, 'The aim is calm.']
    """
    try:
        value: JsonValue = json.loads(words)
    except json.JSONDecodeError:
        return words
    return value


def make_override(
    plan: Plan, card_id: str, path: str, value: JsonValue, signed: Signature
) -> Override:
    """A correction of a stored plan's value, tried on it.

    Raises:
        UsageError: it cannot apply; the message says why.
    """
    read = plan_as_extracted(plan)
    known = {(source.card_id, source.field): source.fingerprint for source in read.sources}
    if not path.startswith("/"):
        pointer = path.replace(".", "/")
        raise UsageError(f"path '{path}': give a JSON pointer such as /{pointer}")
    source = find_source(known, card_id, pointer_to_field(path))
    if source is None:
        held = ", ".join(card.card_id for card in plan.cards)
        raise UsageError(f"{plan.plan.plan_id}: no card '{card_id}' to correct; it has {held}")
    entry = Override(
        plan_id=plan.plan.plan_id, card_id=card_id, path=path, value=value, source=source,
        name=signed.name, date=signed.date, reason=signed.reason,
    )  # fmt: skip
    tried = correct_cards(read.cards, read.sources, [entry])
    if tried.findings:
        raise UsageError(f"card {card_id}: {tried.findings[0].message.split(';')[0]}")
    return entry


def read_value(plan: Plan, card_id: str, path: str) -> str:
    """The value that was read, as JSON."""
    cards = plan_as_extracted(plan).cards
    card = next(card for card in cards if card.card_id == card_id)
    return json.dumps(read_pointer(card.model_dump(mode="json"), path), ensure_ascii=False)


def make_acceptances(
    plan: Plan, card_id: str | None, code: str, signed: Signature
) -> list[Acceptance]:
    """An acceptance of each finding of that code on a card, or on the plan as a whole.

    Raises:
        UsageError: there is no such finding.
    """
    found = [f for f in plan.findings if (f.code, f.card_id) == (code, card_id)]
    if not found:
        where = f"card {card_id}" if card_id else "the plan as a whole"
        codes = sorted({f.code for f in plan.findings if f.card_id == card_id})
        raise UsageError(
            f"{plan.plan.plan_id}: no finding '{code}' on {where}; "
            f"there {'is ' + ', '.join(codes) if codes else 'is none'}"
        )
    return [
        Acceptance(
            plan_id=plan.plan.plan_id, card_id=finding.card_id, code=finding.code,
            source=text_to_fingerprint(finding.message),
            name=signed.name, date=signed.date, reason=signed.reason,
        )
        for finding in found
    ]  # fmt: skip


def append_entries(root: Path, entries: Overrides) -> Path:
    """Put entries at the end of the store's file, which stays as it is otherwise.

    Raises:
        UsageError: the value was already corrected, or one that holds it or is inside it.
        StoreError: the file cannot be written.
    """
    path = root / OVERRIDES
    known = load_overrides(path)
    for entry in entries.override:
        for other in known.override:
            text = (other.plan_id, other.card_id, other.source)
            if text == (entry.plan_id, entry.card_id, entry.source) and pointers_overlap(
                other.path, entry.path
            ):
                raise UsageError(
                    f"{path}: {other.path} of card {entry.card_id} was already corrected to "
                    f"{json.dumps(other.value, ensure_ascii=False)} by {other.name} "
                    f"({other.date.isoformat()}); drop that entry first"
                )
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    gap = "\n" if before and not before.endswith("\n\n") else ""
    write_whole(path, f"{before}{gap}{overrides_to_toml(entries)}".encode())
    return path


def overrides_to_toml(entries: Overrides) -> str:
    """The file's text; entries in the order in which they were made.

    TOML has no null: a value that shall be none has no key.
    """
    tables = {
        name: [entry.model_dump(exclude_none=True) for entry in several]
        for name, several in (("override", entries.override), ("accept", entries.accept))
        if several
    }
    return tomli_w.dumps(tables)

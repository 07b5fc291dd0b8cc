"""A diff document as one Arrow table, ``changes``: a row per change of a card or of the plan.

It joins with the tables of both versions on ``plan_id``, ``version`` (or ``old_version``) and
``card_id`` (or ``previous_card_id``). Every column has its description as metadata. What a newer
plancards reads otherwise is no change of the plan, so it has no rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache

import pyarrow as pa
from pydantic import JsonValue

from schemas.changes import Change, Diff, PlanChange, ValueChange, WordRun
from schemas.impact import load_sentences
from schemas.record import Place
from schemas.tables import Row, model_to_arrow

NAME = "changes"

_PLACES = pa.list_(model_to_arrow(Place))
_WORDS = pa.list_(model_to_arrow(WordRun))

_COLUMNS: tuple[tuple[str, pa.DataType, str], ...] = (
    ("plan_id", pa.string(), "The plan, as the new version has it"),
    ("version", pa.string(), "The new version"),
    ("old_version", pa.string(), "The version that it is compared with"),
    ("position", pa.int32(), "Place in the diff document's list of its scope, from 0"),
    ("scope", pa.string(), "card: about a card; plan: about anything else in the plan"),
    ("card_id", pa.string(), "The card in the new version; of a card removed, in the old one"),
    (
        "previous_card_id",
        pa.string(),
        "The card in the old version where its id is another one, else null",
    ),
    (
        "change",
        pa.string(),
        (
            "card_added, card_removed, card_renumbered, card_split, card_merged or field_changed; "
            "null outside the cards"
        ),
    ),
    (
        "part",
        pa.string(),
        "The part of the plan outside the cards, such as allocation or call_table; null of a card",
    ),
    (
        "where",
        pa.string(),
        'Where in the part, such as "call table 3, 2B, autumn 2026"; null of a card',
    ),
    ("field", pa.string(), 'Such as "goal" or "amount"; null for a whole card'),
    (
        "kind",
        pa.string(),
        (
            "value_changed, item_added, item_removed, item_changed or item_moved; null for a whole "
            "card"
        ),
    ),
    ("old", pa.string(), "The value in the old version as JSON text; null when it has none"),
    ("new", pa.string(), "The value in the new version as JSON text; null when it has none"),
    ("old_at", pa.int32(), "Place in the old list, from 0; null for what is no list item"),
    ("new_at", pa.int32(), "Place in the new list, from 0; null for what is no list item"),
    ("impact", pa.string(), "restricts, widens, neutral or editorial"),
)
_EVIDENCE: tuple[tuple[str, pa.DataType, str], ...] = (
    ("words", _WORDS, "The words of a text that was reworded, in reading order; else empty"),
    ("old_page", pa.int32(), "Page of the old version that it begins on; null when not in it"),
    ("new_page", pa.int32(), "Page of the new version that it begins on; null when not in it"),
    ("old_places", _PLACES, "Every place in the old version"),
    ("new_places", _PLACES, "Every place in the new version"),
)


@cache
def change_schema() -> pa.Schema:
    """The columns; one of them for each language that changes are said in."""
    said = [
        (f"sentence_{code}", pa.string(), f'What the change does, in the language "{code}"')
        for code in load_sentences()
    ]
    return pa.schema(
        [
            pa.field(name, kind, metadata={"description": description})
            for name, kind, description in (*_COLUMNS, *said, *_EVIDENCE)
        ]
    )


def diff_to_table(diff: Diff) -> pa.Table:
    """The changes of a diff, those of cards first; also without rows when nothing changed.

    before: {"card_id": "2B1", "old": 75, "new": 90, "impact": "widens", …} of a diff document
    after:  a row with card_id "2B1", old "75", new "90", impact "widens", scope "card", …
    """
    keys: Row = {
        "plan_id": diff.new.plan_id, "version": diff.new.version, "old_version": diff.old.version
    }  # fmt: skip
    rows = [{**keys, **row} for row in (*_card_rows(diff.changes), *_plan_rows(diff.plan_changes))]
    return pa.Table.from_pylist(rows, schema=change_schema())


def _card_rows(changes: Sequence[Change]) -> Iterator[Row]:
    for at, change in enumerate(changes):
        yield {
            "position": at, "scope": "card", "card_id": change.card_id,
            "previous_card_id": change.previous_card_id, "change": change.change,
            "field": change.field, **_value_to_row(change),
        }  # fmt: skip


def _plan_rows(changes: Sequence[PlanChange]) -> Iterator[Row]:
    for at, change in enumerate(changes):
        yield {
            "position": at, "scope": "plan", "part": change.part, "where": change.where,
            "field": change.field, **_value_to_row(change),
        }  # fmt: skip


def _value_to_row(change: ValueChange) -> Row:
    old, new = change.evidence.old, change.evidence.new
    return {
        "kind": change.kind, "old": _to_json_text(change.old), "new": _to_json_text(change.new),
        "old_at": change.old_at, "new_at": change.new_at, "impact": change.impact,
        **{f"sentence_{code}": said for code, said in change.sentence.items()},
        "words": [run.model_dump() for run in change.words],
        "old_page": _first_page(old), "new_page": _first_page(new),
        "old_places": [place.model_dump(mode="json") for place in old],
        "new_places": [place.model_dump(mode="json") for place in new],
    }  # fmt: skip


def _to_json_text(value: JsonValue) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


def _first_page(places: Sequence[Place]) -> int | None:
    return next((place.page for place in places if place.page is not None), None)

"""The history of a plan as an Arrow table: one row per value."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pyarrow as pa
from pydantic import JsonValue

from schemas.history import History, ValueSpan

HISTORY_TABLE = "history"

_COLUMNS = (
    ("plan_id", pa.string(), "The plan"),
    ("card_key", pa.string(),
     "The card in all versions: its latest id, with its last version where another card has it"),
    ("card_id", pa.string(),
     "Its id in valid_from; joins with the table cards of that version"),
    ("path", pa.string(), "JSON pointer inside the card, of a value or of an item's list"),
    ("item", pa.int32(), "Which item of the list, from 1 and for good; null for other values"),
    ("order", pa.int32(), "Items, and cards (path /card_id), stand in this order in every version"),
    ("value", pa.string(), "A text as it is, else JSON; null when the card has none"),
    ("valid_from", pa.string(), "The first version that has the value"),
    ("valid_to", pa.string(), "The last version that has the value; null when it is still valid"),
    ("unknown_in", pa.list_(pa.string()),
     "Versions in between whose pages could not be read, so that nothing ends there"),
    ("read_in", pa.string(), "The version that page and line are of"),
    ("page", pa.int32(), "1-based page where the value begins"),
    ("line", pa.int32(), "1-based line of a text where the value begins"),
)  # fmt: skip

HISTORY_SCHEMA: pa.Schema = pa.schema(
    [pa.field(name, kind, metadata={"description": text}) for name, kind, text in _COLUMNS]
)


_AS_THEY_ARE = tuple(name for name in ValueSpan.model_fields if name not in ("value", "evidence"))
"""What a row has as the history has it; a plan has thousands of rows."""


def history_to_table(history: History) -> pa.Table:
    """Every value of every card as a row, in the history's order."""
    return pa.Table.from_pylist(list(_rows(history)), schema=HISTORY_SCHEMA)


def _rows(history: History) -> Iterator[dict[str, object]]:
    for card in history.cards:
        for span in card.values:
            place = _first_place(span)
            yield {
                "plan_id": history.plan_id,
                **{name: getattr(span, name) for name in _AS_THEY_ARE},
                "value": value_to_text(span.value),
                "page": place[0],
                "line": place[1],
            }


def _first_place(span: ValueSpan) -> tuple[int | None, int | None]:
    return next(((found.page, found.line) for found in span.evidence), (None, None))


def value_to_text(value: JsonValue) -> str | None:
    """A text as it is, nothing as nothing, all else as JSON.

    >>> value_to_text("To train staff."), value_to_text({"season": "autumn", "year": 2027})
    ('To train staff.', '{"season": "autumn", "year": 2027}')
    """
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)

"""The values of a change in full, as a person reads them; ``sentences.py`` quotes them in short."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import JsonValue

from pipeline.diff.sentences import scalar_to_name, value_to_text
from schemas.impact import Sentences

LEADING = ("code", "percent", "number")
"""What stands before the text of an indicator, a raised rate or a row."""

LEFT_OUT = (*LEADING, "kind", "parent", "cells", "evidence")
"""What has no line of its own, because it leads or says nothing by itself."""

NAMING = ("kind", "code")
"""What a card is called by, which a reader of its values knows."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a value.

    Attributes:
        text: of the line.
        of_plan: whether these are words of the plan, in its language.
    """

    text: str
    of_plan: bool


@dataclass(frozen=True, slots=True)
class NamedValue:
    """A value of a card under the name of its field."""

    label: str
    lines: tuple[TextLine, ...]


def value_to_lines(value: JsonValue, field: str, words: Sentences) -> list[TextLine]:
    """A value in full: a line per paragraph or item; none when there is no value.

    before: ["municipality", "ngo"]; "A text."; {"percent": 90, "condition": "It may be …"}
    after:  "municipalities and cities", "third-sector organisations (NGOs)"; "A text.";
        "90 %", "It may be …"

    Args:
        value: as in the plan document.
        field: its path.
        words: of the language that is asked for.
    """
    return list(_lines(value, field, words))


def _lines(value: JsonValue, field: str, words: Sentences) -> Iterator[TextLine]:
    if value is None:
        return
    if isinstance(value, list):
        for item in value:
            yield from _lines(item, field, words)
    elif isinstance(value, dict):
        yield from _record_to_lines(value, field, words)
    elif name := scalar_to_name(value, field, words):
        yield TextLine(name, of_plan=False)
    else:
        for paragraph in str(value).splitlines():
            yield TextLine(paragraph, of_plan=True)


def _record_to_lines(
    value: dict[str, JsonValue], field: str, words: Sentences
) -> Iterator[TextLine]:
    if "season" in value:
        yield TextLine(value_to_text(value, field, words), of_plan=False)
        return
    lead = record_to_lead(value, words)
    if lead:
        yield TextLine(lead, of_plan=False)
    for key, inner in value.items():
        if key not in LEFT_OUT:
            yield from _lines(inner, f"{field}.{key}", words)


def record_to_lead(value: JsonValue, words: Sentences) -> str:
    """What names a record: the code of an indicator, the percent of a raised rate.

    >>> from schemas.impact import find_sentences
    >>> record_to_lead({"percent": 90, "condition": "It may be 90 %."}, find_sentences("en"))
    '90 %'
    """
    if not isinstance(value, dict):
        return ""
    named = [(key, value[key]) for key in LEADING if value.get(key) is not None]
    return " ".join(
        words.percent.format(number=part) if key == "percent" else str(part) for key, part in named
    )


def card_to_named_values(card: JsonValue, words: Sentences) -> list[NamedValue]:
    """The values of a whole card under the names of its fields, those that it has.

    Args:
        card: as in the plan document.
        words: of the language that is asked for.
    """
    return list(_named_values(card, "", words)) if isinstance(card, dict) else []


def _named_values(
    values: dict[str, JsonValue], path: str, words: Sentences
) -> Iterator[NamedValue]:
    for key, value in values.items():
        field = f"{path}.{key}" if path else key
        if isinstance(value, dict) and any(f"{field}.{inner}" in words.fields for inner in value):
            yield from _named_values(value, field, words)
        elif field in words.fields and field not in NAMING:
            lines = tuple(value_to_lines(value, field, words))
            if lines:
                yield NamedValue(words.fields[field], lines)

"""Values of a card by JSON pointer (RFC 6901; keys of cards need no escapes)."""

from __future__ import annotations

import copy
from collections.abc import Mapping

from pydantic import JsonValue


def read_pointer(values: Mapping[str, JsonValue], pointer: str) -> JsonValue:
    """The value at a pointer.

    >>> read_pointer({"activities": {"items": ["a", "b"]}}, "/activities/items/1")
    'b'

    Raises:
        KeyError: there is no such key or place.
    """
    held: JsonValue = dict(values)
    for key in _to_keys(pointer):
        held = _step(held, key, pointer)
    return held


def write_pointer(
    values: Mapping[str, JsonValue], pointer: str, value: JsonValue
) -> dict[str, JsonValue]:
    """The values with another one at a pointer that is there.

    Raises:
        KeyError: there is no such key or place.
    """
    made = copy.deepcopy(dict(values))
    *owners, last = _to_keys(pointer)
    held: JsonValue = made
    for key in owners:
        held = _step(held, key, pointer)
    if isinstance(held, dict) and last in held:
        held[last] = value
    elif isinstance(held, list) and last.isdecimal() and int(last) < len(held):
        held[int(last)] = value
    else:
        raise KeyError(pointer)
    return made


def pointer_to_field(pointer: str) -> str:
    """The field of a card that a pointer leads into.

    >>> pointer_to_field("/eligible_activities/items/2")
    'eligible_activities'
    """
    return _to_keys(pointer)[0]


def pointers_overlap(one: str, other: str) -> bool:
    """Whether two pointers lead to the same value, or to one inside the other.

    >>> pointers_overlap("/call_timing/rounds/0", "/call_timing/rounds")
    True
    >>> pointers_overlap("/conditions/1", "/conditions/12")
    False
    """
    return f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")


def _to_keys(pointer: str) -> list[str]:
    return pointer.removeprefix("/").split("/")


def _step(held: JsonValue, key: str, pointer: str) -> JsonValue:
    if isinstance(held, dict) and key in held:
        return held[key]
    if isinstance(held, list) and key.isdecimal() and int(key) < len(held):
        return held[int(key)]
    raise KeyError(pointer)

"""A disagreement before it is known which cards it is about."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from schemas.record import Place
from schemas.twins import TwinKind


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What two editions say differently.

    Attributes:
        field: path in a card, or a part of the plan.
        first: the first edition's value.
        first_at: where it stands there; likewise of the second one.
    """

    kind: TwinKind
    field: str
    first: JsonValue
    second: JsonValue
    message: str
    first_at: Sequence[Place] = ()
    second_at: Sequence[Place] = ()


def say_difference(what: str, first: object, second: object) -> str:
    """The two values after what they are of.

    >>> say_difference("support rate", 75, None)
    'support rate: 75 in the first edition, nothing in the second'
    """
    shown = ["nothing" if value is None else str(value) for value in (first, second)]
    return f"{what}: {shown[0]} in the first edition, {shown[1]} in the second"


def say_members(what: str, first: Collection[Hashable], second: Collection[Hashable]) -> str | None:
    """What only one of two sets has; ``None`` when they are equal.

    >>> say_members("rounds", ["spring 2027"], ["spring 2027", "autumn 2027"])
    'rounds: only the second edition has autumn 2027'
    """
    parts = list(_list_own(first, second))
    return f"{what}: {'; '.join(parts)}" if parts else None


def _list_own(first: Collection[Hashable], second: Collection[Hashable]) -> Iterator[str]:
    for name, own, other in (("first", first, second), ("second", second, first)):
        if only := [str(value) for value in own if value not in other]:
            yield f"only the {name} edition has {', '.join(only)}"

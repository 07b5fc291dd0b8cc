"""What became of each file of a run, for people and programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal, get_args

from pydantic import Field

from schemas.errors import PlancardsError, StoreError, WorkerError
from schemas.record import Record

Kind = Literal["stored", "unchanged", "refused", "failed"]
KINDS: tuple[Kind, ...] = get_args(Kind)
GOOD: frozenset[Kind] = frozenset({"stored", "unchanged"})


class Outcome(Record):
    """What became of one file."""

    file: str = Field(description="Path of the file, as it was given or found")
    outcome: Kind = Field(
        description="stored: a new version; unchanged: it was stored before; refused: it cannot be "
        "read as a plan; failed: its worker was killed, or the store could not be written"
    )
    plan_id: str | None = Field(description="The plan; null when there is none")
    version: str | None = Field(description="Its version")
    reason: str | None = Field(description="Why there is none: what, where and what to do")
    seconds: float = Field(description="That extracting it took; 0 where it was not extracted")


def error_to_kind(error: PlancardsError) -> Kind:
    """Whether the file is to blame."""
    return "failed" if isinstance(error, StoreError | WorkerError) else "refused"


def count_outcomes(kinds: Iterable[Kind]) -> str:
    """How many there are of each kind.

    >>> count_outcomes(["stored", "refused", "stored"])
    '2 stored, 0 unchanged, 1 refused, 0 failed'
    """
    counted = Counter(kinds)
    return ", ".join(f"{counted[kind]} {kind}" for kind in KINDS)

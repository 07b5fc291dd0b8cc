"""What people corrected in a card through the versions; the history itself is of what was read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.corrections.pointers import read_pointer
from schemas.history import CardHistory
from schemas.record import Corrected, Plan


@dataclass(frozen=True, slots=True)
class CorrectedIn:
    """A correction that applies in a version.

    Attributes:
        version: the version.
        card_id: the card's id in it.
        mark: whose correction it is, and what was read.
        value: what stands in the card, as JSON.
    """

    version: str
    card_id: str
    mark: Corrected
    value: str

    def __str__(self) -> str:
        """In one sentence, for a person."""
        mark = self.mark
        return (
            f"{self.card_id} in {self.version}: {mark.path} was read as {mark.extracted} and is "
            f"corrected to {self.value} by {mark.name} ({mark.date}): {mark.reason}"
        )


def list_corrections(card: CardHistory, plans: Sequence[Plan]) -> Iterator[CorrectedIn]:
    """Every correction of a card, in the versions' order."""
    by_name = {plan.plan.version: plan for plan in plans}
    for name in card.names:
        for found in by_name[name.version].cards:
            if found.card_id != name.card_id or not found.corrected:
                continue
            values = found.model_dump(mode="json")
            for mark in found.corrected:
                value = json.dumps(read_pointer(values, mark.path), ensure_ascii=False)
                yield CorrectedIn(name.version, found.card_id, mark, value)

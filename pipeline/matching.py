"""Which row of the call tables belongs to which card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.labels import text_to_key
from schemas.record import CallRow, CallTable, Funding, MeasureCard


@dataclass(frozen=True, slots=True)
class RowMatch:
    """A row and its card."""

    card: MeasureCard
    table: CallTable
    row: CallRow


def match_rows(cards: Sequence[MeasureCard], funding: Funding) -> list[RowMatch]:
    """Pairs of card and row, in the cards' order.

    A code joins them; without one, kind and objective, and the title when there are several.
    """
    return [
        RowMatch(card, table, row)
        for card in cards
        for table in funding.calls
        for row in table.rows
        if _belongs(card, table, row, cards)
    ]


def _belongs(
    card: MeasureCard, table: CallTable, row: CallRow, cards: Sequence[MeasureCard]
) -> bool:
    if card.code:
        return row.code == card.code
    if not is_codeless_of(card, table, row):
        return False
    alone = sum(is_codeless_of(other, table, row) for other in cards) == 1
    single = sum(is_codeless_of(card, table, other) for other in table.rows) == 1
    return (alone and single) or begins_alike(card.title, row.label)


def is_codeless_of(card: MeasureCard, table: CallTable, row: CallRow) -> bool:
    """Whether card and row are operating support, or a specific action, of one objective."""
    objective = card.specific_objective.number if card.specific_objective else None
    return not card.code and row.kind == card.kind and table.objective == objective


def begins_alike(a: str, b: str) -> bool:
    """Whether one text is the other, or its beginning, whatever spacing, case and hyphens.

    >>> begins_alike("Operating support", "Operating support for the borders *")
    True
    """
    first, second = sorted((text_to_key(a), text_to_key(b)), key=len)
    return second.startswith(first)

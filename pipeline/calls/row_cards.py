"""Which card a row of a call table is about."""

from __future__ import annotations

from schemas.record import CallRow, CallTable, MeasureCard, Plan

CARD_ROWS = ("measure", "operating_support", "specific_action")
"""Kinds of rows that a card can belong to."""


def row_to_card(row: CallRow, table: CallTable, plan: Plan) -> MeasureCard | None:
    """The card of a row: of its code, or the only one of its kind under the objective."""
    if row.kind not in CARD_ROWS:
        return None
    if row.code:
        return next((card for card in plan.cards if card.code == row.code), None)
    same = [
        card
        for card in plan.cards
        if card.kind == row.kind and objective_of(card) == table.objective and card.code is None
    ]
    return same[0] if len(same) == 1 else None


def objective_of(card: MeasureCard) -> int | None:
    """The number of a card's specific objective."""
    return card.specific_objective.number if card.specific_objective else None

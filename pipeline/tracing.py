"""What ``plancards history`` does: load the versions, trace their cards, select."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.corrections.pointers import pointers_overlap
from pipeline.history import plans_to_history
from pipeline.history.corrected import list_corrections
from pipeline.history.selecting import find_cards, select_values
from pipeline.run import Options
from pipeline.targets import load_readings
from schemas.history import History


@dataclass(frozen=True, slots=True)
class Traced:
    """A history that was asked for.

    Attributes:
        history: with the cards and the field that were asked for.
        of_cards: whether any were, not only the versions.
        notes: what a reader should know besides.
    """

    history: History
    of_cards: bool
    notes: tuple[str, ...]


def trace_plan(
    plan_id: str, card_id: str | None, field: str | None, out: Path, options: Options
) -> Traced:
    """The history of a stored plan, or of one of its cards or fields.

    Args:
        plan_id: the plan.
        card_id: of a card in any version, or ID@VERSION.
        field: such as "goal" or "eligible_activities.items".
        out: folder of the store.
        options: password and limits for versions that another build has stored.

    Raises:
        InputError: no such plan is stored, or it never had such a card.
        UsageError: cards have no such field.
    """
    readings = load_readings(plan_id, out, options)
    history = plans_to_history([reading.plan for reading in readings])
    notes = tuple(note for reading in readings for note in reading.notes)
    if card_id is None:
        return Traced(select_values(history, history.cards, field), field is not None, notes)
    card, *others = find_cards(history, card_id)
    notes += tuple(f"another card was called so too: {other.card_key}" for other in others)
    stored = [reading.stored for reading in readings]  # read again, they are without corrections
    notes += tuple(
        str(found)
        for found in list_corrections(card, stored)
        if field is None or pointers_overlap(found.mark.path, f"/{field.replace('.', '/')}")
    )
    return Traced(select_values(history, [card], field), True, notes)

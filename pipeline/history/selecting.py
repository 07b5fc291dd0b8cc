"""The part of a history that someone asks for."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.history.naming import VERSION_MARK
from schemas.errors import InputError, UsageError
from schemas.history import CardHistory, History


def find_cards(history: History, card_id: str) -> list[CardHistory]:
    """The cards that were ever called so, the latest to be called so first.

    Args:
        history: of the plan.
        card_id: the id in any version, or ID@VERSION for one version.

    Raises:
        InputError: no card was.
    """
    wanted, _, version = card_id.partition(VERSION_MARK)
    order = {entry.version: at for at, entry in enumerate(history.versions)}
    called: dict[str, int] = {}
    for card in history.cards:
        for name in card.names:
            if name.card_id == wanted and version in ("", name.version):
                called[card.card_key] = order[name.version]
    found = [card for card in history.cards if card.card_key in called]
    if found:
        return sorted(found, key=lambda card: -called[card.card_key])
    known = ", ".join(sorted(card.card_key for card in history.cards)) or "none"
    where = f"version {version}" if version else "any version"
    raise InputError(f"{history.plan_id}: no card {wanted} in {where}; its cards are {known}")


def select_values(
    history: History, cards: Sequence[CardHistory], field: str | None = None
) -> History:
    """The history of these cards, and of one field of them if one is named.

    Args:
        history: of the plan.
        cards: some of its cards.
        field: as a diff names it, "eligible_activities.items", or its outer part.

    Raises:
        UsageError: cards have no such field.
    """
    if field is None:
        return history.model_copy(update={"cards": list(cards)})
    chosen = [
        card.model_copy(update={"values": [s for s in card.values if _is_in(s.path, field)]})
        for card in cards
    ]
    if cards and not any(card.values for card in chosen):
        fields = {pointer_to_field(span.path) for card in cards for span in card.values}
        raise UsageError(f"unknown field '{field}': use one of {', '.join(sorted(fields))}")
    return history.model_copy(update={"cards": chosen})


def pointer_to_field(path: str) -> str:
    """A JSON pointer as the diff names fields.

    >>> pointer_to_field("/eligible_activities/items")
    'eligible_activities.items'
    """
    return path.removeprefix("/").replace("/", ".")


def _is_in(path: str, field: str) -> bool:
    return f"{pointer_to_field(path)}.".startswith(f"{field}.")

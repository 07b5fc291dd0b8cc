"""Which columns tell a row of each table from all others, in a database of many versions."""

from __future__ import annotations

VERSION_KEY = ("plan_id", "version")
"""Every table's rows belong to a version."""

CARD_KEY = (*VERSION_KEY, "card_id")
"""Of rows that are about a card."""

ROW = "row"
"""Place of a row in its version's table, from 0; the key of tables whose rows may be alike."""

PRIMARY_KEYS: dict[str, tuple[str, ...]] = {
    "cards": CARD_KEY,
    "activities": (*CARD_KEY, "position"),
    "result_targets": (*CARD_KEY, "kind", "position"),
    "indicators": (*CARD_KEY, "kind", "position"),
    "beneficiaries": (*CARD_KEY, "position"),
    "support_rates": (*CARD_KEY, "position"),
    "evidence": (*CARD_KEY, "position"),
    "milestones": (*VERSION_KEY, "position"),
    "changes": (*VERSION_KEY, "scope", "position"),
}
"""Keys by table; a table that is not named here has ``ROW``."""


def find_primary_key(table: str) -> tuple[str, ...]:
    """The columns of a table's primary key.

    >>> find_primary_key("beneficiaries")
    ('plan_id', 'version', 'card_id', 'position')
    >>> find_primary_key("calls")
    ('plan_id', 'version', 'row')
    """
    return PRIMARY_KEYS.get(table, (*VERSION_KEY, ROW))

"""The keys of the tables: what makes a row the only one, and which table it joins with.

Every table joins with ``versions``; one about cards joins with ``cards`` too. A key is claimed of a
table only when it holds there: a call of a plan without objectives has no whole key, for instance.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from schemas.call_table import CALL_TABLE
from schemas.version_table import VERSION_TABLE

VERSION_KEY = ("plan_id", "version")
"""Every table's rows belong to a version."""

CARD_KEY = (*VERSION_KEY, "card_id")
"""Of rows that are about a card."""

ROW = "row"
"""Place of a row in its version's table, from 0; the key of tables whose rows may be alike.

The tables do not have it; a database, which needs a key, adds it.
"""


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns that name a row of another table by columns of the same names."""

    columns: tuple[str, ...]
    table: str


PRIMARY_KEYS: dict[str, tuple[str, ...]] = {
    VERSION_TABLE: VERSION_KEY,
    "cards": CARD_KEY,
    "activities": (*CARD_KEY, "position"),
    "result_targets": (*CARD_KEY, "kind", "position"),
    "indicators": (*CARD_KEY, "kind", "position"),
    "beneficiaries": (*CARD_KEY, "position"),
    "support_rates": (*CARD_KEY, "position"),
    "evidence": (*CARD_KEY, "position"),
    "milestones": (*VERSION_KEY, "position"),
    "changes": (*VERSION_KEY, "scope", "position"),
    CALL_TABLE: (*VERSION_KEY, "objective", "year", "season"),
}
"""Keys by table; a table that is not named here has ``ROW``."""

OF_CARDS = frozenset(
    {
        "activities",
        "result_targets",
        "indicators",
        "beneficiaries",
        "support_rates",
        "evidence",
        "corrections",
    }
)
"""Tables whose rows are all about a card. Calls and findings have rows without one."""


def find_primary_key(table: str) -> tuple[str, ...]:
    """The columns of a table's primary key.

    >>> find_primary_key("beneficiaries")
    ('plan_id', 'version', 'card_id', 'position')
    >>> find_primary_key("calls")
    ('plan_id', 'version', 'row')
    """
    return PRIMARY_KEYS.get(table, (*VERSION_KEY, ROW))


def find_held_key(name: str, table: pa.Table) -> tuple[str, ...]:
    """The columns that make every row the only one, () where the table has no such key.

    >>> rows = pa.table({"plan_id": ["p", "p"], "version": ["v1", "v1"]})
    >>> find_held_key("versions", rows), find_held_key("versions", rows.slice(1))
    ((), ('plan_id', 'version'))
    """
    key = find_primary_key(name)
    if not set(key) <= set(table.column_names):
        return ()
    columns = table.select(list(key))
    whole = all(column.null_count == 0 for column in columns.columns)
    return key if whole and _count_distinct(columns) == table.num_rows else ()


def list_foreign_keys(name: str) -> tuple[ForeignKey, ...]:
    """Which tables a table's rows join with."""
    if name == VERSION_TABLE:
        return ()
    keys = (ForeignKey(VERSION_KEY, VERSION_TABLE),)
    return (*keys, ForeignKey(CARD_KEY, "cards")) if name in OF_CARDS else keys


def _count_distinct(table: pa.Table) -> int:
    # A version's tables are small: to share one out between threads takes longer than to count it.
    return int(table.group_by(table.column_names, use_threads=False).aggregate([]).num_rows)

"""What a run made, as small tables for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from textwrap import shorten

import pandas as pd
from rich.markup import escape
from rich.table import Table

from pipeline.diff.statements import diff_to_statements
from pipeline.store import Stored
from schemas.changes import IMPACTS
from schemas.record import LEVELS, SEASONS, Plan

TITLE_WIDTH = 40
"""Characters of a card's title that the call table shows."""


def stored_to_table(stored: Sequence[Stored]) -> Table:
    """One row per version: cards, findings by level, and the share of text accounted for."""
    table = Table(title="Plans")
    for column in ("plan", "version"):
        table.add_column(column, no_wrap=True)
    for column in ("cards", "findings", "text read", ""):
        table.add_column(column, justify="right", no_wrap=True)
    for item in stored:
        plan = item.plan
        levels = [finding.level for finding in plan.findings]
        table.add_row(
            plan.plan.plan_id,
            plan.plan.version,
            str(len(plan.cards)),
            " / ".join(str(levels.count(level)) for level in LEVELS),
            _share_accounted_for(plan),
            "stored" if item.new else "known",
        )
    return table


def _share_accounted_for(plan: Plan) -> str:
    """Percent of the text, rounded down: 100 % means every character."""
    characters = plan.coverage.characters
    if not characters:
        return "-"
    hundredths = 10_000 * (characters - plan.coverage.leftover) // characters
    return f"{hundredths / 100:.2f}%"


def stored_to_changes(item: Stored) -> str | None:
    """What changed since the version before, counted as ``plancards diff`` counts.

    ``None`` for a first version.

    after: "since v1: restricts 2, widens 6, neutral 4, editorial 3 (changes.json, changes.parquet)"
    """
    if item.diff is None:
        return None
    counts = Counter(statement.impact for statement in diff_to_statements(item.diff, "en"))
    counted = ", ".join(f"{impact} {counts[impact]}" for impact in IMPACTS)
    return f"since {item.diff.old.version}: {counted} (changes.json, changes.parquet)"


def stored_to_notes(item: Stored) -> list[str]:
    """What whoever ran it should know of a version."""
    header = item.plan.plan
    notes = list(item.diff.notes) if item.diff else []
    unknown = [name for name in ("fund", "period") if getattr(header, name) is None]
    if item.new and unknown and header.supersedes is None:
        notes.append(
            f"{header.plan_id}: the plan does not say its {' or '.join(unknown)}, so it is a "
            "version of no other plan; --plan-id makes it one"
        )
    return notes


def plan_to_round_frame(plan: Plan) -> pd.DataFrame:
    """Which cards open in which round: one row per card, one column per round in order of time.

    before: 1A1 autumn 2027; 1A2 spring 2027, autumn 2027
    after:  columns (2027, "spring"), (2027, "autumn"); cells are true where a card opens
    """
    rows = [
        (card.card_id, found.year, found.season)
        for card in plan.cards
        for found in card.call_timing.rounds
    ]
    frame = pd.DataFrame(rows, columns=["card_id", "year", "season"])
    frame["season"] = pd.Categorical(frame["season"], categories=SEASONS, ordered=True)
    opened = frame.assign(open=True).pivot_table(
        index="card_id", columns=["year", "season"], values="open", aggfunc="any", observed=True
    )
    order = [card.card_id for card in plan.cards if card.card_id in opened.index]
    return opened.reindex(order).notna()


def plan_to_call_table(plan: Plan) -> Table:
    """The calls of a plan: measures against rounds."""
    frame = plan_to_round_frame(plan)
    table = Table(title=f"Calls of {plan.plan.plan_id} {plan.plan.version}")
    table.add_column("card", no_wrap=True)
    for column in frame.columns.to_flat_index():
        table.add_column(f"{column[1]} {column[0]}", justify="center", min_width=6)
    table.add_column("rate", justify="right", no_wrap=True)
    table.add_column("title", no_wrap=True)
    rates = {card.card_id: _rate_text(card.support_rate.base_percent) for card in plan.cards}
    titles = {c.card_id: escape(shorten(c.title, TITLE_WIDTH, placeholder="…")) for c in plan.cards}
    for card_id, cells in zip(frame.index, frame.itertuples(index=False), strict=True):
        marks = ("open" if cell else "" for cell in cells)
        table.add_row(card_id, *marks, rates[card_id], titles[card_id])
    return table


def _rate_text(percent: int | None) -> str:
    return "" if percent is None else f"{percent} %"

"""Cards without a row in the call tables, rows without a card."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.labels import text_to_key
from pipeline.checks import CheckedPlan
from pipeline.evidence import card_to_places
from pipeline.matching import RowMatch, match_rows
from pipeline.wording import quote, rounds_to_text
from schemas.record import CallRow, CallTable, Finding, MeasureCard


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """An error when what has no counterpart is open for applications, else a note or warning."""
    matches = match_rows(plan.cards, plan.funding)
    matched = {match.card.card_id for match in matches}
    tables = {table.objective: table for table in plan.funding.calls}
    for card in plan.cards:
        table = tables.get(card.specific_objective.number) if card.specific_objective else None
        if table and card.card_id not in matched:
            yield _card_without_row(card, table)
    codes = {card.implementation_measure.code for card in plan.cards if card.implementation_measure}
    codes |= {h.key for h in plan.headings if h.kind == "implementation_measure"}
    for table in plan.funding.calls:
        for row in table.rows:
            if not _has_card(row, matches, codes):
                named = [c for c in plan.cards if text_to_key(c.title) == text_to_key(row.label)]
                yield _row_without_card(row, table, named)


def _has_card(row: CallRow, matches: list[RowMatch], codes: set[str]) -> bool:
    if row.kind == "implementation_measure":
        return row.code in codes
    if row.kind in ("measure", "operating_support", "specific_action"):
        return any(match.row is row for match in matches)
    return True


def _card_without_row(card: MeasureCard, table: CallTable) -> Finding:
    rounds = card.call_timing.rounds
    opens = (
        f", although it opens in {rounds_to_text(rounds)}" if rounds else "; it opens in no round"
    )
    number = f"call table {table.table}" if table.table else "the call table"
    return Finding(
        code="card-without-table-row",
        level="error" if rounds else "note",
        card_id=card.card_id,
        field=None,
        message=f"Card {card.card_id} ({quote(card.title)}) has no row in {number} "
        f"of specific objective {table.objective}{opens}",
        evidence=[*card_to_places(card, "/title", "/call_timing/text"), *table.evidence],
    )


def _row_without_card(row: CallRow, table: CallTable, named: list[MeasureCard]) -> Finding:
    """The finding; cards of the same title with another code may be what the row means."""
    opened = [r for r, cell in zip(table.rounds, row.cells, strict=True) if cell.open]
    what = f"{row.code} {row.label}" if row.code else row.label
    number = f" {table.table}" if table.table else ""
    same = " and ".join(card.card_id for card in named if card.code and row.code)
    hint = f"; card {same} has this title" if same else ""
    return Finding(
        code="table-row-without-card",
        level="error" if opened else "warning",
        card_id=None,
        field=None,
        message=f"Row {quote(what)} of call table{number} has no card; "
        f"it opens in {rounds_to_text(opened)}{hint}",
        evidence=[*row.evidence, *(p for c in named if same for p in card_to_places(c, "/title"))],
    )

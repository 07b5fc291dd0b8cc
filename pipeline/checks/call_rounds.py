"""The rounds of a card against its row in the call table."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import CheckedPlan
from pipeline.evidence import card_to_places
from pipeline.matching import RowMatch, match_rows
from pipeline.wording import quote, round_to_text, rounds_to_text
from schemas.record import CallCell, Finding, Round


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """An error per card whose row opens in other rounds; what a card leaves unclear is no error.

    Rounds of a row that a text dump does not tell are not compared.
    """
    for match in match_rows(plan.cards, plan.funding):
        timing = match.card.call_timing
        if timing.status not in ("planned", "none_planned"):
            continue
        pairs = _row_to_pairs(match)
        opened = [r for r, cell in pairs if cell.open]
        unknown = {round_to_text(r) for r, cell in pairs if cell.placed == "unknown"}
        in_card, in_row = set(map(round_to_text, timing.rounds)), set(map(round_to_text, opened))
        if (in_card ^ in_row) <= unknown:
            continue
        differing = [cell for r, cell in pairs if round_to_text(r) in in_card ^ in_row]
        number = f" {match.table.table}" if match.table.table else ""
        yield Finding(
            code="call-rounds-differ",
            level="error",
            card_id=match.card.card_id,
            field="call_timing",
            message=f"Card {match.card.card_id} opens in {rounds_to_text(timing.rounds)} "
            f"({quote(timing.text or '')}), its row in call table{number} "
            f"in {rounds_to_text(opened)}",
            evidence=[
                *card_to_places(match.card, "/call_timing/text"),
                *match.row.evidence,
                *(place for cell in differing for place in cell.evidence),
            ],
        )


def _row_to_pairs(match: RowMatch) -> list[tuple[Round, CallCell]]:
    return list(zip(match.table.rounds, match.row.cells, strict=True))

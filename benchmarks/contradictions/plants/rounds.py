"""Rounds of a card against those of its row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from benchmarks.contradictions.manuscript import Manuscript, PrintedRow, PrintedTable
from benchmarks.contradictions.planting import Expected, Planted, card_rows, set_cell, with_card
from samples.planbuild.source import Card


def round_left_out_of_a_card(sample: Manuscript) -> Iterator[Planted]:
    """A card's text names fewer rounds than its row."""
    for card in _cards_in_rounds(sample, least=2):
        yield _with_timing(sample, card, card.call_timing.rounds[1:])


def round_added_to_a_card(sample: Manuscript) -> Iterator[Planted]:
    """A card's text names a round more than its row."""
    for card in _cards_in_rounds(sample, least=1):
        closed = [r for r in sample.plan.rounds if r not in card.call_timing.rounds]
        if closed:
            yield _with_timing(sample, card, [*card.call_timing.rounds, closed[0]])


def year_left_out_of_a_round(sample: Manuscript) -> Iterator[Planted]:
    """A card's text names the season of its last round and not the year."""
    for card in _cards_in_rounds(sample, least=1):
        text = re.sub(r"\s*20\d\d(?!.*20\d\d)", "", card.call_timing.text or "")
        timing = card.call_timing.model_copy(update={"text": text})
        expected = Expected("call-timing-unclear", card.card_id, "call_timing")
        changed = with_card(sample, card, call_timing=timing)
        yield Planted(changed, expected, text, also=frozenset({"call-rounds-differ"}))


def cross_removed_from_a_row(sample: Manuscript) -> Iterator[Planted]:
    """A row has no cross in a round of its card."""
    for card, table, row in card_rows(sample):
        for at, cell in enumerate(row.cells):
            if cell == "x":
                yield _with_cell(sample, card, table, row, at, "")


def cross_added_to_a_row(sample: Manuscript) -> Iterator[Planted]:
    """A row has a cross in a round that its card does not name."""
    for card, table, row in card_rows(sample):
        for at, cell in enumerate(row.cells):
            if not cell and card.call_timing.status in ("planned", "none_planned"):
                yield _with_cell(sample, card, table, row, at, "x")


def _cards_in_rounds(sample: Manuscript, least: int) -> Iterator[Card]:
    yield from (c for c in sample.plan.cards if len(c.call_timing.rounds) >= least)


def _with_timing(sample: Manuscript, card: Card, rounds: Sequence[str]) -> Planted:
    text = sample.plan.words.rounds(sorted(rounds, key=sample.plan.rounds.index))
    timing = card.call_timing.model_copy(update={"text": text})
    changed = with_card(sample, card, call_timing=timing)
    return Planted(changed, Expected("call-rounds-differ", card.card_id, "call_timing"), text)


def _with_cell(
    sample: Manuscript, card: Card, table: PrintedTable, row: PrintedRow, at: int, text: str
) -> Planted:
    changed = sample.with_calls(card.objective, table.with_row(set_cell(row, at, text)))
    expected = Expected("call-rounds-differ", card.card_id, "call_timing")
    return Planted(changed, expected, f"row {row.name}, {sample.plan.rounds[at]}")

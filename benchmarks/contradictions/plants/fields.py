"""Fields, labels and text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from benchmarks.contradictions.manuscript import Manuscript
from benchmarks.contradictions.planting import Expected, Planted, set_cell, texts, with_card

LEAST_MEASURES = 5
"""A field that four others have is missed."""


def start_emptied(sample: Manuscript) -> Iterator[Planted]:
    """A card opens, and its row for the start is empty."""
    for card in sample.plan.cards:
        if card.call_timing.rounds and card.start and card.start.text:
            start = card.start.model_copy(update={"text": None})
            changed = with_card(sample, card, start=start)
            yield Planted(changed, Expected("start-missing", card.card_id, "start"), card.card_id)


def field_emptied(sample: Manuscript) -> Iterator[Planted]:
    """A card lacks what the other measures have; only where there are enough of them."""
    measures = [card for card in sample.plan.cards if card.code]
    if len(measures) < LEAST_MEASURES:
        return
    for card in measures:
        if card.result_targets:
            changed = with_card(sample, card, result_targets=None)
            expected = Expected("field-missing", card.card_id, "result_targets")
            yield Planted(changed, expected, card.card_id)
        beneficiaries = card.beneficiaries.model_copy(update={"paragraphs": []})
        changed = with_card(sample, card, beneficiaries=beneficiaries)
        expected = Expected("field-missing", card.card_id, "beneficiaries")
        yield Planted(changed, expected, card.card_id)


def label_unknown(sample: Manuscript) -> Iterator[Planted]:
    """A row of a card has a label that no plan uses."""
    for card in sample.plan.cards:
        old, new = sample.plan.words.beneficiaries, texts(sample)["label"]
        changed = replace(sample, relabelled={card.card_id: (old, new)})
        expected = Expected("unknown-label", card.card_id, says=new)
        yield Planted(changed, expected, card.card_id)


def cell_with_words(sample: Manuscript) -> Iterator[Planted]:
    """A cell of a call table holds words."""
    for objective, table in sample.calls.items():
        for row in table.rows:
            if row.name in {card.card_id for card in sample.plan.cards} and "" in row.cells:
                text = texts(sample)["cell"]
                changed = set_cell(row, row.cells.index(""), text)
                yield Planted(
                    sample.with_calls(objective, table.with_row(changed)),
                    Expected("leftover-text", says=text),
                    f"row {row.name}",
                )

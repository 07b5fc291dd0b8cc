"""What the table of speed counts as a card that a tool recovered."""

from __future__ import annotations

from pathlib import Path

from benchmarks.recovery import count_recovered, load_cards

SAMPLE = Path(__file__).parents[1] / "samples" / "amif-2027-2028.sv.cards.json"


def test_a_card_is_recovered_when_each_of_its_texts_stands_in_one_piece() -> None:
    cards = load_cards(SAMPLE)[:2]
    whole = "\n".join(text for card in cards for text in card.list_texts())
    wrapped = whole.replace(" ", "\n ")
    target = cards[0].result_targets.items[0] if cards[0].result_targets else ""
    assert target
    assert count_recovered(wrapped, cards) == 2
    assert count_recovered(wrapped.replace(target.split()[1], "22 / 111", 1), cards) == 1
    assert count_recovered("", cards) == 0

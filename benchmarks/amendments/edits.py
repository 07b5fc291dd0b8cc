"""Every edit that amendments make, and how often each comes."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.amendments import card_edits, field_edits
from benchmarks.amendments.draftsman import Draftsman

Edit = Callable[[Draftsman], bool]
"""Makes one edit, or returns false when the plan has no place for it."""

EDITS: tuple[tuple[Edit, int], ...] = (
    (field_edits.reword, 6),
    (field_edits.rewrite, 1),
    (field_edits.touch_up, 3),
    (field_edits.add_item, 4),
    (field_edits.remove_item, 3),
    (field_edits.reword_item, 4),
    (field_edits.touch_up_item, 2),
    (field_edits.move_item, 3),
    (field_edits.change_rate, 2),
    (field_edits.change_raise, 2),
    (field_edits.change_rounds, 3),
    (field_edits.change_categories, 3),
    (field_edits.change_indicators, 3),
    (card_edits.add_card, 2),
    (card_edits.copy_card, 1),
    (card_edits.remove_card, 1),
    (card_edits.renumber_card, 2),
    (card_edits.swap_codes, 1),
    (card_edits.chain_codes, 1),
    (card_edits.split_card, 2),
    (card_edits.merge_cards, 1),
)
"""Every edit and how often it comes."""


def amend(draftsman: Draftsman, edits: int) -> list[str]:
    """Make so many edits; their names."""
    makers, weights = zip(*EDITS, strict=True)
    done: list[str] = []
    for _ in range(edits * 20):
        if len(done) == edits:
            break
        (make,) = draftsman.rng.choices(makers, weights)
        if make(draftsman):
            done.append(make.__name__)
    return done

"""What ``plancards diff --twin`` does: load two language editions, compare them, select."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.run import Options
from pipeline.targets import load_reading
from pipeline.twins import compare_twins
from schemas.twins import Twins


def compare_twin_targets(
    first: str, second: str, out: Path, options: Options, cards: Sequence[str]
) -> Twins:
    """The comparison of two targets; see ``pipeline.targets.load_reading``.

    Args:
        first: a plan in one language.
        second: the same plan in another language.
        out: folder of the store.
        options: for reading a plan file.
        cards: only what is about these cards, by their id in either edition; all when empty.

    Raises:
        InputError: one of them cannot be read as a plan.
        UsageError: they are no two languages of one plan.
    """
    readings = [load_reading(target, out, options) for target in (first, second)]
    twins = compare_twins(readings[0].plan, readings[1].plan)
    notes = [*twins.notes, *(note for reading in readings for note in reading.notes)]
    return select_cards(twins.model_copy(update={"notes": notes}), cards)


def select_cards(twins: Twins, cards: Sequence[str]) -> Twins:
    """What is about these cards; everything when there are none."""
    if not cards:
        return twins
    wanted = set(cards)
    return twins.model_copy(
        update={
            "differences": [
                found
                for found in twins.differences
                if wanted & {found.card_id, found.other_card_id}
            ],
            "unknown": [found for found in twins.unknown if found.card_id in wanted],
        }
    )

"""How long a diff takes in-process, by the number of cards.

python -m benchmarks.amendments.speed
"""

from __future__ import annotations

import argparse
import copy
import statistics
import sys
import time
from collections.abc import Sequence
from random import Random

from benchmarks.amendments.accuracy import load_samples, map_cards
from benchmarks.amendments.draftsman import Draftsman
from benchmarks.amendments.edits import amend
from benchmarks.amendments.tracked import TrackedCard, card_to_tracked
from pipeline.diff import diff_plans
from schemas.record import Plan
from tests.cards import a_plan

CARDS = (30, 100, 300, 1000)
EDITS_PER_CARD = 0.5


def make_versions(cards: int, seed: int) -> tuple[Plan, Plan]:
    """Two versions of a plan of so many cards, as long as those of the samples.

    Each card's sentences are drawn from all samples, so that cards share words as real ones do.
    """
    rng = Random(seed)
    pool = [card for sample in load_samples() for card in sample]
    words = [text for card in pool for text in card_to_tracked(card).texts()]
    old = [_mixed_card(rng, card_to_tracked(rng.choice(pool)), at, words) for at in range(cards)]
    draftsman = Draftsman(rng, copy.deepcopy(old), [], words, set())
    amend(draftsman, int(EDITS_PER_CARD * cards))
    return a_plan(map_cards(old)), a_plan(map_cards(draftsman.cards))


def _mixed_card(rng: Random, card: TrackedCard, at: int, words: Sequence[str]) -> TrackedCard:
    """A card with a code of its own and the words of a random mix of texts."""

    def mix(text: object) -> str:
        length = len(str(text).split())
        drawn = " ".join(rng.choices(words, k=4)).split()
        start = rng.randint(0, max(0, len(drawn) - length))
        return " ".join(drawn[start : start + length])

    card.values["card_id"] = card.values["code"] = f"{1 + at % 3}{chr(65 + at % 26)}{at}"
    card.values["kind"] = "measure"
    for key in ("title", "background", "goal"):
        if card.values[key]:
            card.values[key] = mix(card.values[key])
    for path in ("eligible_activities.items", "result_targets.items"):
        for item in card.lists.get(path, []):
            item.value = mix(item.value)
    return card


def main(arguments: Sequence[str] | None = None) -> int:
    """Print seconds of CPU per diff, the median of several turns."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--turns", type=int, default=3)
    options = parser.parse_args(arguments)
    print("| cards | changes | seconds |\n| ---: | ---: | ---: |")
    for cards in CARDS:
        old, new = make_versions(cards, cards)
        turns = []
        for _ in range(options.turns):
            start = time.process_time()
            diff = diff_plans(old, new)
            turns.append(time.process_time() - start)
        print(f"| {cards} | {len(diff.changes)} | {statistics.median(turns):.2f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())

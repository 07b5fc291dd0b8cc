"""Amend the samples in seeded random ways, diff, and write how much of the edits is told.

python -m benchmarks.amendments.accuracy --pairs 500 --seed 1
"""

from __future__ import annotations

import argparse
import copy
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from benchmarks.amendments.draftsman import Draftsman
from benchmarks.amendments.edits import amend
from benchmarks.amendments.tracked import TrackedCard, card_to_tracked, tracked_to_card
from benchmarks.amendments.truth import Told, change_to_told, expect_changes
from pipeline.diff import diff_plans
from pipeline.diff.applying import apply_changes
from pipeline.diff.card_fields import card_to_values
from schemas.record import MeasureCard, Plan
from tests.cards import a_plan

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
REPORT = Path(__file__).with_name("accuracy.md")
MOST_EDITS = 30
SEEDS_PER_RUN = 100_000
ROWS = (
    "card_added", "card_removed", "card_renumbered", "card_split", "card_merged", "value_changed",
    "item_added", "item_removed", "item_changed", "item_moved", "editorial",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PairScore:
    """One amended plan.

    Attributes:
        seed: makes it again.
        edits: names of the edits.
        expected: what had to be told.
        found: what was told.
        leads: whether the changes, applied to the old version, give the new one.
    """

    seed: int
    edits: tuple[str, ...]
    expected: Counter[Told]
    found: Counter[Told]
    leads: bool


@cache
def load_samples() -> tuple[tuple[MeasureCard, ...], ...]:
    """The cards of every sample that is no amendment of another."""
    files = [path for path in sorted(SAMPLES.glob("*.cards.json")) if "amended" not in path.name]
    return tuple(
        tuple(
            MeasureCard.model_validate({**card, "evidence": []})
            for card in json.loads(path.read_text(encoding="utf-8"))
        )
        for path in files
    )


@dataclass(frozen=True, slots=True)
class AmendedSample:
    """A sample before and after its amendment, every card and item known."""

    edits: tuple[str, ...]
    old: tuple[TrackedCard, ...]
    new: tuple[TrackedCard, ...]
    gone: tuple[TrackedCard, ...]


def amend_sample(seed: int) -> tuple[Plan, Plan]:
    """A sample and its amendment by 1 to 30 edits."""
    made = _amend(seed)
    return a_plan(map_cards(made.old)), a_plan(map_cards(made.new))


def run_pair(seed: int) -> PairScore:
    """Amend a sample by 1 to 30 edits, and diff it."""
    made = _amend(seed)
    before, after = a_plan(map_cards(made.old)), a_plan(map_cards(made.new))
    diff = diff_plans(before, after)
    return PairScore(
        seed=seed,
        edits=made.edits,
        expected=expect_changes(made.old, made.new, made.gone),
        found=Counter(map(change_to_told, diff.changes)),
        leads=apply_changes(before, diff) == [dict(card_to_values(c)) for c in after.cards],
    )


def _amend(seed: int) -> AmendedSample:
    rng = Random(seed)
    cards = [card_to_tracked(card) for card in rng.choice(load_samples())]
    held_out = rng.sample([card for card in cards if card.values["code"]], rng.randint(1, 2))
    old = [card for card in cards if card not in held_out]
    draftsman = Draftsman(
        rng=rng,
        cards=copy.deepcopy(old),
        spare=copy.deepcopy(held_out),
        words=[text for card in cards for text in card.texts()],
        touched=set(),
    )
    before = {card.identity: card for card in draftsman.cards}
    edits = amend(draftsman, rng.randint(1, MOST_EDITS))
    after = {card.identity for card in draftsman.cards}
    gone = [card for identity, card in before.items() if identity not in after]
    return AmendedSample(tuple(edits), tuple(old), tuple(draftsman.cards), tuple(gone))


def map_cards(cards: Sequence[TrackedCard]) -> list[MeasureCard]:
    """The records of cards."""
    return [tracked_to_card(card) for card in cards]


def count_rows(scores: Sequence[PairScore]) -> dict[str, tuple[int, int, int]]:
    """Per row of the table: how many had to be told, were told, and were told rightly."""
    rows: dict[str, tuple[int, int, int]] = {}
    for row in ROWS:
        expected = sum(n for s in scores for told, n in s.expected.items() if told.label == row)
        found = sum(n for s in scores for told, n in s.found.items() if told.label == row)
        right = sum(
            n for s in scores for told, n in (s.expected & s.found).items() if told.label == row
        )
        rows[row] = (expected, found, right)
    return rows


def scores_to_markdown(scores: Sequence[PairScore], command: str) -> str:
    """The table, and the edits behind it."""
    lines = [
        "# Accuracy of the diff",
        "",
        f"`{command}`: {len(scores)} amended samples, {sum(len(s.edits) for s in scores)} edits.",
        "What had to be told is known from the edits, never from the diff.",
        "",
        "| kind | to be told | told | right | recall | precision |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row, (expected, found, right) in count_rows(scores).items():
        recall, precision = _share(right, expected), _share(right, found)
        lines.append(f"| {row} | {expected} | {found} | {right} | {recall} | {precision} |")
    names = Counter(name for score in scores for name in score.edits)
    leads = sum(score.leads for score in scores)
    lines += [
        "",
        f"The changes, applied to the old version, give the new one in {leads} of {len(scores)}.",
        "",
        f"Edits: {', '.join(f'{name} {n}' for name, n in names.most_common())}.",
    ]
    return "\n".join(lines) + "\n"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.4f}" if whole else "–"


def show_faults(scores: Sequence[PairScore], limit: int) -> None:
    """What was missed and what was told wrongly, pair by pair."""
    for score in scores:
        missed, wrong = score.expected - score.found, score.found - score.expected
        if (missed or wrong or not score.leads) and limit:
            limit -= 1
            print(f"{score.seed}: {', '.join(score.edits)}", file=sys.stderr)
            for told in missed:
                print(f"  missed {told}", file=sys.stderr)
            for told in wrong:
                print(f"  wrong  {told}", file=sys.stderr)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 1 when a row is below ``--min``."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pairs", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", type=int, default=20, help="so many pairs are shown in full")
    parser.add_argument("--report", type=Path, default=REPORT)
    parser.add_argument("--min", type=float, default=0.99, help="least recall and precision")
    options = parser.parse_args(arguments)
    first = options.seed * SEEDS_PER_RUN
    scores = [run_pair(seed) for seed in range(first, first + options.pairs)]
    command = (
        f"python -m benchmarks.amendments.accuracy --pairs {options.pairs} --seed {options.seed}"
    )
    text = scores_to_markdown(scores, command)
    options.report.write_text(text, encoding="utf-8")
    print(text)
    show_faults(scores, options.faults)
    shares = [
        right / whole
        for expected, found, right in count_rows(scores).values()
        for whole in (expected, found)
        if whole
    ]
    return 0 if min(shares) >= options.min else 1


if __name__ == "__main__":
    sys.exit(main())

"""Cards that came out of another card, or went into one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.diff.similarity import text_to_tokens
from pipeline.folding import fold_text
from schemas.record import MeasureCard

RUN = 4
"""So many words in a row, found in two cards, were copied from one to the other."""

OWN = 0.5
"""A part has at least so much of its runs, and of its list items, from the whole."""

Runs = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Part:
    """A card that came out of, or went into, a whole; by their places in the two plans."""

    whole: int
    part: int


def find_parts(
    parts: Mapping[int, MeasureCard],
    wholes: Sequence[MeasureCard],
    continued: Mapping[int, MeasureCard],
) -> list[Part]:
    """Which unmatched cards of one version are parts of a card of the other version.

    A card copied from another one as a template is no part of it: a part has taken away items that
    what continues the whole no longer has.

    before: old 1A1 with six activities; new 1A1 with four of them, new 1A4 with the other two
    after:  1A4 is a part of 1A1

    Args:
        parts: the cards that nothing continues, by their places in the version that has the parts.
        wholes: the cards of the other version.
        continued: what continues each whole in the version that has the parts.

    Returns:
        Parts in order, each of one whole at most.
    """
    if not parts or not wholes:
        return []
    places: dict[tuple[str, ...], list[int]] = {}
    for place, whole in enumerate(wholes):
        for run in card_to_runs(whole):
            places.setdefault(run, []).append(place)
    found = []
    for at, part in parts.items():
        own = card_to_runs(part)
        shared = Counter(place for run in own for place in places.get(run, ()))
        candidates = [place for place, count in shared.items() if count >= OWN * len(own)]
        for place in sorted(candidates, key=lambda place: (-shared[place], place)):
            if _took_items(part, wholes[place], continued.get(place)):
                found.append(Part(whole=place, part=at))
                break
    return found


def _took_items(part: MeasureCard, whole: MeasureCard, rest: MeasureCard | None) -> bool:
    """Whether a part's items are the whole's, and most of them no longer stand in the rest."""
    own = card_to_items(part)
    taken = own & card_to_items(whole)
    left = card_to_items(rest) if rest else frozenset()
    return len(taken - left) > OWN * len(taken) and len(taken) >= OWN * len(own)


def card_to_items(card: MeasureCard) -> frozenset[str]:
    """The card's activities and result targets, without what is editorial."""
    activities = card.eligible_activities.items if card.eligible_activities else []
    targets = card.result_targets.items if card.result_targets else []
    return frozenset(fold_text(text) for text in (*activities, *targets))


def card_to_runs(card: MeasureCard) -> Runs:
    """Every run of four words in the card's texts."""
    activities = card.eligible_activities.items if card.eligible_activities else []
    targets = card.result_targets
    texts = (
        card.background, card.goal, card.target_group, *card.conditions, *activities,
        *(targets.items if targets else []), *(targets.notes if targets else []),
    )  # fmt: skip
    runs: set[tuple[str, ...]] = set()
    for text in texts:
        words = text_to_tokens(text)
        runs.update(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
    return frozenset(runs)

"""A plan that is being amended, and who amends it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from benchmarks.amendments.tracked import TrackedCard


@dataclass(slots=True)
class Draftsman:
    """A plan that is being amended.

    Attributes:
        rng: every choice comes from it.
        cards: the plan's cards in order.
        spare: cards of the same language that the plan does not have yet.
        words: texts of the language, for new wordings.
        touched: cards whose id or content as a whole was dealt with; they are left alone later.
    """

    rng: Random
    cards: list[TrackedCard]
    spare: list[TrackedCard]
    words: Sequence[str]
    touched: set[int]

    def pick(self) -> TrackedCard:
        """Any card."""
        return self.rng.choice(self.cards)

    def phrase(self, least: int, most: int) -> str:
        """A run of words from one of the texts."""
        words = self.rng.choice(self.words).split()
        length = min(self.rng.randint(least, most), len(words))
        start = self.rng.randint(0, len(words) - length)
        return " ".join(words[start : start + length])

    def free_code(self, stem: str) -> str:
        """A code under an implementation measure that no card has."""
        taken = {card.card_id for card in self.cards}
        return next(f"{stem}{n}" for n in range(1, 1000) if f"{stem}{n}" not in taken)

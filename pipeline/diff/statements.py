"""A diff as what a person reads: statements, each about one or several changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.changes import IMPACTS, Change, Diff, Impact, PlanChange, ValueChange, WordRun
from schemas.impact import Sentences
from schemas.record import Place

CONTEXT = 6
"""So many words before and after a difference are shown."""

ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence and the changes that it is about.

    Attributes:
        sentence: in the language that was asked for.
        impact: of the changes.
        card_id: the card, or ``None`` outside the cards.
        changes: at least one.
    """

    sentence: str
    impact: Impact
    card_id: str | None
    changes: tuple[ValueChange, ...]

    @property
    def old_places(self) -> list[Place]:
        """Where they stand in the old version."""
        return [place for change in self.changes for place in change.evidence.old]

    @property
    def new_places(self) -> list[Place]:
        """Where they stand in the new version."""
        return [place for change in self.changes for place in change.evidence.new]


def changes_to_statements(
    changes: Sequence[Change] | Sequence[PlanChange], language: str
) -> list[Statement]:
    """One statement per sentence, in order; changes that share a sentence come together."""
    grouped: dict[tuple[str | None, str, Impact], list[ValueChange]] = {}
    for change in changes:
        card_id = change.card_id if isinstance(change, Change) else None
        key = (card_id, change.sentence[language], change.impact)
        grouped.setdefault(key, []).append(change)
    return [
        Statement(sentence, impact, card_id, tuple(several))
        for (card_id, sentence, impact), several in grouped.items()
    ]


def diff_to_statements(diff: Diff, language: str) -> list[Statement]:
    """All statements of a diff: those about cards, then those about the rest of the plan."""
    return [
        *changes_to_statements(diff.changes, language),
        *changes_to_statements(diff.plan_changes, language),
    ]


def shorten_runs(runs: Sequence[WordRun]) -> list[WordRun]:
    """Word runs with long stretches of unchanged words cut to those beside a difference.

    >>> same = WordRun(op="same", text="a b c d e f g h i")
    >>> [run.text for run in shorten_runs([same, WordRun(op="added", text="x")])]
    ['… d e f g h i', 'x']
    """
    shortened = []
    for at, run in enumerate(runs):
        words = run.text.split()
        first, last = at == 0, at == len(runs) - 1
        limit = CONTEXT if first or last else 2 * CONTEXT
        if run.op != "same" or len(words) <= limit:
            shortened.append(run)
            continue
        head = [] if first else words[:CONTEXT]
        tail = [] if last else words[-CONTEXT:]
        shortened.append(run.model_copy(update={"text": " ".join([*head, ELLIPSIS, *tail])}))
    return shortened


def count_by_impact(statements: Sequence[Statement]) -> dict[Impact, int]:
    """How many statements there are of each impact, also of those that have none."""
    return {impact: sum(s.impact == impact for s in statements) for impact in IMPACTS}


def count_changes(diff: Diff) -> tuple[int, int]:
    """How many changes a diff holds, and how many its summary counts, which is of the whole."""
    counts = [*diff.summary.changes.model_dump().values()]
    counts += diff.summary.plan_changes.model_dump().values()
    return len(diff.changes) + len(diff.plan_changes), sum(counts)


def places_to_text(old: Sequence[Place], new: Sequence[Place], words: Sentences) -> str:
    """The first page or line in each version: "page 9 → page 10"; one of them when they agree."""
    before, after = (_first_place(places, words) for places in (old, new))
    if before and after and before != after:
        return f"{before} → {after}"
    return after or before


def _first_place(places: Sequence[Place], words: Sentences) -> str:
    for place in places:
        if place.page is not None:
            return words.headings["page"].format(page=place.page)
        if place.line is not None:
            return words.headings["line"].format(line=place.line)
    return ""

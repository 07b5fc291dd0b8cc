"""The plan's own account as the record has it: chapters, milestones and progress."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.account import RawAccount
from extractors.cards import FoundCards
from pipeline.normalise.chapters import chapters_to_record
from pipeline.normalise.milestones import events_to_milestones
from pipeline.normalise.progress import account_to_progress, index_titles
from pipeline.places import PlaceFinder
from schemas.language import Language
from schemas.record import Funding, MeasureCard, Milestone, PlanChapter, Progress


@dataclass(frozen=True, slots=True)
class Account:
    """Milestones and chapters in the text's order, progress by objective."""

    chapters: list[PlanChapter] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    progress: list[Progress] = field(default_factory=list)


def account_to_record(
    raw: RawAccount,
    cards: Sequence[MeasureCard],
    funding: Funding,
    found: FoundCards,
    language: Language,
    places: PlaceFinder,
) -> Account:
    """Every event and every objective's progress, each value cited.

    Args:
        raw: what the chapters tell.
        cards: whose titles stand for their codes.
        funding: whose rows' labels do likewise.
        found: whose headings do likewise.
        language: for dates and sums.
        places: for evidence.
    """
    titles = index_titles(cards, funding, found.headings)
    return Account(
        chapters_to_record(raw.chapters, places),
        events_to_milestones(raw.events, language, places),
        account_to_progress(raw.progress, titles, language, places),
    )

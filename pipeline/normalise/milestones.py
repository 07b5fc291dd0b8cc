"""From the sentences on the programme's life to milestones, each cited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.account import RawEvent
from extractors.entities import load_account_finder
from pipeline.normalise.amounts import FoundAmount, text_to_amounts
from pipeline.normalise.citations import Citations
from pipeline.normalise.dates import FoundDate, text_to_dates
from pipeline.places import PlaceFinder
from schemas.language import Language
from schemas.record import Milestone, MilestoneKind

AMENDMENT = frozenset({"amendment", "amended"})
"""Words of the data that tell an amendment from the first approval."""


def events_to_milestones(
    events: Sequence[RawEvent], language: Language, places: PlaceFinder
) -> list[Milestone]:
    """One milestone for each date of each sentence; approvals without any date are left out."""
    return [found for event in events for found in _read_event(event, language, places)]


def _read_event(event: RawEvent, language: Language, places: PlaceFinder) -> Iterator[Milestone]:
    text = event.sentence.text
    dates = text_to_dates(text, language)
    whole = [found for found in dates if found.is_whole]
    chosen: Sequence[FoundDate | None] = whole or dates
    if event.kind == "funded":
        chosen = chosen if len(chosen) == 1 else [None]
    elif event.kind == "handled":
        chosen = whole or (dates if len(dates) == 1 else [None])
    kinds = _name_kinds(event, chosen, language)
    for kind, date in zip(kinds, chosen, strict=True):
        yield _build(event, kind, date, language, places)


def _name_kinds(
    event: RawEvent, dates: Sequence[FoundDate | None], language: Language
) -> list[MilestoneKind]:
    """Approvals that an amendment is named before, since the sentence began, are amendments.

    before: "godkände programmet den 1 mars 2022 och ändringarna den 2 maj 2023 och den 3 juni 2024"
    after: approved, amended, amended
    """
    if event.kind != "approved":
        return [event.kind for _ in dates]
    finder = load_account_finder(language.code)
    named = [e.start for e in finder.find(event.sentence.text) if e.code in AMENDMENT]
    only = len(dates) == 1
    return [
        "amended" if any(only or (date and at < date.start) for at in named) else "approved"
        for date in dates
    ]


def _build(
    event: RawEvent,
    kind: MilestoneKind,
    date: FoundDate | None,
    language: Language,
    places: PlaceFinder,
) -> Milestone:
    cited = Citations(places)
    sentence = event.sentence
    cited.cite("/kind", sentence)
    until = date.until if date else None
    for path, found, value in (
        ("/date", date, date and date.iso),
        ("/until", until, until and until.iso),
        ("/year", date, date and date.year),
    ):
        if found and value:
            cited.cite(path, sentence.slice(found.start, found.end))
    amount = _choose_amount(text_to_amounts(sentence.text, language)) if kind == "funded" else None
    cited.cite("/what", sentence)
    if amount:
        cited.cite("/amount", sentence.slice(amount.start, amount.end))
    return Milestone(
        kind=kind,
        date=date.iso if date else None,
        until=until.iso if until else None,
        year=date.year if date else None,
        what=sentence.text,
        amount=str(amount.amount) if amount else None,
        evidence=cited.evidence,
    )


def _choose_amount(amounts: Sequence[FoundAmount]) -> FoundAmount | None:
    """The only amount, or the only one that is called a total."""
    totals = [amount for amount in amounts if amount.role in ("total", "whole")]
    chosen = amounts if len(amounts) == 1 else totals
    return chosen[0] if len(chosen) == 1 else None

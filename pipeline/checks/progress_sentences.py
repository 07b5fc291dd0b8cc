"""Sentences on an objective's money of which the record has nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.account import RawProgress
from pipeline.checks import CheckedPlan
from pipeline.normalise.amounts import text_to_amounts
from pipeline.normalise.progress import find_sums
from pipeline.wording import quote
from schemas.record import Finding, Level
from schemas.stages import Span


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """A warning where sentences differ (of different days, both may be right).

    A note where no sentence tells which of its sums is committed.
    """
    for progress in plan.raw_account.progress:
        several = find_sums(progress.money, plan.language)
        if len(several) > 1:
            sentences = [sums.sentence for sums in several]
            what = f"{quote(sentences[0].text)} and {quote(sentences[1].text)} differ"
            yield _finding(plan, progress, "warning", what, sentences)
        elif not several:
            sentences = [
                money.sentence
                for money in progress.money
                if text_to_amounts(money.sentence.text, plan.language)
            ]
            if sentences:
                what = f"{quote(sentences[0].text)} does not tell which sum is committed"
                yield _finding(plan, progress, "note", what, sentences)


def _finding(
    plan: CheckedPlan, progress: RawProgress, level: Level, what: str, sentences: Sequence[Span]
) -> Finding:
    return Finding(
        code="progress-amount-differs",
        level=level,
        card_id=None,
        field="progress",
        message=f"Specific objective {progress.objective}: the record has no sums, because {what}",
        evidence=[
            place for sentence in sentences for place in plan.places.words_to_places(sentence.words)
        ],
    )

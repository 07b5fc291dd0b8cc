"""Text with a line through it, as amended plans show what they delete."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import CheckedPlan
from pipeline.wording import quote_some
from schemas.record import Finding
from schemas.stages import Page, Word


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """A warning per page: what is struck out is not read as part of the plan."""
    for page in plan.document.pages:
        if page.struck:
            runs = _find_runs(page)
            texts = [" ".join(word.text for word in run) for run in runs]
            yield Finding(
                code="text-struck-out",
                level="warning",
                card_id=None,
                field=None,
                message=f"Struck out on page {page.number} and not in the record: "
                f"{quote_some(texts)}",
                evidence=[place for run in runs for place in plan.places.words_to_places(run)],
            )


def _find_runs(page: Page) -> list[list[Word]]:
    """The words that are struck out, those together that follow each other."""
    runs: list[list[Word]] = []
    for word in page.words:
        if word.index not in page.struck:
            continue
        if runs and runs[-1][-1].index == word.index - 1:
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs

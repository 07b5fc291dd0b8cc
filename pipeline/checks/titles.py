"""Titles of cards and chapters against those in the tables."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.labels import text_to_key
from pipeline.checks import CheckedPlan
from pipeline.evidence import card_to_places
from pipeline.matching import begins_alike, match_rows
from pipeline.wording import quote_difference
from schemas.record import Finding, Place
from schemas.stages import Heading


def check(plan: CheckedPlan) -> Iterator[Finding]:
    """A warning per card, a note per chapter, whose title the tables give otherwise.

    Spacing, case, hyphens and a closing point are no difference. A table's row for an
    implementation measure may go on after its title.
    """
    for match in match_rows(plan.cards, plan.funding):
        card, row = match.card, match.row
        same = (
            text_to_key(card.title) == text_to_key(row.label)
            if card.code
            else begins_alike(card.title, row.label)
        )
        if not same:
            in_card, in_row = quote_difference(card.title, row.label)
            yield Finding(
                code="title-differs",
                level="warning",
                card_id=card.card_id,
                field="title",
                message=f"Card {card.card_id} is called {in_card}, "
                f"its row in the call table {in_row}",
                evidence=[*card_to_places(card, "/title"), *row.evidence],
            )
    yield from _check_chapters(plan)


def _check_chapters(plan: CheckedPlan) -> Iterator[Finding]:
    headings = {(heading.kind, heading.key): heading for heading in plan.headings}
    for allocation in plan.funding.allocations:
        heading = headings.get(("objective", str(allocation.objective)))
        if heading and not begins_alike(heading.title.text, allocation.objective_title):
            yield _chapter_finding(
                plan, heading, "funding table", allocation.objective_title, allocation.evidence
            )
    for table in plan.funding.calls:
        for row in table.rows:
            heading = headings.get(("implementation_measure", row.code or ""))
            if heading and row.kind == "implementation_measure":
                title = text_to_key(heading.title.text)
                if not text_to_key(row.label).startswith(title):
                    yield _chapter_finding(plan, heading, "call table", row.label, row.evidence)


def _chapter_finding(
    plan: CheckedPlan, heading: Heading, where: str, label: str, evidence: list[Place]
) -> Finding:
    in_chapter, in_table = quote_difference(heading.title.text, label)
    return Finding(
        code="title-differs",
        level="note",
        card_id=None,
        field=None,
        message=f"Chapter {heading.key} is called {in_chapter}, in the {where} {in_table}",
        evidence=[*plan.places.words_to_places(heading.title.words), *evidence],
    )

"""What changed outside the cards, graded and said."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.diff.funding_changes import compare_allocations, compare_calls
from pipeline.diff.grading import Context, Grader
from pipeline.diff.outline_changes import compare_outlines
from pipeline.diff.parts import PartDraft
from pipeline.diff.reporting import draft_to_runs
from pipeline.diff.sentences import say_changes
from pipeline.diff.text_changes import compare_texts
from schemas.changes import PlanChange, Sides
from schemas.record import Plan

COMPARISONS = (compare_outlines, compare_allocations, compare_calls, compare_texts)


def compare_outside_cards(old: Plan, new: Plan, grader: Grader) -> list[PlanChange]:
    """Changes of the outline, the funding table, the call tables and the texts.

    What a version with pages that could not be read lacks is no change: it may stand there.
    """
    drafts = [found for compare in COMPARISONS for found in compare(old, new)]
    told = [found for found in drafts if not _may_be_unread(found, old, new)]
    together = [found.draft for found in told]
    return [_report(found, grader, Context(together=together)) for found in told]


def _may_be_unread(found: PartDraft, old: Plan, new: Plan) -> bool:
    return (found.draft.new is None and bool(new.plan.source.failed_pages)) or (
        found.draft.old is None and bool(old.plan.source.failed_pages)
    )


def notes_on_unread(old: Plan, new: Plan) -> Iterator[str]:
    """What a reader must know of versions with pages that could not be read."""
    for side, plan in (("old", old), ("new", new)):
        pages = plan.plan.source.failed_pages
        if pages:
            yield (
                f"pages of the {side} version that could not be read: "
                f"{', '.join(map(str, pages))}; what is missing there is unknown, not changed"
            )


def _report(found: PartDraft, grader: Grader, context: Context) -> PlanChange:
    draft = found.draft
    grade = grader.grade(draft, context)
    return PlanChange(
        part=found.part,
        where=found.where,
        field=draft.field.partition(".")[2],
        kind=draft.kind,
        old=draft.old,
        new=draft.new,
        old_at=draft.old_at,
        new_at=draft.new_at,
        impact=grade.impact,
        sentence=say_changes(grade.sentence, [draft], found.subject),
        words=draft_to_runs(draft),
        evidence=Sides(
            old=list(found.old) if draft.old is not None else [],
            new=list(found.new) if draft.new is not None else [],
        ),
    )

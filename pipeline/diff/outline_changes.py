"""What changed in the plan's outline: objectives and implementation measures."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.diff.parts import PartDraft, came_or_went, compare_value
from pipeline.diff.sentences import Subject
from schemas.record import Plan


def compare_outlines(old: Plan, new: Plan) -> Iterator[PartDraft]:
    """Objectives and implementation measures, by number and code."""
    before = {found.number: found for found in old.objectives}
    after = {found.number: found for found in new.objectives}
    for number in sorted(before.keys() | after.keys()):
        a, b = before.get(number), after.get(number)
        where, subject = f"objective {number}", Subject("where", "objective", number=str(number))
        if a and b:
            for draft in compare_value("objective.title", a.title, b.title):
                yield PartDraft("objective", where, subject, draft)
        else:
            draft = came_or_went(
                "objective.objective",
                a.model_dump(mode="json") if a else None,
                b.model_dump(mode="json") if b else None,
            )
            yield PartDraft("objective", "outline", Subject("where", "outline"), draft)
    yield from _compare_measures(old, new)


def _compare_measures(old: Plan, new: Plan) -> Iterator[PartDraft]:
    before = {found.code: found for found in old.implementation_measures}
    after = {found.code: found for found in new.implementation_measures}
    for code in sorted(before.keys() | after.keys()):
        a, b = before.get(code), after.get(code)
        subject = Subject("where", "implementation_measure", code=code)
        where = f"implementation measure {code}"
        if a and b:
            for draft in (
                *compare_value("implementation_measure.title", a.title, b.title),
                *compare_value("implementation_measure.objective", a.objective, b.objective),
            ):
                yield PartDraft("implementation_measure", where, subject, draft)
        else:
            draft = came_or_went(
                "implementation_measure.implementation_measure",
                a.model_dump(mode="json") if a else None,
                b.model_dump(mode="json") if b else None,
            )
            outline = Subject("where", "outline")
            yield PartDraft("implementation_measure", "outline", outline, draft)

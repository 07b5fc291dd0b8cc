"""What changed in the funding table and the call tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import JsonValue

from pipeline.diff.drafts import Draft
from pipeline.diff.list_alignment import align_lists, zip_aligned
from pipeline.diff.parts import PartDraft, came_or_went, compare_value
from pipeline.diff.sentences import Subject
from pipeline.diff.word_runs import compare_wordings
from pipeline.folding import fold_text
from pipeline.wording import round_to_text
from schemas.record import (
    Allocation,
    AllocationRow,
    CallCell,
    CallRow,
    CallTable,
    Place,
    Plan,
)


def compare_allocations(old: Plan, new: Plan) -> Iterator[PartDraft]:
    """The funding table: objective by objective, row by row."""
    before = {found.objective: found for found in old.funding.allocations}
    after = {found.objective: found for found in new.funding.allocations}
    whole = Subject("where", "allocations")
    for number in sorted(before.keys() | after.keys()):
        a, b = before.get(number), after.get(number)
        if a and b:
            yield from _compare_allocation(a, b)
        else:
            draft = came_or_went("allocation.objective", _shown(a), _shown(b))
            yield PartDraft("allocation", "funding table", whole, draft, _places(a), _places(b))
    for draft in compare_value(
        "allocation.total", old.funding.allocations_total, new.funding.allocations_total
    ):
        yield PartDraft(
            "allocation", "funding table", whole, draft,
            old.funding.allocations_total_evidence, new.funding.allocations_total_evidence,
        )  # fmt: skip


def _compare_allocation(old: Allocation, new: Allocation) -> Iterator[PartDraft]:
    where = f"funding table, objective {old.objective}"
    subject = Subject("where", "allocation", number=str(old.objective))
    for draft in (
        *compare_value("allocation.objective_title", old.objective_title, new.objective_title),
        *compare_value("allocation.total", old.total, new.total),
    ):
        yield PartDraft("allocation", where, subject, draft, old.evidence, new.evidence)
    found = align_lists(
        old.rows,
        new.rows,
        (lambda row: f"{row.kind} {row.label}", lambda row: row.kind),
        _alike_rows,
    )
    for a, b in zip_aligned(old.rows, new.rows, found):
        row = a or b
        label = row.label if row else ""
        inside = Subject("where", "allocation", number=str(old.objective), inside=label)
        if a and b:
            for draft in (
                *compare_value("allocation.label", a.label, b.label),
                *compare_value("allocation.amount", a.amount, b.amount),
            ):
                yield PartDraft(
                    "allocation", f"{where}, {label}", inside, draft, a.evidence, b.evidence
                )
        else:
            draft = came_or_went("allocation.rows", _shown(a), _shown(b))
            yield PartDraft("allocation", where, subject, draft, _places(a), _places(b))


def compare_calls(old: Plan, new: Plan) -> Iterator[PartDraft]:
    """The call tables: of one objective, round by round and row by row."""
    before = {found.objective: found for found in old.funding.calls}
    after = {found.objective: found for found in new.funding.calls}
    for number in sorted(before.keys() | after.keys()):
        a, b = before.get(number), after.get(number)
        where = f"call table of objective {number}"
        subject = Subject("where", "call_table", number=str(number))
        if a and b:
            yield from _compare_call_table(a, b, where, subject)
        else:
            outline = Subject("where", "outline")
            draft = came_or_went(
                "call_table.table",
                {"number": number} if a else None,
                {"number": number} if b else None,
            )
            yield PartDraft("call_table", "call tables", outline, draft, _places(a), _places(b))


def _compare_call_table(
    old: CallTable, new: CallTable, where: str, subject: Subject
) -> Iterator[PartDraft]:
    for draft in compare_value("call_table.table", old.table, new.table):
        yield PartDraft("call_table", where, subject, draft, old.evidence, new.evidence)
    for found in old.rounds:
        if found not in new.rounds:
            draft = Draft("call_table.rounds", "item_removed", found.model_dump(mode="json"), None)
            yield PartDraft("call_table", where, subject, draft, old.evidence)
    for found in new.rounds:
        if found not in old.rounds:
            draft = Draft("call_table.rounds", "item_added", None, found.model_dump(mode="json"))
            yield PartDraft("call_table", where, subject, draft, (), new.evidence)
    aligned = align_lists(old.rows, new.rows, (_row_to_key, _row_to_label_key), _alike_rows)
    for a, b in zip_aligned(old.rows, new.rows, aligned):
        if a and b:
            yield from _compare_call_row(old, new, a, b, where)
        else:
            draft = came_or_went("call_table.rows", _shown(a), _shown(b))
            yield PartDraft("call_table", where, subject, draft, _places(a), _places(b))


def _compare_call_row(
    old: CallTable, new: CallTable, a: CallRow, b: CallRow, where: str
) -> Iterator[PartDraft]:
    name = b.code or b.label
    number = str(new.objective)
    subject = Subject("where", "call_table", number=number, inside=name)
    for draft in (
        *compare_value("call_table.label", a.label, b.label),
        *compare_value("call_table.code", a.code, b.code),
        *compare_value("call_table.kind", a.kind, b.kind),
    ):
        yield PartDraft("call_table", f"{where}, {name}", subject, draft, a.evidence, b.evidence)
    before = dict(zip(old.rounds, a.cells, strict=True))
    after = dict(zip(new.rounds, b.cells, strict=True))
    for found in new.rounds:
        if found in before:
            spot = f"{name}, {round_to_text(found)}"
            cell_subject = Subject(
                "where", "call_table",
                number=number, inside=name, season=found.season, year=str(found.year),
            )  # fmt: skip
            for draft in _compare_cells(before[found], after[found]):
                yield PartDraft(
                    "call_table", f"{where}, {spot}", cell_subject, draft,
                    before[found].evidence, after[found].evidence,
                )  # fmt: skip


def _compare_cells(old: CallCell, new: CallCell) -> Iterator[Draft]:
    """An amount says more than whether the round is open; where both changed, both are said."""
    yield from compare_value("call_table.open", old.open, new.open)
    yield from compare_value("call_table.amount", old.amount, new.amount)


def _row_to_key(row: CallRow) -> str:
    return f"{row.kind} {row.code or ''} {fold_text(row.label) if not row.code else ''}"


def _row_to_label_key(row: CallRow) -> str:
    return f"{row.kind} {fold_text(row.label)}"


def _alike_rows(old: CallRow | AllocationRow, new: CallRow | AllocationRow) -> float:
    return compare_wordings(old.label, new.label) if old.kind == new.kind else 0.0


def _shown(part: Allocation | AllocationRow | CallRow | None) -> JsonValue:
    """A row or part as JSON, without its places."""
    match part:
        case None:
            return None
        case Allocation():
            return {"number": part.objective, "total": part.total}
        case AllocationRow():
            return {"kind": part.kind, "label": part.label, "amount": part.amount}
    cells: list[JsonValue] = [{"open": cell.open, "amount": cell.amount} for cell in part.cells]
    return {"kind": part.kind, "code": part.code, "label": part.label, "cells": cells}


def _places(
    part: Allocation | AllocationRow | CallRow | CallTable | None,
) -> Sequence[Place]:
    return part.evidence if part else ()

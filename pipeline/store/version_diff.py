"""The diff of two versions without what only the program reads otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.diff import diff_plans
from pipeline.store.readings import Reading
from schemas.changes import Diff
from schemas.impact import Rule
from schemas.record import PlanHeader


def diff_readings(old: Reading, new: Reading, own_rules: Sequence[Rule] = ()) -> Diff:
    """What changed in the plan; what changed in the program stands apart, in ``tool_changes``.

    Args:
        old: the earlier version.
        new: the later version.
        own_rules: of impact, before those of ``schemas/impact.toml``.
    """
    diff = diff_plans(old.plan, new.plan, own_rules)
    by_tool = diff_plans(old.stored, old.plan, own_rules) if old.read_again else None
    notes = [*diff.notes, *old.notes, *new.notes, *_compare_headers(old.plan.plan, new.plan.plan)]
    if by_tool and by_tool.plan_changes:
        notes.append(
            f"{old.name}: this build of plancards also reads {len(by_tool.plan_changes)} value(s) "
            "outside the cards otherwise than the one that stored it"
        )
    if new.read_again:
        notes.append(f"{new.name}: read again by this build of plancards; the stored one is kept")
    return diff.model_copy(
        update={"tool_changes": by_tool.changes if by_tool else [], "notes": notes}
    )


def _compare_headers(old: PlanHeader, new: PlanHeader) -> Iterator[str]:
    """What makes two documents hard to compare."""
    if old.language != new.language:
        yield (
            f"The versions are in two languages ({old.language}, {new.language}): "
            "every text reads as changed"
        )
    if old.fund != new.fund:
        yield f"The versions are of two funds ({old.fund or 'unknown'}, {new.fund or 'unknown'})"

"""The history of a plan: follow its cards → spans of their values, in ``plans_to_history``."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pyarrow as pa

from pipeline.corrections.restoring import plan_as_extracted
from pipeline.diff import diff_plans
from pipeline.history.following import CardThread, follow_cards
from pipeline.history.naming import name_threads
from pipeline.history.places import Places
from pipeline.history.spans import thread_to_spans
from schemas.changes import Diff, ImpactCounts
from schemas.history import CardHistory, CardName, History, VersionEntry
from schemas.history_table import history_to_table
from schemas.record import Plan


def plans_to_history(plans: Sequence[Plan]) -> History:
    """Every value of every card through the versions of a plan.

    A card is followed through renumbering. What stands on pages that could not be read goes on as
    it was known before, and the version is named in ``unknown_in``. What people corrected stands
    as it was read: a correction is no change of the plan.

    before: v1 says 75 % in 2A1, v2 says 75 % in 2A2 (renumbered), v3 says 90 % there
    after:  card_key "2A2", "/support_rate/base_percent": 75 from v1 to v2, 90 from v3 on

    Args:
        plans: the versions in order, the first one first; each of a name of its own.

    Raises:
        ValueError: there is no plan.
    """
    if not plans:
        raise ValueError("a history needs a version")
    return History(
        plan_id=plans[-1].plan.plan_id,
        versions=_describe_versions(plans),
        cards=trace_cards(plans),
    )


def plans_to_history_table(plans: Sequence[Plan]) -> pa.Table:
    """The table ``history`` of these versions, in order: one row per value of a card."""
    history = History(plan_id=plans[-1].plan.plan_id, versions=[], cards=trace_cards(plans))
    return history_to_table(history)


def trace_cards(plans: Sequence[Plan]) -> list[CardHistory]:
    """The cards of these versions, in order; see ``plans_to_history``."""
    versions = [plan.plan.version for plan in plans]
    followed = follow_cards([plan_as_extracted(plan) for plan in plans])
    keys = name_threads(followed.threads, versions)
    places = Places[CardThread]()
    spots = [places.arrange(threads) for threads in followed.order]
    ranks = places.count()
    order: dict[CardThread, list[int | None]] = {thread: [] for thread in followed.threads}
    for threads, found in zip(followed.order, spots, strict=True):
        for thread, place in zip(threads, found, strict=True):
            order[thread].append(ranks[place])
    return [
        CardHistory(
            card_key=keys[thread],
            title=thread.last.card.title,
            names=[
                CardName(version=versions[s.at], card_id=s.card_id, read=s.read)
                for s in thread.snapshots
            ],
            begins=thread.begins,
            split_from=keys[thread.split_from] if thread.split_from else None,
            ends=thread.ends,
            merged_into=keys[thread.merged_into] if thread.merged_into else None,
            values=thread_to_spans(thread, keys[thread], versions, order[thread]),
        )
        for thread in _latest_first(followed.threads, order)
    ]


def _latest_first(
    threads: Sequence[CardThread], order: dict[CardThread, list[int | None]]
) -> list[CardThread]:
    """Those that are in the latest version in its order, then those gone, the latest gone first."""
    return sorted(threads, key=lambda thread: (-thread.last.at, order[thread][-1] or 0))


def _describe_versions(plans: Sequence[Plan]) -> list[VersionEntry]:
    diffs: list[Diff | None] = [None, *(diff_plans(old, new) for old, new in pairwise(plans))]
    return [
        VersionEntry(
            version=plan.plan.version,
            title=plan.plan.title,
            file=plan.plan.source.file,
            status=plan.plan.status,
            failed_pages=plan.plan.source.failed_pages,
            cards=len(plan.cards),
            findings=len(plan.findings),
            changes=_count_changes(diff) if diff else None,
            unknown=diff.summary.unknown if diff else None,
        )
        for plan, diff in zip(plans, diffs, strict=True)
    ]


def _count_changes(diff: Diff) -> ImpactCounts:
    """Of cards and of everything else together."""
    cards, plan = diff.summary.changes.model_dump(), diff.summary.plan_changes.model_dump()
    return ImpactCounts(**{impact: cards[impact] + plan[impact] for impact in cards})

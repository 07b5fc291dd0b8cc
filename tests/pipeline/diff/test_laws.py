"""What holds of every diff: nothing of nothing, the mirror image, and the way from old to new."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.amendments.accuracy import amend_sample, count_rows, run_pair
from pipeline.diff import diff_plans
from pipeline.diff.applying import apply_changes
from pipeline.diff.card_fields import card_to_values
from schemas.changes import Change, ChangeKind, ChangeType, Diff, Impact
from schemas.record import Plan
from tests.cards import TOPICS, a_card, a_plan

MIRRORED_KINDS: dict[ChangeKind, ChangeKind] = {
    "item_added": "item_removed",
    "item_removed": "item_added",
}
MIRRORED_CHANGES: dict[ChangeType, ChangeType] = {
    "card_added": "card_removed",
    "card_removed": "card_added",
    "card_split": "card_merged",
    "card_merged": "card_split",
}
MIRRORED_IMPACTS: dict[Impact, Impact] = {"restricts": "widens", "widens": "restricts"}

Told = tuple[object, ...]

every_seed = pytest.mark.parametrize("seed", range(7000, 7040))


def tell(change: Change) -> Told:
    ids = (change.card_id, change.previous_card_id)
    values = (str(change.old), str(change.new), change.old_at, change.new_at)
    return change.change, *ids, change.field, change.kind, change.impact, *values


def tell_mirrored(change: Change) -> Told:
    """What the change must be when old and new are exchanged."""
    turned = MIRRORED_CHANGES.get(change.change, change.change)
    ids = (change.card_id, change.previous_card_id)
    if change.previous_card_id and change.change in ("card_renumbered", "field_changed"):
        ids = (change.previous_card_id, change.card_id)
    elif change.change in ("card_split", "card_merged"):
        ids = (change.previous_card_id or "", change.card_id)
    kind = MIRRORED_KINDS.get(change.kind, change.kind) if change.kind else None
    impact = MIRRORED_IMPACTS.get(change.impact, change.impact)
    values = (str(change.new), str(change.old), change.new_at, change.old_at)
    return turned, *ids, change.field, kind, impact, *values


def count_told(diff: Diff) -> Counter[Told]:
    return Counter(map(tell, diff.changes))


def count_mirrored(diff: Diff) -> Counter[Told]:
    return Counter(map(tell_mirrored, diff.changes))


@st.composite
def small_plans(draw: st.DrawFn) -> Plan:
    """Plans of up to four cards whose items come from a few, also twice."""
    topics = draw(st.lists(st.sampled_from(sorted(TOPICS)), max_size=4, unique=True))
    codes = draw(st.permutations(["1A1", "1A2", "1B1", "2A1"]))
    items = st.lists(st.sampled_from(["hire nurses", "buy vans", "hire more nurses"]), max_size=4)
    rounds = st.lists(
        st.fixed_dictionaries(
            {"season": st.sampled_from(["spring", "autumn"]), "year": st.just(2027)}
        ),
        max_size=2,
        unique_by=str,
    )
    cards = [
        a_card(
            code,
            topic,
            goal=draw(st.sampled_from([None, "The aim is calm.", "The aim is calm!", "The end."])),
            eligible_activities=draw(
                st.none() | st.fixed_dictionaries({"intro": st.just("To:"), "items": items})
            ),
            conditions=draw(items),
            call_timing={"status": "planned", "text": "Later", "rounds": draw(rounds)},
        )
        for code, topic in zip(codes, topics, strict=False)
    ]
    return a_plan(cards)


@given(small_plans())
@settings(max_examples=60, deadline=None)
def test_a_plan_does_not_differ_from_itself(plan: Plan) -> None:
    diff = diff_plans(plan, plan)
    assert (diff.changes, diff.plan_changes, diff.unknown) == ([], [], [])


@given(small_plans(), small_plans())
@settings(max_examples=150, deadline=None)
def test_the_changes_lead_from_old_to_new(old: Plan, new: Plan) -> None:
    made = apply_changes(old, diff_plans(old, new))
    assert made == [dict(card_to_values(card)) for card in new.cards]


@given(small_plans(), small_plans())
@settings(max_examples=150, deadline=None)
def test_the_way_back_is_the_mirror_image(old: Plan, new: Plan) -> None:
    assert count_told(diff_plans(new, old)) == count_mirrored(diff_plans(old, new))


@every_seed
def test_the_laws_hold_for_amended_samples(seed: int) -> None:
    old, new = amend_sample(seed)
    diff = diff_plans(old, new)
    assert diff.changes
    assert apply_changes(old, diff) == [dict(card_to_values(card)) for card in new.cards]
    assert count_told(diff_plans(new, old)) == count_mirrored(diff)


def test_known_edits_of_amended_samples_are_told() -> None:
    """A fixed small part of ``python -m benchmarks.amendments.accuracy``."""
    rows = count_rows([run_pair(seed) for seed in range(100_000, 100_060)])
    assert sum(expected for expected, _, _ in rows.values()) > 500
    for kind, (expected, found, right) in rows.items():
        assert expected, f"no {kind} among the edits"
        assert right >= 0.99 * max(expected, found), kind

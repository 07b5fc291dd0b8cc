"""What the history says of a version is that version, and no value is told twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings

from pipeline.diff.card_fields import card_to_values
from pipeline.history import plans_to_history
from pipeline.history.replaying import history_to_cards
from schemas.history import History
from schemas.record import Plan
from tests.pipeline.history.random_edits import versions

some_versions = given(versions())
often = settings(max_examples=60, deadline=None)


def assert_replays(plans: list[Plan]) -> None:
    history = plans_to_history(plans)
    for plan in plans:
        expected = [dict(card_to_values(card)) for card in plan.cards]
        assert history_to_cards(history, plan.plan.version) == expected


@often
@some_versions
def test_every_version_can_be_made_of_the_history(plans: list[Plan]) -> None:
    assert_replays(plans)


@often
@some_versions
def test_values_never_overlap_and_leave_no_gap(plans: list[Plan]) -> None:
    history = plans_to_history(plans)
    numbers = {plan.plan.version: at for at, plan in enumerate(plans)}
    for card in history.cards:
        has = {numbers[name.version] for name in card.names}
        held: dict[tuple[str, int | None], list[int]] = defaultdict(list)
        for span in card.values:
            last = numbers[span.valid_to] if span.valid_to else len(plans) - 1
            held[span.path, span.item] += range(numbers[span.valid_from], last + 1)
        for spot, found in held.items():
            assert len(set(found)) == len(found), spot
            assert set(found) <= has
        assert sorted(held["/title", None]) == sorted(has)


@often
@some_versions
def test_a_value_that_goes_on_is_one_span(plans: list[Plan]) -> None:
    for card in plans_to_history(plans).cards:
        for span, later in pairwise(card.values):
            if (span.path, span.item) == (later.path, later.item):
                assert (span.value, span.order) != (later.value, later.order) or (
                    int(later.valid_from[1:]) > int((span.valid_to or "v0")[1:]) + 1
                )


def test_versions_of_a_sample(extracted: Callable[[str], Plan]) -> None:
    plans = [
        name_plan(extracted("amif-2027-2028.sv.pdf"), "v1"),
        name_plan(extracted("amif-2027-2028_v2.sv.pdf"), "v2"),
        name_plan(extracted("amif-2027-2028.sv.pdf"), "v3"),
    ]
    assert_replays(plans)


def name_plan(plan: Plan, version: str) -> Plan:
    return plan.model_copy(update={"plan": plan.plan.model_copy(update={"version": version})})


def test_an_unknown_version_is_refused() -> None:
    with pytest.raises(ValueError, match="no version v9"):
        history_to_cards(History(plan_id="p", versions=[], cards=[]), "v9")

"""A history as people read it: where a card came from, where it went, what could not be read."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.history import plans_to_history
from pipeline.history.forms.terminal_table import render
from pipeline.history.selecting import find_cards, select_values
from schemas.record import MeasureCard, Plan
from tests.cards import a_card
from tests.pipeline.history.random_edits import name_version
from tests.pipeline.history.test_plans_to_history import LONG, long_card, on_page


def show(plans: Sequence[Plan], card_id: str, field: str) -> list[str]:
    """The lines about one field of one card."""
    history = plans_to_history(plans)
    chosen = select_values(history, find_cards(history, card_id)[:1], field)
    return render(chosen, of_cards=True).decode().splitlines()


def show_versions(plans: Sequence[Plan]) -> list[str]:
    return render(plans_to_history(plans), of_cards=False).decode().splitlines()


def versions(*several: Sequence[MeasureCard]) -> list[Plan]:
    return [name_version(cards, number) for number, cards in enumerate(several, start=1)]


PART = long_card("1A4", LONG[4:], title="Health at the door", goal=None, background=None)
WHOLE, REST = long_card("1A1", LONG), long_card("1A1", LONG[:4])


def test_a_split() -> None:
    assert show(versions([WHOLE], [REST, PART]), "1A4", "goal") == [
        "1A4 Health at the door (fi-amif-2027-2028)",
        "  called 1A4 in v2",
        "  split off from 1A1 in v2",
        "goal",
        "  v2–  (none)",
    ]


def test_a_merge() -> None:
    assert show(versions([REST, PART], [REST, PART], [WHOLE]), "1A4", "goal") == [
        "1A4 Health at the door (fi-amif-2027-2028)",
        "  called 1A4 in v1–v2",
        "  merged into 1A1 after v2",
        "goal",
        "  v1–v2  (none)",
    ]


def test_a_card_that_comes_and_goes() -> None:
    lines = show(versions([], [a_card("1A1")], []), "1A1", "support_rate.base_percent")
    assert lines[2:] == [
        "  added in v2", "  removed after v2", "support_rate.base_percent", "  v2  75",
    ]  # fmt: skip


def test_an_item_that_moved() -> None:
    plans = versions([long_card("1A1", ["one", "three"])], [long_card("1A1", ["three", "one"])])
    assert show(plans, "1A1", "eligible_activities.items")[2:] == [
        "eligible_activities.items", "  1. v1   one", "     v2–  one (moved)", "  2. v1–  three",
    ]  # fmt: skip


def test_what_could_not_be_read() -> None:
    first, second = on_page("1A1", "reception", 3), on_page("1A2", "interpreters", 6)
    cut = first.model_copy(update={"goal": "The aim is that"})
    plans = [
        name_version([cut], 1, failed_pages=[4, 6]),
        name_version([first, second], 2),
        name_version([first], 3, failed_pages=[6]),
    ]
    assert show(plans, "1A1", "goal")[-1] == f"  v1–  {first.goal} (page 3 of v2; not read in v1)"
    lines = show(plans, "1A2", "goal")
    assert lines[2] == "  perhaps older than v2: the version before could not be read whole"
    assert lines[-1] == f"  v2–  {second.goal} (page 6; not read in v3)"
    rows = [line.split()[:2] for line in show_versions(plans)[2:]]
    assert [row for row in rows if row[0].startswith("v")] == [
        ["v1", "(partial)"], ["v2", "A"], ["v3", "(partial)"],
    ]  # fmt: skip

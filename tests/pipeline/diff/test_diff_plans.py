"""Two versions of a plan: what is told of them."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from pipeline.diff import diff_plans
from pipeline.diff.applying import apply_changes
from pipeline.diff.card_fields import card_to_values
from schemas.changes import Change, Diff
from schemas.impact import Rule
from schemas.record import MeasureCard
from tests.cards import a_card, a_header, a_plan

Told = tuple[str, str | None, str | None, str | None, str]


def compare(old: list[MeasureCard], new: list[MeasureCard]) -> Diff:
    """The diff, after proving that it leads from one version to the other."""
    before, after = a_plan(old), a_plan(new)
    diff = diff_plans(before, after)
    assert apply_changes(before, diff) == [dict(card_to_values(card)) for card in new]
    return diff


def tell(change: Change) -> Told:
    return change.card_id, change.previous_card_id, change.field, change.kind, change.impact


def changes_of_field(field: str, old: JsonValue, new: JsonValue) -> list[Change]:
    """The changes when one field of a card becomes another."""
    return compare(
        [a_card("1A1", values={field: old})], [a_card("1A1", values={field: new})]
    ).changes


def test_the_same_plan_has_no_changes() -> None:
    cards = [a_card("1A1"), a_card("1A2", "interpreters")]
    diff = compare(cards, cards)
    assert diff.changes == []
    assert diff.summary.cards_unchanged == 2


def test_a_card_that_is_added_or_removed_is_one_change() -> None:
    old = [a_card("1A1"), a_card("1A2", "interpreters")]
    new = [a_card("1A1"), a_card("1B1", "language")]
    assert [(c.change, c.card_id, c.impact) for c in compare(old, new).changes] == [
        ("card_added", "1B1", "widens"),
        ("card_removed", "1A2", "restricts"),
    ]


def test_a_renumbered_card_is_told_as_such_with_its_edits() -> None:
    new = a_card("2D4", title="Reception that works at night and on Sundays")
    first, second = compare([a_card("1A1")], [new]).changes
    assert (first.change, first.card_id, first.previous_card_id) == (
        "card_renumbered",
        "2D4",
        "1A1",
    )
    assert tell(second) == ("2D4", "1A1", "title", "value_changed", "neutral")


def test_a_code_that_another_measure_took_over_is_no_edit() -> None:
    old = [a_card("2A2", "reception"), a_card("2A3", "interpreters")]
    new = [a_card("2A2", "interpreters")]
    assert [(c.change, c.card_id, c.previous_card_id) for c in compare(old, new).changes] == [
        ("card_renumbered", "2A2", "2A3"),
        ("card_removed", "2A2", None),
    ]


def test_codes_that_two_measures_exchanged() -> None:
    old = [a_card("2A2", "reception"), a_card("2A3", "interpreters")]
    new = [a_card("2A2", "interpreters"), a_card("2A3", "reception")]
    changes = compare(old, new).changes
    assert {(c.change, c.card_id, c.previous_card_id) for c in changes} == {
        ("card_renumbered", "2A2", "2A3"),
        ("card_renumbered", "2A3", "2A2"),
    }


LONG = [
    "train night staff in first aid and in calm talk",
    "furnish four rooms for families with small children",
    "translate the house rules into nine languages",
    "drive people from the harbour to the centre by bus",
    "keep a store of winter clothes in all sizes",
    "hire a nurse for the hours between ten and six",
]


def long_card(card_id: str, items: list[str], **values: object) -> MeasureCard:
    activities = {"intro": "To:", "items": items}
    return a_card(card_id, values={"eligible_activities": activities, **values})


def test_a_card_that_is_split_in_two() -> None:
    whole, stays = long_card("1A1", LONG), long_card("1A1", LONG[:4])
    part = long_card("1A4", LONG[4:], title="Health at the door", goal=None, background=None)
    diff = compare([whole], [stays, part])
    assert [(c.change, c.card_id, c.previous_card_id) for c in diff.changes] == [
        ("field_changed", "1A1", None),
        ("field_changed", "1A1", None),
        ("card_split", "1A4", "1A1"),
    ]
    assert {c.impact for c in diff.changes} == {"neutral"}, "nothing was taken from anyone"


def test_a_card_that_is_merged_into_another() -> None:
    part = long_card("1A4", LONG[4:], title="Health at the door", goal=None, background=None)
    diff = compare([long_card("1A1", LONG[:4]), part], [long_card("1A1", LONG)])
    assert [(c.change, c.card_id, c.previous_card_id) for c in diff.changes][-1] == (
        "card_merged", "1A1", "1A4",
    )  # fmt: skip
    assert {c.impact for c in diff.changes} == {"neutral"}


def test_a_card_written_from_another_as_a_template_is_new() -> None:
    copied = long_card("1A2", LONG[:3], title="Night shifts", goal="The aim is another one.")
    diff = compare([long_card("1A1", LONG)], [long_card("1A1", LONG), copied])
    assert [c.change for c in diff.changes] == ["card_added"]


RATE = "support_rate"
RAISE: JsonValue = {"percent": 90, "condition": "It may be 90 % for the vulnerable."}
NARROWER: JsonValue = {
    "percent": 90,
    "condition": "It may be 90 % for the vulnerable, if half is for them.",
}
SPRING: JsonValue = {"season": "spring", "year": 2027}
AUTUMN: JsonValue = {"season": "autumn", "year": 2027}


def rate(percent: int, *raised: JsonValue) -> JsonValue:
    return {"base_percent": percent, "raised": list(raised)}


def timing(text: str, *rounds: JsonValue) -> JsonValue:
    return {"status": "planned", "text": text, "rounds": list(rounds)}


def deadline(text: str, date: str) -> JsonValue:
    return {"label": "Projects start", "text": text, "date": date}


def who(text: str, *categories: JsonValue) -> JsonValue:
    return {"text": text, "categories": list(categories)}


@pytest.mark.parametrize(
    ("field", "old", "new", "sentences"),
    [
        (RATE, rate(90), rate(75), {"Measure 1A1: the support rate falls from 90 % to 75 %"}),
        (RATE, rate(75, RAISE), rate(75), {"Measure 1A1: support can no longer be raised to 90 %"}),
        (RATE, rate(75, RAISE), rate(75, NARROWER),
         {"Measure 1A1: a condition is added to the raised support of 90 %"}),
        ("beneficiaries", who("Cities and NGOs.", "municipality", "ngo"),
         who("Cities.", "municipality"),
         {"Measure 1A1: can no longer apply: third-sector organisations (NGOs)"}),
        ("call_timing", timing("Spring and autumn 2027", SPRING, AUTUMN),
         timing("Autumn 2027", AUTUMN), {"Measure 1A1: one call fewer opens, spring 2027"}),
        ("start", deadline("By 30.9.2027", "2027-09-30"), deadline("By 30.6.2027", "2027-06-30"),
         {"Measure 1A1: the deadline for the start is earlier, 2027-06-30 instead of 2027-09-30"}),
        ("conditions", [], ["No walls may be moved."],
         {'Measure 1A1: one more condition: "No walls may be moved."'}),
    ],
)  # fmt: skip
def test_what_restricts_one_way_widens_the_other(
    field: str, old: JsonValue, new: JsonValue, sentences: set[str]
) -> None:
    there, back = changes_of_field(field, old, new), changes_of_field(field, new, old)
    assert {change.impact for change in there} == {"restricts"}
    assert sentences <= {change.sentence["en"] for change in there}
    assert {change.impact for change in back} == {"widens"}


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("goal", "The aim is – at last – calm.", "The aim is, at last, calm."),
        ("title", "EU-funded Centres", "EU funded centres"),
        ("call_timing", timing("2027-2028"), timing("2027–2028")),
        ("eligible_activities", {"intro": "To:", "items": ["hire nurses", "buy vans"]},
         {"intro": "To:", "items": ["buy vans", "hire nurses"]}),
    ],
)  # fmt: skip
def test_what_is_only_editorial(field: str, old: JsonValue, new: JsonValue) -> None:
    assert {change.impact for change in changes_of_field(field, old, new)} == {"editorial"}


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("goal", "The aim is to serve 1.5 million.", "The aim is to serve 15 million."),
        ("goal", "The aim is 10 % more.", "The aim is 10 more."),
        ("result_targets", {"items": ["500 people came"], "notes": []},
         {"items": ["700 people came"], "notes": []}),
    ],
)  # fmt: skip
def test_what_is_more_than_editorial(field: str, old: JsonValue, new: JsonValue) -> None:
    assert [change.impact for change in changes_of_field(field, old, new)] == ["neutral"]


def test_an_item_is_known_by_what_it_says_not_by_its_place() -> None:
    old = long_card("1A1", LONG[:4])
    new = long_card(
        "1A1", [LONG[5], LONG[1], "translate all house rules into nine languages", LONG[3]]
    )
    told = [(c.kind, c.old_at, c.new_at) for c in compare([old], [new]).changes]
    assert told == [("item_removed", 0, None), ("item_added", None, 0), ("item_changed", 2, 2)]


def test_words_that_changed_are_marked() -> None:
    (change,) = changes_of_field("goal", "We train all staff.", "We train new staff.")
    assert [(run.op, run.text) for run in change.words] == [
        ("same", "We train"), ("removed", "all"), ("added", "new"), ("same", "staff."),
    ]  # fmt: skip


def test_a_measure_that_moved_under_another_implementation_measure() -> None:
    new = a_card("1A1", implementation_measure={"code": "1B", "title": "Reception"})
    diff = diff_plans(a_plan([a_card("1A1")]), a_plan([new]))
    assert [tell(change) for change in diff.changes] == [
        ("1A1", None, "implementation_measure.code", "value_changed", "neutral")
    ]


def test_rules_of_ones_own_go_first() -> None:
    own = Rule(field="goal", impact="restricts", sentence="reworded")
    old, new = a_plan([a_card("1A1")]), a_plan([a_card("1A1", goal="Another one altogether.")])
    assert [change.impact for change in diff_plans(old, new, [own]).changes] == ["restricts"]


def on_page(card_id: str, topic: str, page: int) -> MeasureCard:
    place = {"path": "/title", "page": page, "bbox": (0, 0, 9, 9)}
    return a_card(card_id, topic, evidence=[place])


def test_a_card_on_a_page_that_could_not_be_read_is_unknown_and_not_removed() -> None:
    kept, lost = on_page("1A1", "reception", 3), on_page("1A2", "interpreters", 5)
    partial = a_plan([kept], plan=a_header(failed_pages=[5, 6]))
    there, back = (
        diff_plans(a_plan([kept, lost]), partial),
        diff_plans(partial, a_plan([kept, lost])),
    )
    assert (there.changes, back.changes) == ([], [])
    assert [(u.card_id, u.side, u.pages) for u in there.unknown] == [("1A2", "new", [5, 6])]
    assert [(u.card_id, u.side, u.pages) for u in back.unknown] == [("1A2", "old", [5, 6])]


def test_a_field_that_may_go_on_on_a_page_that_could_not_be_read_is_unknown() -> None:
    whole, next_one = on_page("1A1", "reception", 3), on_page("1A2", "interpreters", 6)
    cut = whole.model_copy(update={"eligible_activities": None})
    partial = a_plan([cut, next_one], plan=a_header(failed_pages=[4]))
    diff = diff_plans(a_plan([whole, next_one]), partial)
    assert diff.changes == []
    assert [(u.card_id, u.field, u.pages) for u in diff.unknown] == [
        ("1A1", "eligible_activities", [4])
    ]


def test_a_failed_page_elsewhere_hides_no_edit() -> None:
    first, second = on_page("1A1", "reception", 3), on_page("1A2", "interpreters", 6)
    edited = second.model_copy(update={"goal": "Another aim."})
    partial = a_plan([first, edited], plan=a_header(failed_pages=[4]))
    diff = diff_plans(a_plan([first, second]), partial)
    assert [tell(change) for change in diff.changes] == [
        ("1A2", None, "goal", "value_changed", "neutral")
    ]


def test_a_card_with_identical_twins_is_matched_by_its_place() -> None:
    old = [a_card("1A1"), a_card("1A2"), a_card("1A3")]
    assert compare(old, old).changes == []
    assert [c.change for c in compare(old, old[:2]).changes] == ["card_removed"]

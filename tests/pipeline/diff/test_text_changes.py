"""Texts outside the cards: which paragraphs came, went, moved or were reworded."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.diff import diff_plans
from schemas.changes import PlanChange
from schemas.record import ChapterParagraph, Plan, PlanChapter
from tests.cards import a_header, a_plan

STAFF = "The programme pays for staff and for rooms."
ROOMS = "Rooms are let for two years at a time."
BOATS = "Boats are bought where a lake must be crossed."
TRAINS = "Trains serve most of the reception centres."


def chapter(heading: str | None, *paragraphs: str) -> PlanChapter:
    told = [ChapterParagraph(text=text, evidence=[]) for text in paragraphs]
    return PlanChapter(heading=heading, paragraphs=told, evidence=[])


def compare(old: list[PlanChapter], new: list[PlanChapter]) -> list[PlanChange]:
    return diff_plans(a_plan([], chapters=old), a_plan([], chapters=new)).plan_changes


def tell(change: PlanChange) -> tuple[str, str | None, object, object]:
    return change.where, change.kind, change.old, change.new


def test_paragraphs_are_told_one_by_one() -> None:
    new_staff = "The programme pays for staff and for food."
    changes = compare(
        [chapter("1 Money", STAFF, ROOMS, BOATS)], [chapter("1 Money", TRAINS, new_staff, BOATS)]
    )
    assert list(map(tell, changes)) == [
        ("text 1 Money", "item_removed", ROOMS, None),
        ("text 1 Money", "item_added", None, TRAINS),
        ("text 1 Money", "item_changed", STAFF, new_staff),
    ]
    assert {change.impact for change in changes} == {"neutral"}
    assert changes[0].sentence["en"] == 'Text "1 Money": one paragraph removed'
    assert [(run.op, run.text) for run in changes[2].words if run.op != "same"] == [
        ("removed", "rooms."),
        ("added", "food."),
    ]


def test_what_is_only_editorial_or_moved() -> None:
    changes = compare([chapter("1", STAFF, ROOMS, BOATS)], [chapter("1", ROOMS[:-1], BOATS, STAFF)])
    assert {(change.kind, change.impact) for change in changes} == {
        ("item_changed", "editorial"),
        ("item_moved", "editorial"),
    }


@pytest.mark.parametrize("heading", ["2 Money", "1.1 MONEY"])
def test_a_chapter_whose_number_changed_is_the_same_one(heading: str) -> None:
    changes = compare([chapter("1 Money", STAFF)], [chapter(heading, STAFF)])
    assert [(change.field, change.kind) for change in changes] == [("heading", "value_changed")]


def test_a_chapter_that_was_called_otherwise_is_known_by_its_text() -> None:
    old = [chapter("1 Money", STAFF, ROOMS), chapter("2 Ways", BOATS)]
    new = [chapter("1 Ways", BOATS), chapter("2 What is paid for", STAFF, ROOMS)]
    assert [tell(change) for change in compare(old, new)] == [
        ("text 1 Ways", "value_changed", "2 Ways", "1 Ways"),
        ("text 2 What is paid for", "value_changed", "1 Money", "2 What is paid for"),
    ]


def test_what_a_version_with_unread_pages_lacks_is_not_removed() -> None:
    whole = a_plan([], chapters=[chapter("1 Money", STAFF), chapter("2 Ways", BOATS)])
    partial = a_plan([], chapters=[chapter("2 Ways", BOATS)], plan=a_header(failed_pages=[2, 3]))
    there, back = diff_plans(whole, partial), diff_plans(partial, whole)
    assert (there.plan_changes, back.plan_changes) == ([], [])
    (note,) = there.notes
    assert note.startswith("pages of the new version that could not be read: 2, 3;")


def test_chapters_are_read_with_their_places(extracted: Callable[[str], Plan]) -> None:
    chapters = extracted("bmvi-2027-2028.en.pdf").chapters
    assert len(chapters) > 3
    paragraphs = [paragraph for chapter in chapters for paragraph in chapter.paragraphs]
    assert len(paragraphs) > 10
    assert all(paragraph.evidence for paragraph in paragraphs)
    assert not [p.text for p in paragraphs if "....." in p.text], "a table of contents is left out"

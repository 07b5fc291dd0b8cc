"""Small histories: cards that are renumbered, split, merged or could not be read."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from pydantic import JsonValue

from pipeline.history import plans_to_history, plans_to_history_table
from pipeline.history.places import Places
from schemas.history import CardHistory, History
from schemas.history_table import HISTORY_SCHEMA
from schemas.record import MeasureCard
from tests.cards import a_card
from tests.pipeline.history.random_edits import name_version

Told = tuple[JsonValue, str, str | None]
"""A value, its first and its last version."""


def trace(*versions: Sequence[MeasureCard]) -> History:
    """The history of these versions, "v1", "v2", …"""
    return plans_to_history(
        [name_version(cards, number) for number, cards in enumerate(versions, start=1)]
    )


def find_card(history: History, card_key: str) -> CardHistory:
    (card,) = [card for card in history.cards if card.card_key == card_key]
    return card


def tell(card: CardHistory, path: str) -> list[Told]:
    return [(s.value, s.valid_from, s.valid_to) for s in card.values if s.path == path]


def tell_items(card: CardHistory, path: str) -> list[tuple[int | None, JsonValue, str, str | None]]:
    spans = [span for span in card.values if span.path == path]
    return [(span.item, span.value, span.valid_from, span.valid_to) for span in spans]


def rate(percent: int) -> JsonValue:
    return {"base_percent": percent, "raised": []}


def to(*items: str) -> JsonValue:
    return {"intro": "To:", "items": list(items)}


def test_a_value_has_its_first_and_last_version() -> None:
    card = find_card(
        trace(
            [a_card("1A1")],
            [a_card("1A1", support_rate=rate(90))],
            [a_card("1A1", support_rate=rate(90), start={"label": "Start", "text": "2028"})],
        ),
        "1A1",
    )
    assert tell(card, "/support_rate/base_percent") == [(75, "v1", "v1"), (90, "v2", None)]
    assert tell(card, "/start") == [(None, "v1", "v2")]
    assert tell(card, "/start/text") == [("2028", "v3", None)]
    assert tell(card, "/kind") == [("measure", "v1", None)]
    assert tell(card, "/conditions") == [(None, "v1", None)], "an empty list has a row"


def test_a_card_is_followed_through_renumbering() -> None:
    history = trace(
        [a_card("2A2", "reception"), a_card("2A3", "interpreters")],
        [a_card("2A2", "interpreters")],
        [a_card("2B1", "interpreters", support_rate=rate(90))],
    )
    assert [card.card_key for card in history.cards] == ["2B1", "2A2"]
    card, gone = history.cards
    assert [(name.version, name.card_id) for name in card.names] == [
        ("v1", "2A3"), ("v2", "2A2"), ("v3", "2B1"),
    ]  # fmt: skip
    assert tell(card, "/support_rate/base_percent") == [(75, "v1", "v2"), (90, "v3", None)]
    assert [span.card_id for span in card.values if span.path == "/card_id"] == [
        "2A3", "2A2", "2B1",
    ]  # fmt: skip
    assert (gone.ends, tell(gone, "/goal")[0][1:]) == ("removed", ("v1", "v1"))


def test_cards_that_had_the_same_id_have_keys_of_their_own() -> None:
    history = trace(
        [a_card("2A2", "reception"), a_card("2A3", "interpreters")],
        [a_card("2A2", "interpreters")],
    )
    assert [card.card_key for card in history.cards] == ["2A2", "2A2@v1"]
    again = trace([a_card("1A1")], [], [a_card("1A1", "language")], [])
    assert [card.card_key for card in again.cards] == ["1A1", "1A1@v1"]
    assert [card.begins for card in again.cards] == ["added", "first"]


LONG = [
    "train night staff in first aid and in calm talk",
    "furnish four rooms for families with small children",
    "translate the house rules into nine languages",
    "drive people from the harbour to the centre by bus",
    "keep a store of winter clothes in all sizes",
    "hire a nurse for the hours between ten and six",
]


def long_card(card_id: str, items: Sequence[str], **values: object) -> MeasureCard:
    return a_card(card_id, values={"eligible_activities": to(*items), **values})


def test_splits_and_merges_are_named() -> None:
    part = long_card("1A4", LONG[4:], title="Health at the door", goal=None, background=None)
    whole, rest = long_card("1A1", LONG), long_card("1A1", LONG[:4])
    split = find_card(trace([whole], [rest, part]), "1A4")
    assert (split.begins, split.split_from) == ("split", "1A1")
    merged = find_card(trace([rest, part], [whole]), "1A4")
    assert (merged.begins, merged.ends, merged.merged_into) == ("first", "merged", "1A1")


def test_the_life_of_an_item() -> None:
    history = trace(
        [long_card("1A1", ["train staff", "buy two boats for the lake", "hire divers"])],
        [long_card("1A1", ["train staff", "draw maps", "buy three boats for the lake"])],
        [long_card("1A1", ["draw maps", "train staff"])],
    )
    path = "/eligible_activities/items"
    assert tell_items(history.cards[0], path) == [
        (1, "train staff", "v1", None),
        (2, "buy two boats for the lake", "v1", "v1"),
        (2, "buy three boats for the lake", "v2", "v2"),
        (3, "hire divers", "v1", "v1"),
        (4, "draw maps", "v2", "v2"),
        (4, "draw maps", "v3", None),
    ]


def test_items_keep_their_places_while_others_come_between() -> None:
    history = trace([long_card("1A1", ["one", "two"])], [long_card("1A1", ["zero", "one", "two"])])
    spans = [s for s in history.cards[0].values if s.path == "/eligible_activities/items"]
    assert [(s.item, s.value, s.valid_from, s.order) for s in spans] == [
        (1, "one", "v1", 1), (2, "two", "v1", 2), (3, "zero", "v2", 0),
    ]  # fmt: skip


def test_places_give_the_order_of_every_version() -> None:
    places = Places[str]()
    versions = [["a", "b"], ["c", "a", "b"], ["b", "c", "d"], [], ["d"]]
    arranged = [places.arrange(version) for version in versions]
    numbers = places.count()
    for found in arranged:
        assert [numbers[p] for p in found] == sorted(numbers[p] for p in found)
    assert arranged[0] == arranged[1][1:], "a and b kept their places"


def on_page(card_id: str, topic: str, page: int, **values: object) -> MeasureCard:
    place = {"path": "/goal", "page": page, "bbox": (0, 0, 9, 9)}
    return a_card(card_id, topic, {"evidence": [place], **values})


FIRST, SECOND = on_page("1A1", "reception", 3), on_page("1A2", "interpreters", 6)


def test_a_card_on_a_page_that_could_not_be_read_goes_on() -> None:
    history = plans_to_history(
        [
            name_version([FIRST, SECOND], 1),
            name_version([FIRST], 2, failed_pages=[6]),
            name_version([FIRST, SECOND], 3),
        ]
    )
    card = find_card(history, "1A2")
    assert {(span.valid_from, span.valid_to) for span in card.values} == {("v1", None)}
    assert {tuple(span.unknown_in) for span in card.values} == {("v2",)}
    assert [name.read for name in card.names] == [True, False, True]
    assert (card.begins, card.ends) == ("first", None)


def test_a_card_that_is_gone_when_all_can_be_read_again_ended_there() -> None:
    history = plans_to_history(
        [
            name_version([FIRST, SECOND], 1),
            name_version([FIRST], 2, failed_pages=[6]),
            name_version([FIRST], 3),
        ]
    )
    card = find_card(history, "1A2")
    assert card.ends == "removed"
    assert {(s.valid_from, s.valid_to, *s.unknown_in) for s in card.values} == {("v1", "v2", "v2")}


def test_a_card_after_a_version_that_could_not_be_read_whole_is_not_called_new() -> None:
    history = plans_to_history(
        [name_version([FIRST], 1, failed_pages=[6]), name_version([FIRST, SECOND], 2)]
    )
    assert find_card(history, "1A2").begins == "unknown"


CUT = FIRST.model_copy(update={"goal": "The aim is that every family"})
OTHER = FIRST.model_copy(update={"goal": "The aim is another one."})


@pytest.mark.parametrize(
    ("versions", "goals"),
    [
        # cut by a page that could not be read: what was known goes on
        ([FIRST, (CUT, 4), FIRST], [(FIRST.goal, "v1", None, ["v2"])]),
        ([FIRST, (CUT, 4), OTHER],
         [(FIRST.goal, "v1", "v2", ["v2"]), (OTHER.goal, "v3", None, [])]),
        # the first reading was cut: the whole value takes its place
        ([(CUT, 4), FIRST], [(FIRST.goal, "v1", None, ["v1"])]),
        ([(CUT, 4), (CUT, 4), FIRST], [(FIRST.goal, "v1", None, ["v1", "v2"])]),
        # it could not be trusted, and is confirmed by the next version
        ([FIRST, (OTHER, 4), OTHER], [(FIRST.goal, "v1", "v1", []), (OTHER.goal, "v2", None, [])]),
        # a page that could not be read elsewhere
        ([FIRST, (OTHER, 9), OTHER], [(FIRST.goal, "v1", "v1", []), (OTHER.goal, "v2", None, [])]),
    ],
)  # fmt: skip
def test_a_field_that_may_go_on_on_a_page_that_could_not_be_read(
    versions: list[MeasureCard | tuple[MeasureCard, int]],
    goals: list[tuple[str, str, str | None, list[str]]],
) -> None:
    plans = []
    for number, found in enumerate(versions, start=1):
        card, *failed = found if isinstance(found, tuple) else (found,)
        plans.append(name_version([card, SECOND], number, failed_pages=failed))
    spans = [s for s in find_card(plans_to_history(plans), "1A1").values if s.path == "/goal"]
    assert [(s.value, s.valid_from, s.valid_to, s.unknown_in) for s in spans] == goals
    assert all(span.evidence for span in spans)
    assert all(span.read_in not in span.unknown_in for span in spans)


def test_versions_are_described_with_what_changed() -> None:
    history = trace([a_card("1A1")], [a_card("1A1", support_rate=rate(90)), a_card("1A2")])
    first, second = history.versions
    assert (first.changes, first.unknown, first.cards) == (None, None, 1)
    assert (second.version, second.file, second.cards) == ("v2", "plan.pdf", 2)
    assert second.changes
    assert second.changes.widens == 2


def test_the_table_has_a_described_row_per_value() -> None:
    plans = [
        name_version([on_page("1A1", "reception", 3)], 1),
        name_version([on_page("1A1", "reception", 4, goal="Another.", support_rate=rate(90))], 2),
    ]
    table = plans_to_history_table(plans)
    assert table.schema.equals(HISTORY_SCHEMA, check_metadata=True)
    assert all(field.metadata[b"description"] for field in table.schema)
    rows = [row for row in table.to_pylist() if row["path"] == "/goal"]
    assert [(r["value"], r["valid_from"], r["valid_to"], r["page"]) for r in rows] == [
        (FIRST.goal, "v1", "v1", 3), ("Another.", "v2", None, 4),
    ]  # fmt: skip
    assert rows[0]["plan_id"] == "fi-amif-2027-2028"
    rates = [r["value"] for r in table.to_pylist() if r["path"] == "/support_rate/base_percent"]
    assert rates == ["75", "90"]


def test_a_history_needs_a_version() -> None:
    with pytest.raises(ValueError, match="needs a version"):
        plans_to_history([])

"""Small twins: which cards belong together, what cannot be told, what are no twins."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from pipeline.twins import check_twins, compare_twins
from pipeline.twins.card_agreement import TwinCards, compare_twin_cards
from pipeline.twins.card_pairing import pair_cards
from pipeline.twins.forms.terminal_text import render
from pipeline.twins.plan_agreement import compare_outside_twin_cards
from schemas.errors import UsageError
from schemas.record import MeasureCard, Period, Plan, PlanHeader
from schemas.twins import TwinDifference, Twins
from tests.cards import a_card, a_header, a_plan


def twins(
    first: Sequence[MeasureCard],
    second: Sequence[MeasureCard],
    failed: Sequence[int] = (),
    failed_in_first: Sequence[int] = (),
) -> Twins:
    return compare_twins(
        a_plan(first, plan=a_header(language="sv", failed_pages=failed_in_first)),
        a_plan(second, plan=a_header(language="fi", failed_pages=failed)),
    )


def tell(found: TwinDifference) -> tuple[str, str | None, str | None, str]:
    return found.kind, found.card_id, found.other_card_id, found.field


def with_indicators(card_id: str, topic: str, *codes: str, **values: object) -> MeasureCard:
    output = [{"code": code, "text": "Number", "parent": None} for code in codes]
    indicators = {"status": "listed", "output": output, "result": [], "note": None}
    return a_card(card_id, topic, {"indicators": indicators, **values})


FIRST = with_indicators("1A1", "reception", "O.1.1", "O.1.2")
SECOND = with_indicators("1A2", "interpreters", "O.1.3")


def test_cards_are_paired_by_their_ids() -> None:
    pairs = pair_cards([FIRST, SECOND], [SECOND, FIRST])
    assert [(p.first and p.first.card_id, p.second and p.second.card_id) for p in pairs] == [
        ("1A1", "1A1"), ("1A2", "1A2"),
    ]  # fmt: skip


def test_a_card_of_another_id_is_paired_by_its_structure() -> None:
    other = with_indicators("1A4", "interpreters", "O.1.3")
    found = twins([FIRST, SECOND], [FIRST, other])
    assert [tell(d) for d in found.differences] == [("code", "1A2", "1A4", "card_id")]
    assert [(p.card_id, p.other_card_id) for p in found.cards] == [("1A1", "1A1"), ("1A2", "1A4")]


def test_ids_that_two_cards_exchanged() -> None:
    long = {"conditions": ["One.", "Two."], "call_timing": planned("spring")}
    first = [
        with_indicators("1A1", "reception", "O.1.1", "O.1.2", "O.1.4", **long),
        with_indicators("1A2", "interpreters", "O.1.3"),
    ]
    second = [
        with_indicators("1A2", "reception", "O.1.1", "O.1.2", "O.1.4", **long),
        with_indicators("1A1", "interpreters", "O.1.3"),
    ]
    told = [tell(d) for d in twins(first, second).differences]
    assert told == [("code", "1A1", "1A2", "card_id"), ("code", "1A2", "1A1", "card_id")]


def planned(season: str) -> dict[str, object]:
    return {"status": "planned", "text": season, "rounds": [{"season": season, "year": 2027}]}


def test_a_card_that_only_one_edition_has() -> None:
    (gone,) = twins([FIRST, SECOND], [FIRST]).differences
    (more,) = twins([FIRST], [FIRST, SECOND]).differences
    assert (tell(gone), tell(more)) == (("card", "1A2", None, "card"),) * 2
    assert gone.message.startswith("only the first edition has the card 1A2")
    assert more.message.startswith("only the second edition has the card 1A2")


def test_structure_is_compared() -> None:
    measure = {"code": "1B", "title": "Reception"}
    other = FIRST.model_copy(update={"kind": "specific_action"})
    moved = a_card("1A1", values={**FIRST.model_dump(), "implementation_measure": measure})
    assert [tell(d) for d in twins([FIRST], [other]).differences] == [
        ("structure", "1A1", None, "kind")
    ]
    assert [tell(d) for d in twins([FIRST], [moved]).differences] == [
        ("structure", "1A1", None, "implementation_measure.code")
    ]


def test_what_is_inside_a_lacking_field_is_not_named_again() -> None:
    started = a_card("1A1", start={"label": "Start", "text": "2027"})
    assert [tell(d) for d in twins([started], [a_card("1A1")]).differences] == [
        ("presence", "1A1", None, "start")
    ]


def on_page(card: MeasureCard, page: int) -> MeasureCard:
    place = {"path": "/title", "page": page, "bbox": (0, 0, 9, 9)}
    return MeasureCard.model_validate({**card.model_dump(), "evidence": [place]})


@pytest.mark.parametrize("side", ["first", "second"])
def test_a_card_on_a_page_that_could_not_be_read_is_unknown(side: str) -> None:
    whole, cut = [on_page(FIRST, 3), on_page(SECOND, 6)], [on_page(FIRST, 3)]
    found = twins(whole, cut, failed=[6]) if side == "second" else twins(cut, whole, (), [6])
    assert found.differences == []
    assert [(u.card_id, u.edition, u.pages) for u in found.unknown] == [("1A2", side, [6])]
    assert found.unknown[0].message == (
        f"card 1A2 may stand on page 6 of the {side} edition, which could not be read"
    )


def test_a_field_that_may_go_on_on_a_page_that_could_not_be_read_is_unknown() -> None:
    cut = FIRST.model_copy(update={"eligible_activities": None})
    found = twins(
        [on_page(FIRST, 3), on_page(SECOND, 6)], [on_page(cut, 3), on_page(SECOND, 6)], failed=[4]
    )
    assert found.differences == []
    assert [(u.card_id, u.field, u.pages) for u in found.unknown] == [
        ("1A1", "eligible_activities", [4])
    ]


def test_a_failed_page_elsewhere_hides_nothing() -> None:
    other = FIRST.model_copy(update={"goal": None})
    found = twins(
        [on_page(SECOND, 3), on_page(FIRST, 6)], [on_page(SECOND, 3), on_page(other, 6)], failed=[4]
    )
    assert [tell(d) for d in found.differences] == [("presence", "1A1", None, "goal")]


def header(language: str, **values: object) -> PlanHeader:
    known = {"period": Period(start=2027, end=2028), **values}
    return a_header(language=language).model_copy(update=known)


@pytest.mark.parametrize(
    ("second", "message"),
    [
        (header("sv"), "both plans are in one language (sv)"),
        (header("fi", fund="ISF"), "the plans are of another fund (AMIF in plan.pdf, ISF in"),
        (header("fi", country="SE"), "the plans are of another country (FI in plan.pdf, SE in"),
        (header("fi", period=Period(start=2029, end=2030)),
         "the plans are of another period (2027–2028 in plan.pdf, 2029–2030 in plan.pdf)"),
    ],
)  # fmt: skip
def test_no_twins(second: PlanHeader, message: str) -> None:
    with pytest.raises(UsageError) as error:
        list(check_twins(header("sv"), second))
    assert message in str(error.value)


def test_what_is_not_known_is_a_note() -> None:
    assert list(check_twins(header("sv"), header("fi"))) == []
    assert list(check_twins(header("sv"), header("fi", fund=None))) == [
        "The fund of the second edition is not known, so it could not be compared"
    ]


@pytest.mark.parametrize(
    "name", ["amif-2027-2028.sv.pdf", "amif-2027-2028_v2.sv.pdf", "amif-2025-2026.sv.pdf"]
)
def test_a_plan_does_not_disagree_with_itself(name: str, extracted: Callable[[str], Plan]) -> None:
    plan = extracted(name)
    pairs = pair_cards(plan.cards, plan.cards)
    assert [pair.first for pair in pairs] == [pair.second for pair in pairs] == plan.cards
    for card in plan.cards:
        assert list(compare_twin_cards(TwinCards(card, card, ("sv", "sv")))) == []
    assert list(compare_outside_twin_cards(plan, plan)) == []


def test_twins_as_text() -> None:
    other = a_card("1A4", "interpreters", {**SECOND.model_dump(exclude={"card_id"}), "title": "x"})
    cut = on_page(FIRST.model_copy(update={"goal": None}), 3)
    found = twins([on_page(FIRST, 3), on_page(SECOND, 6)], [cut, on_page(other, 6)], failed=[4])
    assert render(found.model_copy(update={"notes": ["The fund is \x1b[31mred"]})).splitlines() == [
        "plan.pdf (sv) and plan.pdf (fi): 1 disagreement(s)",
        "",
        "1A2 / 1A4",
        "  code: 1A2 in the first edition, 1A4 in the second (sv page 6; fi page 6)",
        "",
        "Not compared",
        "  goal may go on on page 4 of the second edition, which could not be read",
        "",
        "The fund is \\u001b[31mred",
    ]

"""From spans to values: rounds, rates, ids, statuses, the plan's id, and the places of words."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.identity import UNDECIDED, Decision
from pipeline.normalise.cards import regions_to_card_ids
from pipeline.normalise.fields import span_to_percent
from pipeline.normalise.plan import PlanIdentity, identity_to_plan_id
from pipeline.normalise.rounds import text_to_rounds
from pipeline.places import PlaceFinder
from schemas.geometry import Box, box_contains_point
from schemas.language import find_language
from schemas.record import Place, Plan
from schemas.stages import (
    EMPTY_SPAN,
    CardRegion,
    CardTitle,
    Document,
    Heading,
    Kind,
    Page,
    Source,
    Span,
    Word,
)

CARD = """\
Measure 1A1 Clean registers
Clerks type every name twice, and the second spelling wins.
The aim is one register in which each person stands once.
Support
{rate}
Possible beneficiaries
The police and Customs.
Coordination with other EU funding
{coordination}
Indicators that apply
{indicators}
Call timing
{calls}
"""
USUAL = {
    "rate": "75 %",
    "coordination": "N/A",
    "indicators": "O.1.1 Participants",
    "calls": "Spring 2027",
}
COVER = "1. Introduction\nFinland: implementation plan 2027–2028, Internal Security Fund.\n\n"


def card_with(**rows: str) -> str:
    return CARD.format(**(USUAL | rows))


# Rounds


@pytest.mark.parametrize(
    ("language", "text", "rounds"),
    [
        ("sv", "Hösten 2026", ["autumn 2026"]),
        ("sv", "Våren 2026, hösten 2026", ["spring 2026", "autumn 2026"]),
        ("sv", "våren och hösten 2026", ["spring 2026", "autumn 2026"]),
        ("sv", "våren, sommaren och hösten 2026", ["spring 2026", "summer 2026", "autumn 2026"]),
        ("sv", "Hösten 2025 och 2026", ["autumn 2025", "autumn 2026"]),
        ("sv", "hösten 2025–våren 2026", ["autumn 2025", "spring 2026"]),
        ("sv", "vintern 2026", ["winter 2026"]),
        ("sv", "Preliminärt höstens utlysning 2026", ["autumn 2026"]),
        ("fi", "syksyllä 2025 ja keväällä 2026", ["autumn 2025", "spring 2026"]),
        ("fi", "Kevät 2027 - syksy 2028", ["spring 2027", "autumn 2028"]),
        ("fi", "keväällä ja syksyllä 2027", ["spring 2027", "autumn 2027"]),
        ("fi", "talvella 2027", ["winter 2027"]),
        ("fi", "2027 syksy ja 2028 kevät", ["autumn 2027", "spring 2028"]),
        ("fi", "2027 syksy", ["autumn 2027"]),
        ("en", "SPRING 2027", ["spring 2027"]),
        ("en", "Autumn 2027, spring 2028", ["autumn 2027", "spring 2028"]),
        ("en", "Spring 2027 and autumn", ["spring 2027"]),
        ("en", "In the autumn", []),
        ("en", "2027", []),
        ("en", "See the call.", []),
        ("en", "The springboard of 2027", []),
        ("en", "Spring 1999", []),
        ("en", "", []),
    ],
)
def test_rounds_are_seasons_with_a_year(language: str, text: str, rounds: list[str]) -> None:
    found = text_to_rounds(text, find_language(language))
    assert [f"{item.round.season} {item.round.year}" for item in found] == rounds


@pytest.mark.parametrize(
    ("text", "read_from"),
    [
        ("Call in spring 2027.", ["spring 2027"]),
        ("spring and autumn 2027", ["spring and autumn 2027", "autumn 2027"]),
        ("spring 2027 or 2028", ["spring 2027", "2028"]),
    ],
)
def test_rounds_know_what_they_were_read_from(text: str, read_from: list[str]) -> None:
    found = text_to_rounds(text, find_language("en"))
    assert [text[item.start : item.end] for item in found] == read_from


@pytest.mark.parametrize(
    "text",
    [
        "Autumn 2027 (15.9.2027–30.10.2027)",
        "Autumn 2027, decisions in 2028",
        "Autumn 2027; the projects may last until 2029",
    ],
)
def test_other_years_are_no_rounds(text: str) -> None:
    found = text_to_rounds(text, find_language("en"))
    assert [(item.round.season, item.round.year) for item in found] == [("autumn", 2027)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Applications that fall under the budget of 2027"),
        ("sv", "Se vår webbplats år 2027"),
    ],
)
def test_other_senses_of_a_season_are_no_rounds(language: str, text: str) -> None:
    assert text_to_rounds(text, find_language(language)) == ()


# Rates


@pytest.mark.parametrize(
    ("text", "percent"),
    [("75 %", 75), ("100%", 100), ("90 procent", 90), ("9 prosenttia", 9), ("75 per cent", 75)],
)
def test_a_percentage_is_its_number(text: str, percent: int) -> None:
    assert span_to_percent(Span(text, (), ())) == percent


def test_a_percentage_without_a_number_is_refused() -> None:
    with pytest.raises(ValueError, match="no number"):
        span_to_percent(Span("some %", (), ()))


def test_base_and_raised_rates(read_text: Callable[..., Plan]) -> None:
    rate = "75 %\nSupport may be raised to 90 % for islands. It can be raised to 100 % for ice."
    (card,) = read_text(card_with(rate=rate)).cards
    assert card.support_rate.base_percent == 75
    assert [(r.percent, r.condition) for r in card.support_rate.raised] == [
        (90, "Support may be raised to 90 % for islands."),
        (100, "It can be raised to 100 % for ice."),
    ]


@pytest.mark.parametrize("rate", ["37.5 %", "37,5 %", "75–90 %", "the usual rate"])
def test_a_rate_that_is_no_whole_number_is_not_guessed(
    rate: str, read_text: Callable[..., Plan]
) -> None:
    (card,) = read_text(card_with(rate=rate)).cards
    assert card.support_rate.base_percent is None
    assert card.beneficiaries.text == "The police and Customs."


@pytest.mark.parametrize("rate", ["37.5 %", "75–90 %", "up to 75 %"])
def test_a_rate_that_cannot_be_read_is_not_taken_for_the_goal(
    rate: str, read_text: Callable[..., Plan]
) -> None:
    (card,) = read_text(card_with(rate=rate)).cards
    assert card.goal == "The aim is one register in which each person stands once."


# Ids of cards


def region(kind: Kind, code: str | None = None, objective: str | None = None) -> CardRegion:
    above = Heading("objective", objective, EMPTY_SPAN, EMPTY_SPAN, lines=()) if objective else None
    return CardRegion(CardTitle(kind, code, EMPTY_SPAN, EMPTY_SPAN, ()), above, None, ())


def test_the_id_of_a_card_is_its_code() -> None:
    assert regions_to_card_ids([region("measure", "1A1", "1"), region("measure", "2D5")]) == [
        "1A1", "2D5"
    ]  # fmt: skip


def test_cards_without_a_code_are_named_by_objective_and_kind() -> None:
    regions = [
        region("operating_support", objective="1"),
        region("specific_action", objective="1"),
        region("operating_support", objective="2"),
        region("specific_action", objective="1"),
        region("specific_action", objective="1"),
    ]
    assert regions_to_card_ids(regions) == ["1-OS", "1-SA", "2-OS", "1-SA-2", "1-SA-3"]


def test_cards_without_code_and_objective_have_an_id_all_the_same() -> None:
    assert regions_to_card_ids([region("specific_action"), region("operating_support")]) == [
        "SA", "OS"
    ]  # fmt: skip


def test_cards_with_one_code_are_told_apart() -> None:
    regions = [region("measure", "1A1"), region("measure", "1A2"), region("measure", "1A1")]
    assert regions_to_card_ids(regions) == ["1A1", "1A2", "1A1-2"]


@given(
    st.lists(
        st.builds(
            region,
            kind=st.sampled_from(["measure", "operating_support", "specific_action"]),
            code=st.sampled_from([None, "1A1", "1A2"]),
            objective=st.sampled_from([None, "1", "2"]),
        ),
        max_size=12,
    )
)
def test_ids_are_unique(regions: list[CardRegion]) -> None:
    ids = regions_to_card_ids(regions)
    assert len(set(ids)) == len(ids) == len(regions)


# Statuses


@pytest.mark.parametrize(
    ("language", "label", "text"),
    [
        ("en", "Coordination with other EU funding", "N/A"),
        ("en", "Coordination with other EU funding", "n/a."),
        ("en", "Coordination with other EU funding", "Not applicable"),
        ("en", "Coordination with other EU funding", "NOT APPLICABLE."),
        ("sv", "Samordning med annan EU-finansiering", "N/A"),
        ("sv", "Samordning med annan EU-finansiering", "Ej tillämpligt."),
        ("fi", "Yhteensovittaminen muun EU-rahoituksen kanssa", "Ei sovelleta"),
    ],
)
def test_coordination_may_not_apply(
    language: str, label: str, text: str, read_text: Callable[..., Plan]
) -> None:
    card = {
        "en": "Measure 1A1 Boats\nThey are old, and every one of them leaks a little.\n{}\n{}\n"
        "Call timing\nSpring 2027\n",
        "sv": "Åtgärd 1A1 Båtar\nDe är gamla, och varenda en av dem läcker en smula.\n{}\n{}\n"
        "Ansökningstid\nVåren 2027\n",
        "fi": "Toimi 1A1 Veneet\nNe ovat vanhoja, ja niistä jokainen vuotaa hiukan.\n{}\n{}\n"
        "Hakuaika\nKevät 2027\n",
    }[language]
    (found,) = read_text(card.format(label, text), language=language).cards
    assert found.coordination.status == "not_applicable"
    assert found.coordination.text == text
    assert found.coordination.funds == []
    assert [item.year for item in found.call_timing.rounds] == [2027]


@pytest.mark.parametrize(
    ("text", "funds"),
    [
        ("The ERDF pays for buildings, the ISF for cars. The ERDF pays first.", ["ERDF", "ISF"]),
        ("N/A (but see the AMIF)", ["AMIF"]),
        ("The plans are drawn up together.", []),
    ],
)
def test_coordination_may_be_stated(
    text: str, funds: list[str], read_text: Callable[..., Plan]
) -> None:
    (card,) = read_text(card_with(coordination=text)).cards
    assert card.coordination.status == "stated"
    assert card.coordination.text == text
    assert card.coordination.funds == funds


def test_coordination_may_be_missing(read_text: Callable[..., Plan]) -> None:
    (card,) = read_text(card_with(coordination="")).cards
    assert (card.coordination.status, card.coordination.text) == ("missing", None)
    assert "/coordination/status" in {evidence.path for evidence in card.evidence}


@pytest.mark.parametrize(
    ("text", "status", "rounds"),
    [
        ("Spring 2027, autumn 2027", "planned", 2),
        ("No planned calls", "none_planned", 0),
        ("No calls are planned.", "none_planned", 0),
        ("See the call.", "unclear", 0),
        ("In the autumn", "unclear", 0),
    ],
)
def test_call_status(text: str, status: str, rounds: int, read_text: Callable[..., Plan]) -> None:
    (card,) = read_text(card_with(calls=text)).cards
    assert card.call_timing.status == status
    assert card.call_timing.text == text
    assert len(card.call_timing.rounds) == rounds


def test_call_status_of_an_empty_row(read_text: Callable[..., Plan]) -> None:
    (card,) = read_text(card_with(calls="")).cards
    assert (card.call_timing.status, card.call_timing.text) == ("missing", None)


@pytest.mark.parametrize("text", ["1/2027", "Q1/2027"])
def test_a_month_and_year_alone_on_a_line_is_no_page_number(
    text: str, read_text: Callable[..., Plan]
) -> None:
    (card,) = read_text(card_with(calls=text)).cards
    assert card.call_timing.text == text


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("O.1.1 Participants", "listed"),
        ("R.1.4 Registers", "listed"),
        ("No indicators apply.", "none_applied"),
        ("", "missing"),
    ],
)
def test_indicator_status(text: str, status: str, read_text: Callable[..., Plan]) -> None:
    (card,) = read_text(card_with(indicators=text)).cards
    assert card.indicators.status == status


def test_a_three_part_indicator_names_its_parent(read_text: Callable[..., Plan]) -> None:
    rows = "O.1.1 Participants, of whom\nO. 1.1.2 clerks\nR.1.4 Registers"
    (card,) = read_text(card_with(indicators=rows)).cards
    assert [(i.code, i.text, i.parent) for i in card.indicators.output] == [
        ("O.1.1", "Participants, of whom", None),
        ("O.1.1.2", "clerks", "O.1.1"),
    ]
    assert [(i.code, i.parent) for i in card.indicators.result] == [("R.1.4", None)]


def test_a_card_without_headings_takes_numbers_from_its_code(
    read_text: Callable[..., Plan],
) -> None:
    (card,) = read_text(card_with()).cards
    assert card.specific_objective is not None
    assert card.implementation_measure is not None
    assert (card.specific_objective.number, card.specific_objective.title) == (1, None)
    assert (card.implementation_measure.code, card.implementation_measure.title) == ("1A", None)


# The plan's id


@pytest.mark.parametrize(
    ("country", "fund", "period", "plan_id"),
    [
        ("FI", "AMIF", "2025-2026", "fi-amif-2025-2026"),
        (None, "ISF", "2027-2028", "isf-2027-2028"),
        ("FI", None, "2027-2028", "fi-2027-2028-0123456789ab"),
        ("FI", "BMVI", None, "fi-bmvi-0123456789ab"),
        (None, None, None, "plan-0123456789ab"),
    ],
)
def test_the_plan_id_is_what_the_plan_says(
    country: str | None, fund: str | None, period: str | None, plan_id: str
) -> None:
    def decided(value: str | None) -> Decision:
        return Decision(value, "the title") if value else UNDECIDED

    identity = PlanIdentity(
        Decision("sv", "labels"), None, decided(fund), decided(country), decided(period)
    )
    assert identity_to_plan_id(identity, "0123456789abcdef") == plan_id


def test_the_plan_id_of_a_text(read_text: Callable[..., Plan]) -> None:
    header = read_text(COVER + card_with()).plan
    assert header.plan_id == "fi-isf-2027-2028"
    assert header.period is not None
    assert (header.period.start, header.period.end) == (2027, 2028)


def test_the_period_may_stand_in_the_first_line(read_text: Callable[..., Plan]) -> None:
    cover = "Finland: implementation plan 2027–2028, Internal Security Fund.\n\n"
    assert read_text(cover + card_with()).plan.plan_id == "fi-isf-2027-2028"


# Places

STEP, HEIGHT, SPACE = 14.0, 10.0, 3.0
LEFT_COLUMN, RIGHT_COLUMN = 50.0, 320.0


def lines_to_document(*columns: list[list[float]]) -> Document:
    """One page whose columns are lines of words, given by their widths in points."""
    words: list[Word] = []
    for left, lines in zip((LEFT_COLUMN, RIGHT_COLUMN), columns, strict=False):
        for row, widths in enumerate(lines):
            x = left
            for width in widths:
                top = 100 + STEP * row
                box = Box(x, top, x + width, top + HEIGHT)
                words.append(Word(len(words), "word", 1, box))
                x += width + SPACE
    source = Source("drawn.pdf", "0" * 64, "application/pdf", 1)
    return Document(source, "drawn", (Page(1, 595, 842, tuple(words)),))


lines_of_words = st.lists(
    st.lists(st.integers(5, 60).map(float), min_size=1, max_size=4), min_size=1, max_size=6
)
documents = st.builds(lines_to_document, lines_of_words, lines_of_words)


def words_covered(document: Document, places: Iterable[Place]) -> set[int]:
    """The words whose centre lies in one of the places."""
    boxes = [(place.page, Box(*place.bbox)) for place in places if place.bbox]
    return {
        word.index
        for word in document.words()
        for page, box in boxes
        if word.page == page and box_contains_point(box, *word.box.centre)
    }


@given(documents, st.data())
@settings(derandomize=True)
def test_places_of_a_passage_hold_its_words_and_no_other(
    document: Document, data: st.DataObject
) -> None:
    words = list(document.words())
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    places = PlaceFinder(document).words_to_places(words[start:end])
    assert words_covered(document, places) == set(range(start, end))


@given(documents, st.data())
@settings(derandomize=True)
def test_places_of_any_words_hold_them_and_no_other(
    document: Document, data: st.DataObject
) -> None:
    words = list(document.words())
    own = data.draw(st.sets(st.sampled_from(range(len(words))), min_size=1))
    places = PlaceFinder(document).words_to_places([words[index] for index in sorted(own)])
    assert words_covered(document, places) == own


def test_whole_lines_below_each_other_are_one_place() -> None:
    document = lines_to_document([[40, 40], [30, 20], [50]])
    words = list(document.words())
    assert PlaceFinder(document).words_to_places(words) == [
        Place(page=1, bbox=(50.0, 100.0, 133.0, 138.0))
    ]


def test_a_passage_that_begins_inside_a_line_has_several_places() -> None:
    document = lines_to_document([[40, 40], [30, 20]])
    words = list(document.words())
    assert PlaceFinder(document).words_to_places(words[1:]) == [
        Place(page=1, bbox=(93.0, 100.0, 133.0, 110.0)),
        Place(page=1, bbox=(50.0, 114.0, 103.0, 124.0)),
    ]


def test_a_passage_in_two_columns_has_two_places() -> None:
    document = lines_to_document([[40], [30]], [[20], [10]])
    places = PlaceFinder(document).words_to_places(list(document.words()))
    assert [place.bbox for place in places] == [
        (50.0, 100.0, 90.0, 124.0), (320.0, 100.0, 340.0, 124.0)
    ]  # fmt: skip


def test_places_in_a_text_are_its_lines() -> None:
    words = [Word(at, "word", 1, Box(0, 0, 1, 1), line=line) for at, line in enumerate([7, 7, 9])]
    source = Source("dump.txt", "0" * 64, "text/plain", 1)
    document = Document(source, "text", (Page(1, 100, 100, tuple(words)),))
    assert PlaceFinder(document).words_to_places(words) == [Place(line=7), Place(line=9)]


def test_no_words_have_no_place() -> None:
    assert PlaceFinder(lines_to_document([[10]])).words_to_places([]) == []

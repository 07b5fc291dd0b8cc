"""Where a card disagrees with itself, its siblings or the regulation, there is a finding."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.checks import load_checks
from schemas.record import Finding, Plan

CARD = """\
Measure {code} Clean registers {code}
Clerks type every name twice, and the second spelling wins.
The aim is one register in which each person stands once.
Support
{support}
Possible beneficiaries
The police and Customs.
Coordination with other EU funding
{coordination}
Indicators that apply
{indicators}
Call timing
{call}
Project starts by
{start}
"""
Read = Callable[..., Plan]


def card(
    code: str = "1A1",
    *,
    support: str = "75 %",
    coordination: str = "N/A",
    indicators: str = "O.1.3 Number of new reception places",
    call: str = "Spring 2027",
    start: str = "See the call.",
) -> str:
    return CARD.format(
        code=code, support=support, coordination=coordination, indicators=indicators, call=call,
        start=start,
    ).replace("\n\n", "\n")  # fmt: skip


def findings(plan: Plan, code: str) -> list[Finding]:
    return [finding for finding in plan.findings if finding.code == code]


def test_a_clean_card_has_no_finding(read_text: Read) -> None:
    assert read_text(card(), fund="AMIF").findings == []


def test_every_check_is_found_and_says_what_it_does() -> None:
    assert len(load_checks()) >= 18
    assert all(module.check.__doc__ for module in load_checks())


@pytest.mark.parametrize(
    ("fund", "line", "told"),
    [
        ("AMIF", "O.1.5 Renovated places", "R.1.5 is: "),
        ("AMIF", "R.1.12 Renovated places", "AMIF has no indicator R.1.12"),
        ("AMIF", "O.1.13 Renovated places", "BMVI has"),
    ],
)
def test_an_indicator_that_the_fund_does_not_have(
    fund: str, line: str, told: str, read_text: Read
) -> None:
    plan = read_text(card(indicators=line), fund=fund)
    (finding,) = findings(plan, "indicator-unknown")
    assert (finding.level, finding.card_id) == ("error", "1A1")
    assert told in finding.message
    assert "Renovated places" in finding.message
    assert [place.line for place in finding.evidence] == [11]


def test_without_a_fund_no_code_is_unknown(read_text: Read) -> None:
    assert findings(read_text(card(indicators="O.9.9 Places")), "indicator-unknown") == []


def test_an_indicator_of_another_objective(read_text: Read) -> None:
    plan = read_text(card(indicators="O.2.1 People in pre-departure measures"), fund="AMIF")
    (finding,) = findings(plan, "indicator-objective-differs")
    assert finding.level == "warning"
    assert "specific objective 2" in finding.message


@pytest.mark.parametrize(
    ("lines", "level", "told"),
    [
        ("R.1.5 Participants who find it useful", "warning", "without the output O.1.2"),
        ("O.1.3.1 Places for minors", "warning", "without the total O.1.3"),
        ("O.1.2 Participants in training", "note", "without a result (R.1.5, R.1.6)"),
    ],
)
def test_an_indicator_without_its_partner(
    lines: str, level: str, told: str, read_text: Read
) -> None:
    (finding,) = findings(read_text(card(indicators=lines), fund="AMIF"), "indicator-pair-missing")
    assert finding.level == level
    assert told in finding.message


@pytest.mark.parametrize(
    "lines",
    ["O.1.2 Participants\nR.1.5 Participants who find it useful", "O.1.3 Places\nO.1.3.1 Minors",
     "R.1.7 People in alternatives to detention"],
)  # fmt: skip
def test_indicators_with_their_partners(lines: str, read_text: Read) -> None:
    plan = read_text(card(indicators=lines), fund="AMIF")
    assert findings(plan, "indicator-pair-missing") == []


NONE = "No indicators apply."
OTHERS = "Other indicators also apply where the activity can be measured with them."


@pytest.mark.parametrize(
    ("lines", "levels"),
    [
        (f"{NONE}\nO.1.3 Number of places", ["error"]),
        (f"{NONE}\n{OTHERS}", ["note"]),
        (NONE, []),
        (f"O.1.3 Number of places\n{OTHERS}", []),
    ],
)
def test_no_indicators_and_yet_some(lines: str, levels: list[str], read_text: Read) -> None:
    found = findings(read_text(card(indicators=lines), fund="AMIF"), "indicators-contradictory")
    assert [finding.level for finding in found] == levels
    assert all(NONE in finding.message for finding in found)


@pytest.mark.parametrize(
    ("call", "start", "count"),
    [
        ("Spring 2027", "", 1),
        ("Spring 2027", "By June 2027.", 0),
        ("No planned calls 2027–2028.", "", 0),
    ],
)
def test_an_open_call_with_an_empty_start(
    call: str, start: str, count: int, read_text: Read
) -> None:
    found = findings(read_text(card(call=call, start=start), fund="AMIF"), "start-missing")
    assert [finding.level for finding in found] == ["note"] * count
    assert all("Project starts by" in finding.message for finding in found)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ("Spring 2027", []),
        ("Spring and autumn 2027", []),
        ("Autumn 2027 and 2028", []),
        ("No planned calls in spring.", []),
        ("Spring 2027, autumn", [("warning", '"autumn" without a year')]),
        ("Spring 20xx", [("warning", '"Spring" without a year')]),
        ("It is announced later.", [("note", "names no round of calls")]),
    ],
)
def test_a_call_whose_round_cannot_be_told(
    call: str, told: list[tuple[str, str]], read_text: Read
) -> None:
    found = findings(read_text(card(call=call), fund="AMIF"), "call-timing-unclear")
    assert [finding.level for finding in found] == [level for level, _ in told]
    assert all(words in finding.message for finding, (_, words) in zip(found, told, strict=True))


@pytest.mark.parametrize(
    ("support", "count"),
    [
        ("75 %", 0), ("60 %", 0), ("76 %", 1),
        ("75 %\nSupport may be raised to 90 % for alternatives to detention.", 0),
        ("75 %\nSupport may be raised to 95 % for alternatives to detention.", 1),
    ],
)  # fmt: skip
def test_a_rate_above_the_ceiling(support: str, count: int, read_text: Read) -> None:
    found = findings(read_text(card(support=support), fund="AMIF"), "rate-not-allowed")
    assert [finding.level for finding in found] == ["error"] * count
    assert all("Regulation (EU) 2021/1147" in finding.message for finding in found)


@pytest.mark.parametrize(
    ("action", "count"),
    [("effective alternatives to detention", 0), ("small municipalities", 1)],
)
def test_a_raised_rate_for_what_is_not_listed(action: str, count: int, read_text: Read) -> None:
    support = f"75 %\nSupport may be raised to 90 % for {action}."
    found = findings(read_text(card(support=support), fund="AMIF"), "raised-rate-unexplained")
    assert [finding.level for finding in found] == ["warning"] * count
    assert all(action in finding.message for finding in found)


@pytest.mark.parametrize(
    ("support", "kind", "levels"),
    [
        ("75 %", "Measure 1A1", []),
        ("60 %", "Measure 1A1", ["warning"]),
        ("80 %", "Measure 1A1", []),  # not allowed, which another finding says
        ("75 %\nSupport may be raised to 85 % for minors.", "Measure 1A1", ["warning"]),
        ("100 %", "Operating support 1A1", []),
        ("90 %", "Operating support 1A1", ["note"]),
        ("95 %", "Operating support 1A1", ["warning"]),
        ("75 %", "Specific action 1A1", ["note"]),
    ],
)  # fmt: skip
def test_a_rate_that_is_lawful_but_unusual(
    support: str, kind: str, levels: list[str], read_text: Read
) -> None:
    text = card(support=support).replace("Measure 1A1", kind)
    found = findings(read_text(card("1A2") + text, fund="AMIF"), "rate-unusual")
    assert [finding.level for finding in found] == levels


def test_operating_support_is_not_raised(read_text: Read) -> None:
    support = "100 %\nSupport may be raised to 90 % for alternatives to detention."
    text = card(support=support).replace("Measure 1A1", "Operating support")
    found = findings(read_text(card("1A2") + text, fund="AMIF"), "raised-rate-unexplained")
    assert [finding.level for finding in found] == ["warning"]
    assert "raises that of measures only" in found[0].message


LISTED = "Support may be given for:\n- {activity}\n- a register of keys"


@pytest.mark.parametrize(
    ("activity", "support", "count"),
    [
        ("alternatives to detention", "75 %", 1),
        ("a register of doors", "75 %", 0),
        ("alternatives to detention", "75 %\nSupport may be raised to 90 % for minors.", 0),
    ],
)  # fmt: skip
def test_a_listed_action_that_is_not_raised(
    activity: str, support: str, count: int, read_text: Read
) -> None:
    text = card(support=support).replace(
        "stands once.", "stands once.\n" + LISTED.format(activity=activity)
    )
    found = findings(read_text(text, fund="AMIF"), "raised-rate-missing")
    assert [finding.level for finding in found] == ["note"] * count
    assert all(activity in finding.message for finding in found)


@pytest.mark.parametrize(("rates", "count"), [(("75 %", "90 %"), 1), (("75 %", "75 %"), 0)])
def test_the_same_activity_at_two_rates(
    rates: tuple[str, str], count: int, read_text: Read
) -> None:
    cards = [
        card(code, support=rate).replace(
            "stands once.", "stands once.\n" + LISTED.format(activity=f"doors of {code}")
        )
        for code, rate in zip(("1A1", "1A2"), rates, strict=True)
    ]
    found = findings(read_text("".join(cards), fund="AMIF"), "rates-differ")
    assert [finding.card_id for finding in found] == ["1A2"] * count
    assert all('(1), such as "a register of keys"' in finding.message for finding in found)


def test_a_field_that_the_siblings_have(read_text: Read) -> None:
    cards = [card(f"1A{number}") for number in range(1, 6)]
    plan = read_text("".join([*cards, card("1A6", coordination="")]), fund="AMIF")
    (finding,) = findings(plan, "field-missing")
    assert (finding.level, finding.card_id, finding.field) == ("note", "1A6", "coordination")
    assert "5 of 5 other cards" in finding.message


def test_a_field_that_no_measure_has(read_text: Read) -> None:
    """Its label is one that the vocabulary does not know."""
    cards = [card(f"1A{number}").replace("Support\n", "Subvention\n") for number in (1, 2)]
    (finding,) = findings(read_text("".join(cards), fund="AMIF"), "field-missing")
    assert (finding.level, finding.card_id, finding.field) == ("warning", None, "support_rate")
    assert finding.message == "None of the 2 cards of measures has a support rate"


def test_a_field_that_few_siblings_have(read_text: Read) -> None:
    cards = [
        card(f"1A{number}", coordination="N/A" if number < 4 else "") for number in range(1, 7)
    ]
    assert findings(read_text("".join(cards), fund="AMIF"), "field-missing") == []

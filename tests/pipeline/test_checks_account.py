"""What the chapters say against the cards, the funding table and themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.run import Options, extract_plan
from schemas.record import Finding, Plan
from tests.drawing import Block, draw

CARDS: list[Block] = [
    "# Specific objective 1 Borders",
    ("**Measure 1A1 Clean registers",),
    ("Clerks type every name twice.",),
    ("Support", "75 %"),
    ("Possible beneficiaries", "The police."),
    ("Call timing", "Spring 2027"),
]
FUNDING: list[Block] = [
    "Table 1 Funding",
    ("Specific objective 1 Borders", "5 432 100,00 EUR"),
    ("Project support", "4 000 000,00 EUR"),
    ("Operating support", "1 432 100,00 EUR"),
    ("Total", "5 432 100,00 EUR"),
]


def extract(*chapter: Block, cards: list[Block] | None = None) -> Plan:
    """A plan with this text before its funding table and its card."""
    document = draw(["# 1 Progress", *chapter, *FUNDING], cards or CARDS)
    options = Options(fund="BMVI", language="en")
    return extract_plan(Path("drawn.pdf"), options, read=lambda *_: document)


def findings(plan: Plan, code: str) -> list[Finding]:
    found = [finding for finding in plan.findings if finding.code == code]
    assert all(finding.evidence for finding in found)
    return found


STARTED = "In specific objective 1 measure 1A1 has started."


def test_an_account_that_agrees_has_no_finding() -> None:
    plan = extract(
        "The programme was approved on 3.3.2022.",
        STARTED,
        "In specific objective 1, EUR 2 million out of EUR 5.4 million has been committed.",
    )
    assert len(plan.plan.milestones) == 1
    assert plan.progress[0].started == ["1A1"]
    assert plan.findings == []


class TestDatePlaceholder:
    def test_in_a_chapter(self) -> None:
        plan = extract("The programme was approved on x.x.2025.")
        (finding,) = findings(plan, "date-placeholder")
        assert (finding.level, finding.card_id, finding.field) == ("warning", None, None)
        assert (
            finding.message
            == '"x.x.2025" is a stand-in for a date, in "… was approved on x.x.2025."'
        )
        assert [place.page for place in finding.evidence] == [1]
        assert plan.plan.milestones[0].date is None

    def test_in_a_card(self) -> None:
        card = [*CARDS, ("Project starts by", "x June 2027")]
        (finding,) = findings(extract(cards=card), "date-placeholder")
        assert (finding.card_id, finding.field) == ("1A1", "start")

    def test_a_day_that_the_calendar_does_not_have(self) -> None:
        (finding,) = findings(extract("It was approved on 31.2.2025."), "date-placeholder")
        assert "no day of the calendar" in finding.message


class TestUnknownReference:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("Results will be used in measure 1A7.", "1A7"),
            ("Results will be used elsewhere (1B).", "1B"),
            ("In specific objective 1 these have started:\n• 1C Training", "1C"),
        ],
    )
    def test_in_a_chapter(self, text: str, code: str) -> None:
        (finding,) = findings(extract(text), "unknown-reference")
        assert (finding.level, finding.card_id) == ("warning", None)
        assert finding.message.startswith(f"The plan has no measure {code}, ")

    def test_in_a_card(self) -> None:
        card = [*CARDS[:2], ("Clerks type names twice, as in measure 2B1.",), *CARDS[3:]]
        (finding,) = findings(extract(cards=card), "unknown-reference")
        assert (finding.card_id, finding.field) == ("1A1", "background")

    def test_once_for_all_places_of_a_code(self) -> None:
        plan = extract("Measure 1A7 is new. So is its title, and measure 1A7 is large.")
        (finding,) = findings(plan, "unknown-reference")
        assert len(finding.evidence) == 2

    @pytest.mark.parametrize("text", ["Printing (3D) is fun.", "See (1A).", "Measure 1A1 is good."])
    def test_what_the_plan_has_or_does_not_mean(self, text: str) -> None:
        assert findings(extract(text), "unknown-reference") == []


class TestProgressContradictory:
    def test_a_measure_that_has_started_and_has_not(self) -> None:
        plan = extract(STARTED, "Measure 1A1 has not yet started.")
        (finding,) = findings(plan, "progress-contradictory")
        assert (finding.level, finding.field) == ("error", "progress")
        assert "1A1" in finding.message
        assert len(finding.evidence) == 2

    def test_an_implementation_measure_may_have_started_in_part(self) -> None:
        text = "In specific objective 1 measure 1A has started. In measure 1A not yet started."
        (finding,) = findings(extract(text), "progress-contradictory")
        assert finding.level == "warning"

    def test_a_measure_of_another_objective(self) -> None:
        plan = extract("In specific objective 2 measure 1A1 has started.")
        (finding,) = findings(plan, "progress-contradictory")
        assert (finding.level, "objective 1" in finding.message) == ("warning", True)


class TestProgressAmountDiffers:
    @pytest.mark.parametrize(
        "total",
        ["EUR 5.4 million", "EUR 5.5 million", "5 432 100 EUR", "5 432 101 EUR", "EUR 4 million"],
    )
    def test_a_total_may_be_rounded_or_leave_kinds_of_support_out(self, total: str) -> None:
        text = f"In specific objective 1, EUR 2 million out of {total} has been committed."
        plan = extract(text)
        assert plan.progress[0].total is not None
        assert findings(plan, "progress-amount-differs") == []

    @pytest.mark.parametrize("total", ["EUR 5.3 million", "EUR 5.6 million", "5 432 102 EUR"])
    def test_another_total_is_an_error(self, total: str) -> None:
        text = f"In specific objective 1, EUR 2 million out of {total} has been committed."
        (finding,) = findings(extract(text), "progress-amount-differs")
        assert finding.level == "error"
        assert "5,432,100.00 EUR" in finding.message
        assert len(finding.evidence) >= 2

    def test_more_committed_than_there_is(self) -> None:
        text = "In specific objective 1, EUR 7.0 million out of EUR 5.4 million has been committed."
        (finding,) = findings(extract(text), "progress-amount-differs")
        assert (finding.level, finding.field) == ("warning", "progress")

    @pytest.mark.parametrize(
        ("first", "second", "committed", "count"),
        [
            ("EUR 2 million", "EUR 3 million", None, 1),
            ("EUR 2.0 million", "EUR 2.1 million", None, 1),
            ("EUR 2.1 million", "EUR 2,104,500", "2104500.00", 0),
            ("EUR 2,104,500", "EUR 2.1 million", "2104500.00", 0),
            ("EUR 2 million", "EUR 2 million", "2000000.00", 0),
        ],
    )
    def test_sentences_that_differ(
        self, first: str, second: str, committed: str | None, count: int
    ) -> None:
        plan = extract(
            STARTED,
            f"In specific objective 1, {first} has been committed.",
            f"In specific objective 1, {second} has been committed.",
        )
        assert plan.progress[0].committed == committed
        found = findings(plan, "progress-amount-differs")
        assert [finding.level for finding in found] == ["warning"] * count
        assert all(f"{second} has been committed" in finding.message for finding in found)

    def test_a_sentence_that_does_not_tell_its_sums_apart(self) -> None:
        text = "In specific objective 1, EUR 2 million and EUR 3 million have been committed."
        (finding,) = findings(extract(STARTED, text), "progress-amount-differs")
        assert finding.level == "note"
        assert "does not tell which sum is committed" in finding.message

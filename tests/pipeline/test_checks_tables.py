"""Where a plan's tables disagree with its cards, or with themselves, there is a finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.run import Options, extract_plan
from pipeline.wording import LONGEST_QUOTE, quote
from schemas.record import Finding, Plan
from tests.drawing import Block, draw

HEADER = ("Measures", "SPRING\n2027", "AUTUMN\n2027")
CAPTION = "Table 2: calls under specific objective 1 Borders"


def card(
    code: str = "1A1", title: str = "Clean registers", call: str = "Spring 2027"
) -> list[Block]:
    return [
        (f"**Measure {code} {title}",),
        ("Clerks type every name twice.",),
        ("Support", "75 %"),
        ("Possible beneficiaries", "The police."),
        ("Call timing", call),
    ]


def calls(*rows: tuple[str, str, str], caption: str = CAPTION) -> list[Block]:
    return [caption, HEADER, *rows]


def extract(*pages: list[Block], fund: str = "AMIF") -> Plan:
    document = draw(*pages)
    return extract_plan(Path("drawn.pdf"), Options(fund=fund), read=lambda *_: document)


def findings(plan: Plan, *codes: str) -> list[Finding]:
    return [finding for finding in plan.findings if finding.code in codes]


CHAPTER = ["# Specific objective 1 Borders", "# Implementation measure 1A Registers"]
GOOD_ROW = ("1A1 Clean registers", "x", "")
GROUP_ROW = ("1A Registers", "500 EUR", "")


def test_a_plan_that_agrees_with_itself_has_no_finding() -> None:
    plan = extract(calls(GROUP_ROW, GOOD_ROW, ("Total", "500 EUR", "")), [*CHAPTER, *card()])
    assert [row.code for row in plan.funding.calls[0].rows] == ["1A", "1A1", None]
    assert plan.findings == []


@pytest.mark.parametrize(
    ("call", "row", "told"),
    [
        ("Spring 2027", ("1A1 Clean registers", "x", "x"),
         ('spring 2027 ("Spring 2027")', "in spring 2027, autumn 2027")),
        ("Autumn 2027", ("1A1 Clean registers", "", ""), ("in autumn 2027", "in no round")),
        ("No planned calls 2027–2028.", ("1A1 Clean registers", "x", ""),
         ("in no round", "in spring 2027")),
        ("Spring 2028", ("1A1 Clean registers", "x", ""), ("in spring 2028", "in spring 2027")),
    ],
)  # fmt: skip
def test_other_rounds_in_card_and_table(
    call: str, row: tuple[str, str, str], told: tuple[str, ...]
) -> None:
    plan = extract(calls(GROUP_ROW, row), [*CHAPTER, *card(call=call)])
    (finding,) = findings(plan, "call-rounds-differ")
    assert (finding.level, finding.card_id, finding.field) == ("error", "1A1", "call_timing")
    assert all(words in finding.message for words in told)
    assert {place.page for place in finding.evidence} == {1, 2}


@pytest.mark.parametrize(
    ("call", "row"),
    [
        ("Spring 2027", GOOD_ROW),
        ("See the call.", GOOD_ROW),
        ("No planned calls 2027–2028.", ("1A1 Clean registers", "", "")),
        ("Spring 2027", ("1A1 Clean registers", "500 EUR", "0.00")),
    ],
)
def test_the_same_rounds_or_an_unclear_call_are_no_finding(
    call: str, row: tuple[str, str, str]
) -> None:
    plan = extract(calls(GROUP_ROW, row), [*CHAPTER, *card(call=call)])
    assert findings(plan, "call-rounds-differ") == []


@pytest.mark.parametrize(
    ("rows", "code", "level", "told"),
    [
        ([("1A Registers", "500.50 EUR", ""), ("Total", "500.49 EUR", "")],
         "table-total-differs", "error", "0.01 EUR less than the rows"),
        ([("1A Registers", "1,000", "20"), ("1B Boats", "2,000", ""), ("Total", "3,000", "21")],
         "table-total-differs", "error", "autumn 2027"),
        ([("1A Registers", "", ""), ("Total", "5,850,000 EUR", "")],
         "table-total-unexplained", "warning", "5,850,000.00 EUR, but no row has money"),
        ([("1A Registers", "100", ""), ("Specific action Dogs", "x", ""), ("Total", "150", "")],
         "table-total-differs", "warning", "50.00 EUR more than the rows"),
        ([("1A Registers", "100", ""), ("Total", "", "")],
         "table-total-differs", "warning", "has no amount"),
    ],
)  # fmt: skip
def test_a_total_that_its_rows_do_not_give(
    rows: list[tuple[str, str, str]], code: str, level: str, told: str
) -> None:
    plan = extract(calls(*rows), [*CHAPTER, *card()])
    (finding,) = findings(plan, "table-total-differs", "table-total-unexplained")
    assert (finding.code, finding.level) == (code, level)
    assert told in finding.message
    assert "Call table 2" in finding.message
    assert finding.evidence


@pytest.mark.parametrize(
    "rows",
    [
        [("1A Registers", "100", "7"), ("Operating support", "50", ""), ("Total", "150", "7")],
        [("1A Registers", "", ""), ("1A1 Clean registers", "70", ""), ("Total", "70", "")],
        [("1A Registers", "70", ""), ("1A1 Clean registers", "70", ""), ("Total", "70", "")],
        [("1A Registers", "x", "x"), ("Project funding", "9", ""), ("Total", "9", "0.00")],
        [("1A Registers", "100", "")],
    ],
)
def test_a_total_that_its_rows_give(rows: list[tuple[str, str, str]]) -> None:
    plan = extract(calls(*rows), [*CHAPTER, *card()])
    assert findings(plan, "table-total-differs", "table-total-unexplained") == []


def funding_table(
    *, total: str = "15.00", project: str = "10.00", grand: str = "15.00"
) -> list[Block]:
    return [
        "Table 1 Funding",
        ("Specific objective 1 Borders", f"{total} EUR"),
        ("Project support", f"{project} EUR"),
        ("Operating support", "5.00 EUR"),
        ("Total", f"{grand} EUR"),
    ]


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (funding_table(project="10.01"), ["Specific objective 1"]),
        (funding_table(grand="15.10"), ["All objectives"]),
        (funding_table(total="15.10"), ["Specific objective 1", "All objectives"]),
        (funding_table(), []),
    ],
)
def test_totals_of_the_funding_table(table: list[Block], told: list[str]) -> None:
    plan = extract(table, [*CHAPTER, *card()])
    found = findings(plan, "table-total-differs")
    assert len(plan.funding.allocations) == 1
    assert [finding.level for finding in found] == ["error"] * len(told)
    assert all(words in f.message for words, f in zip(told, found, strict=True))


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (funding_table(), ["Operating support has 33.33 %"]),
        (funding_table(total="50.00", project="45.00", grand="50.00"), []),
        (
            funding_table(grand="200.00"),
            ["Specific objective 1 has 7.50 %"],
        ),
    ],
)
def test_shares_of_the_funding_table(table: list[Block], told: list[str]) -> None:
    found = findings(extract(table, [*CHAPTER, *card()]), "funding-share")
    assert [finding.level for finding in found] == ["note"] * len(told)
    assert all(words in f.message for words, f in zip(told, found, strict=True))


@pytest.mark.parametrize(("offered", "count"), [("10", 0), ("11", 0), ("12", 1)])
def test_a_round_offers_more_than_there_is_but_for_a_euro(offered: str, count: int) -> None:
    rows = (("1A Registers", f"{offered} EUR", ""), GOOD_ROW)
    plan = extract(funding_table(), calls(*rows), [*CHAPTER, *card()])
    found = findings(plan, "table-total-differs")
    assert [finding.level for finding in found] == ["warning"] * count


@pytest.mark.parametrize(
    ("call", "level"), [("Spring 2027", "error"), ("No planned calls 2027–2028.", "note")]
)
def test_a_card_without_a_row(call: str, level: str) -> None:
    plan = extract(
        calls(GROUP_ROW, GOOD_ROW), [*CHAPTER, *card(), *card("1A2", "Fast answers", call)]
    )
    (finding,) = findings(plan, "card-without-table-row")
    assert (finding.level, finding.card_id) == (level, "1A2")


def test_a_card_of_an_objective_without_a_table_needs_no_row() -> None:
    plan = extract(
        calls(GROUP_ROW, GOOD_ROW),
        [*CHAPTER, *card(), "# Specific objective 2 Visas", *card("2A1", "Visas")],
    )
    assert findings(plan, "card-without-table-row") == []


@pytest.mark.parametrize(
    ("row", "level", "told"),
    [
        (("1A2 Fast answers", "x", ""), "error", "1A2 Fast answers"),
        (("1A2 Fast answers", "", ""), "warning", "in no round"),
        (("1A7 Clean registers", "x", ""), "error", "card 1A1 has this title"),
        (("Operating support", "", "5 EUR"), "error", "Operating support"),
        (("1C Dogs", "", ""), "warning", "1C Dogs"),
    ],
)
def test_a_row_without_a_card(row: tuple[str, str, str], level: str, told: str) -> None:
    plan = extract(calls(GROUP_ROW, GOOD_ROW, row), [*CHAPTER, *card()])
    (finding,) = findings(plan, "table-row-without-card")
    assert finding.level == level
    assert told in finding.message


def test_titles_that_differ_are_quoted_where_they_part() -> None:
    rows = (GROUP_ROW, ("1A1 Clean registers for all", "x", ""))
    (finding,) = findings(extract(calls(*rows), [*CHAPTER, *card()]), "title-differs")
    assert (finding.level, finding.card_id) == ("warning", "1A1")
    assert '"Clean registers"' in finding.message
    assert '"Clean registers for all"' in finding.message


@pytest.mark.parametrize("label", ["Clean registers.", "Clean  regis-ters", "CLEAN registers"])
def test_spelling_of_a_title_is_no_difference(label: str) -> None:
    plan = extract(calls(GROUP_ROW, (f"1A1 {label}", "x", "")), [*CHAPTER, *card()])
    assert findings(plan, "title-differs") == []


@pytest.mark.parametrize(("label", "count"), [("Registers. The measures:", 0), ("Records", 1)])
def test_titles_of_chapters(label: str, count: int) -> None:
    plan = extract(calls((f"1A {label}", "", ""), GOOD_ROW), [*CHAPTER, *card()])
    assert [f.level for f in findings(plan, "title-differs")] == ["note"] * count


def test_gaps_in_the_numbering() -> None:
    plan = extract([*CHAPTER, *card(), *card("1A4", "Boats"), *card("1C1", "Dogs")])
    first, second = findings(plan, "numbering-gap")
    assert "no measure 1A2, 1A3" in first.message
    assert "no implementation measure 1B" in second.message
    assert (first.level, second.level) == ("note", "note")


def test_a_row_fills_a_gap() -> None:
    plan = extract(calls(GOOD_ROW, ("1A2 Old", "", "")), [*CHAPTER, *card(), *card("1A3", "Boats")])
    assert findings(plan, "numbering-gap") == []


@pytest.mark.parametrize(("cell", "count"), [("see note", 1), ("x", 0), ("–", 0)])
def test_a_cell_that_is_neither_mark_nor_amount(cell: str, count: int) -> None:
    plan = extract(calls(GROUP_ROW, ("1A1 Clean registers", cell, "")), [*CHAPTER, *card()])
    found = findings(plan, "leftover-text")
    assert [f.level for f in found] == ["warning"] * count
    assert all(cell in f.message and f.evidence for f in found)


def test_a_long_quote_is_shortened() -> None:
    assert len(quote("word " * 100)) <= LONGEST_QUOTE + 2

"""The shared plans, hand-checked by others, are read without a fault."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from schemas.record import Plan
from schemas.record_json import plan_to_json

PDFS = ("amif-2025-2026.sv.pdf", "amif-2025-2026-amended.sv.pdf")
TEXT = "amif-2025-2026.sv.txt"
CARDS = 32

every_plan = pytest.mark.parametrize("name", [*PDFS, TEXT])


@every_plan
def test_every_field_of_every_card_scores(
    name: str, shared: Path, extracted: Callable[[str], Plan], tmp_path: Path
) -> None:
    result = tmp_path / "plan.json"
    result.write_text(plan_to_json(extracted(name)), encoding="utf-8")
    expected = shared / "plans" / f"{Path(name).stem}.cards.json"
    scored = subprocess.run(
        [sys.executable, shared / "tools" / "score.py", expected, result],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert scored.returncode == 0, scored.stdout + scored.stderr
    assert f"cards: {CARDS} expected, {CARDS} found" in scored.stdout


@every_plan
def test_no_text_is_left_over(name: str, extracted: Callable[[str], Plan]) -> None:
    plan = extracted(name)
    assert len(plan.cards) == CARDS
    assert plan.coverage.characters > 50_000
    assert plan.coverage.leftover == 0, plan.coverage.leftovers


def test_repairs_of_the_text_are_findings(extracted: Callable[[str], Plan]) -> None:
    plan = extracted(TEXT)
    repaired = [f for f in plan.findings if f.code == "text-order-repaired"]
    assert repaired
    assert all(f.card_id and f.evidence for f in repaired)


@pytest.mark.parametrize("name", PDFS)
def test_a_pdf_needs_no_repair(name: str, extracted: Callable[[str], Plan]) -> None:
    plan = extracted(name)
    assert plan.plan.source.pages > 90
    assert [f for f in plan.findings if f.code in ("text-order-repaired", "leftover-text")] == []


def test_text_and_pdf_of_one_plan_give_the_same_header(extracted: Callable[[str], Plan]) -> None:
    pdf, text = extracted(PDFS[0]).plan, extracted(TEXT).plan
    assert text.plan_id == pdf.plan_id == "fi-amif-2025-2026"
    assert (text.fund, text.country, text.language, text.period) == (
        pdf.fund, pdf.country, pdf.language, pdf.period
    )  # fmt: skip


MILESTONES = [
    ("approved", "2022-09-21", None, 2022, None),
    ("amended", "2023-08-25", None, 2023, None),
    ("amended", "2024-03-27", None, 2024, None),
    ("amended", "2025-05-05", None, 2025, None),
    ("amended", None, None, 2025, None),
    ("funded", None, None, None, "11280000.00"),
    ("funded", None, None, None, "27050000.00"),
    ("handled", None, None, None, None),
    ("handled", "2025-08-26", "2025-08-29", 2025, None),
]
"""Kind, date, last day, year and amount of each event, read by a person on pages 5 and 6."""

STARTED = {
    1: ["1A", "1B", "1B3"],
    2: ["2B", "2C", *(f"2D{number}" for number in range(1, 10))],
    3: ["3C", "3D"],
}
NOT_STARTED = {1: ["1C1"], 2: ["2A1"], 3: ["3A", "3B"]}
SUMS = {
    1: ("21200000.00", "54900000.00"),
    2: ("17800000.00", "32100000.00"),
    3: ("2600000.00", "11400000.00"),
}
IMPLEMENTERS = {1: 8, 2: 7, 3: 3}
"""Progress of each objective, read by a person on pages 9 to 14; 2A1 is named by its title."""


@every_plan
def test_the_plan_s_own_account_is_the_one_that_a_person_read(
    name: str, extracted: Callable[[str], Plan]
) -> None:
    plan = extracted(name)
    assert [
        (one.kind, one.date, one.until, one.year, one.amount) for one in plan.plan.milestones
    ] == MILESTONES
    told = {one.objective: one for one in plan.progress}
    assert {number: one.started for number, one in told.items()} == STARTED
    assert {number: one.not_started for number, one in told.items()} == NOT_STARTED
    assert {number: (one.committed, one.total) for number, one in told.items()} == SUMS
    assert {number: len(one.implementers) for number, one in told.items()} == IMPLEMENTERS
    assert told[1].implementers[0] == told[2].implementers[-1] == "Migrationsverket"


@every_plan
def test_the_stand_in_for_a_date_is_the_only_fault_of_the_account(
    name: str, extracted: Callable[[str], Plan]
) -> None:
    codes = ("date-placeholder", "unknown-reference", "progress-contradictory")
    found = [f for f in extracted(name).findings if f.code in (*codes, "progress-amount-differs")]
    assert [finding.code for finding in found] == ["date-placeholder"]
    assert found[0].message.startswith('"x.x.2025" ')
    assert [place.page or place.line for place in found[0].evidence] == [70 if name == TEXT else 5]


def test_a_deadline_that_a_card_gives_is_a_day(extracted: Callable[[str], Plan]) -> None:
    starts = {card.card_id: card.start for card in extracted(PDFS[1]).cards}
    assert {key: start.date for key, start in starts.items() if start and start.date} == {
        "2D1": "2027-06-30"
    }

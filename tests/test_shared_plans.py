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

"""The sample plans give exactly the cards that were written into them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schemas.record import Plan

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
STEMS = sorted(path.stem for path in SAMPLES.glob("*.pdf"))

every_sample = pytest.mark.parametrize("stem", STEMS)


def cards_without_evidence(plan: Plan) -> list[dict[str, Any]]:
    return [card.model_dump(mode="json", exclude={"evidence"}) for card in plan.cards]


def load_expected_cards(expected: Path, plan: Plan, folder: Path) -> list[dict[str, Any]]:
    """The expected cards; without a file the test fails and leaves one for a person to read."""
    if not expected.exists():
        proposed = folder / f"{expected.name}.new"
        text = json.dumps(cards_without_evidence(plan), ensure_ascii=False, indent=1)
        proposed.write_text(text + "\n", encoding="utf-8")
        pytest.fail(f"no {expected.name}: read {proposed} against the plan, then put it there")
    cards: list[dict[str, Any]] = json.loads(expected.read_text(encoding="utf-8"))
    return cards


def test_there_are_samples_of_every_fund_and_language() -> None:
    assert len(STEMS) >= 4
    assert {stem.split("-")[0] for stem in STEMS} == {"amif", "bmvi", "isf"}
    assert {stem.split(".")[-1] for stem in STEMS} == {"sv", "fi", "en"}


@every_sample
def test_cards_are_the_expected_ones_in_order(
    stem: str, samples: Path, extracted: Callable[[str], Plan], tmp_path: Path
) -> None:
    plan = extracted(f"{stem}.pdf")
    expected = load_expected_cards(samples / f"{stem}.cards.json", plan, tmp_path)
    found = cards_without_evidence(plan)
    assert [card["card_id"] for card in found] == [card["card_id"] for card in expected]
    assert len(expected) >= 5
    for card, wanted in zip(found, expected, strict=True):
        assert card == wanted


@every_sample
def test_no_text_is_left_over_and_nothing_is_warned_of(
    stem: str, extracted: Callable[[str], Plan]
) -> None:
    plan = extracted(f"{stem}.pdf")
    assert plan.coverage.characters > 1000
    assert plan.coverage.leftover == 0, plan.coverage.leftovers
    assert [f for f in plan.findings if f.level in ("error", "warning")] == []


@every_sample
def test_the_header_says_what_the_file_name_says(
    stem: str, extracted: Callable[[str], Plan]
) -> None:
    header = extracted(f"{stem}.pdf").plan
    name, language = stem.split(".")
    fund, start, end = name.split("_")[0].split("-")
    assert header.fund == fund.upper()
    assert header.language == language
    assert header.period is not None
    assert (header.period.start, header.period.end) == (int(start), int(end))
    assert header.plan_id == f"fi-{fund}-{start}-{end}"
    assert header.status == "complete"
    assert header.source.file == f"{stem}.pdf"
    assert header.source.failed_pages == []


@every_sample
def test_objectives_and_implementation_measures_are_those_of_the_cards(
    stem: str, extracted: Callable[[str], Plan]
) -> None:
    plan = extracted(f"{stem}.pdf")
    of_cards = [card.specific_objective for card in plan.cards]
    assert plan.objectives
    assert [o for at, o in enumerate(of_cards) if o not in of_cards[:at]] == plan.objectives
    assert {c.implementation_measure.code for c in plan.cards if c.implementation_measure} == {
        measure.code for measure in plan.implementation_measures
    }


def test_a_sample_without_expectations_fails_and_proposes_them(
    extracted: Callable[[str], Plan], tmp_path: Path
) -> None:
    plan = extracted(f"{STEMS[0]}.pdf")
    with pytest.raises(pytest.fail.Exception, match=r"cards\.json\.new"):
        load_expected_cards(tmp_path / "young.cards.json", plan, tmp_path)
    proposed = json.loads((tmp_path / "young.cards.json.new").read_text(encoding="utf-8"))
    assert [card["card_id"] for card in proposed] == [card.card_id for card in plan.cards]

"""A small fixed part of the generated layouts; `make accuracy` runs them all."""

from __future__ import annotations

from itertools import count, islice

import pytest

from benchmarks.layouts.compose import compose_sheet
from benchmarks.layouts.content import FUNDS, LANGUAGES, draw_content
from benchmarks.layouts.producers import PRODUCERS, Producer
from benchmarks.layouts.report import misses_to_lines
from benchmarks.layouts.trial import Trial, run_trial, seed_to_setting
from benchmarks.layouts.truth import expected_cards
from benchmarks.layouts.variation import draw_variation
from schemas.language import find_language

FIXED_PART = 4
"""Plans per producer; a run of CI has about a minute for all of them."""

FIRST_SEED = 100_000
IN_CI = [p for p in PRODUCERS if p.name in ("reportlab", "weasyprint")]


def seeds_of(producer: Producer) -> tuple[int, ...]:
    own = (s for s in count(FIRST_SEED) if seed_to_setting(s).producer == producer)
    return tuple(islice(own, FIXED_PART))


@pytest.mark.parametrize("producer", IN_CI, ids=lambda producer: producer.name)
def test_every_field_of_the_fixed_part_is_equal(producer: Producer) -> None:
    if not producer.is_installed():
        pytest.skip(f"{producer.name} is not installed")
    scores = run_trial(Trial(producer, seeds_of(producer), ("pdfium",)))
    assert len(scores) == FIXED_PART
    failed = [
        f"{score.seed}: {line}"
        for score in scores
        for line in [*([score.error] if score.error else []), *misses_to_lines(score.misses)]
    ]
    assert not failed, "\n".join(failed)


def test_36_seeds_hold_every_producer_language_and_fund_once() -> None:
    settings = {seed_to_setting(seed) for seed in range(36)}
    assert len(settings) == len(PRODUCERS) * len(LANGUAGES) * len(FUNDS) == 36


def test_a_seed_always_gives_the_same_plan_and_look() -> None:
    first, again = (draw_content(7, "fi", "AMIF") for _ in range(2))
    assert (first, draw_variation(7)) == (again, draw_variation(7))
    assert compose_sheet(first, draw_variation(7)) == compose_sheet(again, draw_variation(7))


def test_looks_differ_from_seed_to_seed() -> None:
    looks = [draw_variation(seed) for seed in range(300)]
    assert len(set(looks)) == 300
    assert len({(look.borders, look.rows) for look in looks}) == 25


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fund", FUNDS)
def test_labels_and_cards_come_from_the_language_and_the_fund(language: str, fund: str) -> None:
    content = draw_content(3, language, fund)
    assert (content.plan.language, content.plan.fund) == (language, fund)
    assert content.labels.beneficiaries.rstrip(":") in find_language(language).labels.beneficiaries
    cards = expected_cards(content)
    assert len(cards) == len({str(card["card_id"]) for card in cards}) >= 3


def test_a_failed_extraction_counts_as_all_fields_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    producer = PRODUCERS[0]
    if not producer.is_installed():
        pytest.skip(f"{producer.name} is not installed")

    def fail(*_: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr("benchmarks.layouts.trial.extract_plan", fail)
    (score,) = run_trial(Trial(producer, seeds_of(producer)[:1], ("pdfium",)))
    assert score.error == "ValueError: broken"
    assert len(score.misses) == score.compared.total()

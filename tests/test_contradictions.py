"""One contradiction of every kind, planted and typeset; `make contradictions` runs many more."""

from __future__ import annotations

import pytest

from benchmarks.contradictions.manuscript import STEMS, load_manuscript
from benchmarks.contradictions.planting import Expected
from benchmarks.contradictions.plants import PLANTS
from benchmarks.contradictions.report import is_clean, outcomes_to_markdown
from benchmarks.contradictions.trial import (
    LANGUAGES,
    Outcome,
    draw_planted,
    load_sample_findings,
    run_planted,
    run_untouched,
)
from benchmarks.layouts.producers import PRODUCERS
from schemas.explanations import load_explanations

FIRST_SEED = 200_052
"""A multiple of the number of kinds."""

REPORTLAB = next(producer for producer in PRODUCERS if producer.name == "reportlab")
NOT_PLANTED = {
    "card-without-title", "cell-not-placed", "cell-placed-by-arithmetic",
    "correction-not-applied", "letters-inferred", "letters-unread", "page-without-text",
    "readers-disagree", "source-repaired", "table-not-read", "text-order-repaired",
    "text-struck-out", "option-not-chosen",
}  # fmt: skip
"""Codes of what the file is, not of what the plan says."""

needs_fonts = pytest.mark.skipif(not REPORTLAB.is_installed(), reason="the fonts are not installed")


@needs_fonts
@pytest.mark.parametrize("kind", range(len(PLANTS)), ids=[plant.__name__ for plant in PLANTS])
def test_a_planted_contradiction_is_found_and_nothing_else(kind: int) -> None:
    outcome = run_planted(FIRST_SEED + kind, REPORTLAB)
    assert outcome.kind == PLANTS[(FIRST_SEED + kind) % len(PLANTS)].__name__
    assert outcome.found, f"{outcome.language} {outcome.where}"
    assert outcome.unexpected == ()


@needs_fonts
@pytest.mark.parametrize("number", range(len(LANGUAGES)), ids=LANGUAGES)
def test_an_untouched_sample_has_no_error(number: int) -> None:
    assert run_untouched(FIRST_SEED + number, REPORTLAB).unexpected == ()


def test_the_samples_have_notes_only() -> None:
    levels = {finding.level for stem in STEMS for finding in load_sample_findings(stem)}
    assert levels == {"note"}


def test_every_code_that_a_plan_can_cause_is_planted() -> None:
    planted = {
        found.expected.code
        for plant in PLANTS
        for language in LANGUAGES
        for found in plant(load_manuscript(language))
    }
    assert planted == set(load_explanations()) - NOT_PLANTED


def test_a_seed_always_plants_the_same() -> None:
    assert draw_planted(7) == draw_planted(7)
    kinds = {draw_planted(seed)[0] for seed in range(len(PLANTS))}
    assert len(kinds) == len(PLANTS)


def test_the_report_names_what_was_not_found() -> None:
    expected = Expected("title-differs", "1A1", "title")
    outcomes = [
        Outcome(1, "title_changed_in_a_row", "sv", "1A1", expected, True, ()),
        Outcome(2, "title_changed_in_a_row", "fi", "2A1", expected, False, ("rate: 95",)),
        Outcome(3, "", "en", "", None, True, ()),
    ]
    text = outcomes_to_markdown(outcomes, "command")
    assert "| `title-differs` | title changed in a row | 2 | 1 | 1 |" in text
    assert "- 2 (fi) title_changed_in_a_row: not found (2A1)" in text
    assert not is_clean(outcomes)
    assert is_clean([outcomes[0], outcomes[2]])

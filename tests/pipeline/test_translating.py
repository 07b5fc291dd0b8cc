"""Findings in Swedish, Finnish and English, from templates that have the same values."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from benchmarks.contradictions.manuscript import STEMS
from pipeline.cli import app
from pipeline.translating import find_variant, translate
from schemas.errors import UsageError
from schemas.explanations import load_explanations
from schemas.messages import load_messages, split_template
from schemas.record import Finding, FindingCode, Plan

LANGUAGES = ("en", "fi", "sv")
PLANS = [f"{stem}.pdf" for stem in STEMS.values()] + [
    "amif-2025-2026.sv.pdf", "amif-2025-2026-amended.sv.pdf", "amif-2025-2026.sv.txt",
]  # fmt: skip


def finding(code: FindingCode, message: str) -> Finding:
    return Finding(code=code, level="note", card_id=None, field=None, message=message, evidence=[])


def test_every_template_exists_in_every_language_with_the_same_values() -> None:
    languages = load_messages()
    assert tuple(languages) == LANGUAGES
    values = {
        language: {
            (code, variant): sorted((name, kind) for _, name, kind in split_template(text) if name)
            for code, variants in messages.messages.items()
            for variant, text in variants.items()
        }
        for language, messages in languages.items()
    }
    assert values["sv"] == values["fi"] == values["en"]
    assert (
        languages["sv"].terms.keys() == languages["fi"].terms.keys() == languages["en"].terms.keys()
    )


def test_every_code_has_templates() -> None:
    assert set(load_messages()["en"].messages) == set(load_explanations())


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_findings_of_plans_are_said_in_every_language(
    language: str, name: str, extracted: Callable[[str], Plan]
) -> None:
    for found in extracted(name).findings:
        assert find_variant(found), found.message
        said = translate(found, language).message
        assert (said == found.message) is (language == "en")


@pytest.mark.parametrize(
    ("code", "message", "said"),
    [
        (
            "call-rounds-differ",
            'Card 1A1 opens in no round ("Nej"), its row in call table 2 in spring 2025',
            "Kort 1A1 öppnas i ingen omgång (”Nej”), dess rad i utlysningstabell 2 våren 2025",
        ),
        (
            "table-total-differs",
            'The calls of 3, spring 2026: "Σ" has no amount, its rows add up to 1,234.50 EUR',
            "Utlysningarna för mål 3, våren 2026: ”Σ” saknar belopp, raderna ger 1\u00a0234,50 EUR",
        ),
        (
            "indicator-unknown",
            'AMIF has no indicator O.1.5 ("platser."); R.1.5 is: people (trained)',
            "AMIF har ingen indikator O.1.5 (”platser.”); däremot finns R.1.5",
        ),
        (
            "indicator-pair-missing",
            "Card 2D4 lists R.2.9 (a), R.2.10 (b (c)) without the output O.2.3 or O.2.4",
            "Kort 2D4 anger R.2.9, R.2.10 utan outputindikatorn O.2.3 eller O.2.4",
        ),
        (
            "duplicate-card",
            '2 cards have the code 1A1: "Search and rescue" and "Ro"',
            "2 kort har koden 1A1: ”Search and rescue” och ”Ro”",
        ),
        (
            "field-missing",
            'Card 1A2 ("Titel") has no eligible activities; 24 of 26 other cards have it',
            "Kort 1A2 (”Titel”) saknar stödberättigad verksamhet; 24 av 26 andra kort har det",
        ),
        (
            "table-row-without-card",
            'Row "1A9 Titel" of call table has no card; it opens in no round',
            "Raden ”1A9 Titel” i utlysningstabellen saknar kort; den öppnas i ingen omgång",
        ),
    ],
    ids=lambda value: value if value.islower() else "",
)
def test_values_are_written_as_the_language_does(
    code: FindingCode, message: str, said: str
) -> None:
    assert translate(finding(code, message), "sv").message == said


def test_a_message_without_a_template_stays_english() -> None:
    strange = finding("page-without-text", "Something else")
    assert translate(strange, "fi") == strange


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(UsageError, match="unknown language 'de': use one of en, fi, sv"):
        translate(finding("page-without-text", "Page 3 holds no text"), "de")


def test_the_command_says_findings_in_finnish(samples: Path) -> None:
    plan = str(samples / "isf-2027-2028.fi.pdf")
    result = CliRunner().invoke(app, ["check", plan, "--messages", "fi"])
    assert result.exit_code == 0
    assert "Suunnitelmassa ei ole toimea 3C1" in result.stdout
    wrong = CliRunner().invoke(app, ["check", plan, "--messages", "de"])
    assert wrong.exit_code == 2

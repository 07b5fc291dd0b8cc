"""A character whose letters the PDF does not tell is a finding, also where other words do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.run import extract_plan
from pipeline.translating import translate
from schemas.record import Finding
from schemas.stages import Document, SpelledGlyph
from tests.drawing import Block, draw


def rows(background: str, who: str = "The police.") -> list[Block]:
    return [
        ("**Measure 1A1 Clean registers",),
        (background,),
        ("Support", "75 %"),
        ("Possible beneficiaries", who),
        ("Call timing", "Spring 2027"),
    ]


def find(document: Document) -> list[Finding]:
    plan = extract_plan(Path("drawn.pdf"), read=lambda *_: document)
    return [finding for finding in plan.findings if finding.code.startswith("letters-")]


def test_each_card_and_the_rest_of_the_plan_tell_their_words() -> None:
    document = draw(["# The o\ufffdice", *rows("Clerks \ufffdle names and \ufffdle them.")])
    first, second = find(document)
    assert (first.level, first.card_id) == ("warning", "1A1")
    assert first.message == 'The PDF tells no letters for a character in "\ufffdle"'
    assert len(first.evidence) == 2
    assert second.card_id is None
    assert second.message == 'The PDF tells no letters for a character in "o\ufffdice"'
    said = translate(first, "sv").message
    assert said == "PDF-filen anger inga bokstäver för ett tecken i ”\ufffdle”"


def test_a_bullet_without_letters_is_only_a_bullet() -> None:
    activities = "Grants may be awarded when the project:\n\ufffd\tlists names\n\ufffd\tsorts them"
    plan = extract_plan(Path("drawn.pdf"), read=lambda *_: draw(rows(activities)))
    (card,) = plan.cards
    assert card.eligible_activities is not None
    assert card.eligible_activities.items == ["lists names", "sorts them"]
    assert [f.code for f in plan.findings if f.code.startswith("letters-")] == []


def test_letters_that_other_words_tell_are_a_note() -> None:
    document = draw(rows("Clerks file names."))
    filed = tuple(word for word in document.words() if word.text == "file")
    (finding,) = find(replace(document, spelled=(SpelledGlyph("fi", "file", filed),)))
    assert finding.level == "note"
    assert finding.message == (
        'The PDF tells no letters for a character that was read as "fi", as in "file": "file"'
    )
    assert [place.page for place in finding.evidence] == [1]
    assert translate(finding, "fi").message != finding.message

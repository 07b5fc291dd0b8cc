"""What chapters tell, in small: sentences and lists of one language at a time."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from extractors.account import RawAccount, chapters_to_account
from extractors.chapters import Chapter, heads_objective, lines_to_chapters
from extractors.dewrap import lines_to_wrap_rules
from extractors.line_metrics import lines_to_metrics
from extractors.lines import document_to_lines
from extractors.paragraphs import ParagraphBuilder
from extractors.row_kinds import RowKinds
from schemas.language import find_language
from tests.drawing import Block, draw_lines, dump, texts_of


def chapters(*blocks: Block, code: str = "sv") -> tuple[Chapter, ...]:
    """The chapters of one page; large lines are headings."""
    lines, language = draw_lines(blocks), find_language(code)
    rules = lines_to_wrap_rules(lines, language)
    headings = {word.index for line in lines if line.size > 12 for word in line.words}
    builder = ParagraphBuilder(language, rules, lines_to_metrics(lines))
    return lines_to_chapters(
        [line for line in lines if not line.text.startswith("#")],
        headings,
        builder,
        rules,
        language,
    )


def tell(*blocks: Block, code: str = "sv") -> RawAccount:
    return chapters_to_account(chapters(*blocks, code=code), find_language(code))


class Told(NamedTuple):
    """What is told of one objective."""

    started: list[str]
    not_started: list[str]
    implementers: list[str]
    money: list[str]


def progress(*blocks: Block, code: str = "sv") -> dict[str, Told]:
    """What is told of each objective."""
    return {
        found.objective: Told(
            [r.code for i in found.items if i.state == "started" for r in i.references],
            [r.code for i in found.items if i.state == "not_started" for r in i.references],
            texts_of(found.implementers),
            texts_of([money.sentence for money in found.money]),
        )
        for found in tell(*blocks, code=code).progress
        if found.items or found.implementers or found.money
    }


def events(text: str, code: str) -> list[str]:
    return [event.kind for event in tell(text, code=code).events]


class TestChapters:
    def test_sentences_and_items_under_their_headings(self) -> None:
        first, second = chapters(
            "Ordet är fritt. Kaffet är slut.\n• kopp\n• fat", "# Nästa kapitel", "Slut."
        )
        assert first.heading.text == ""
        assert [(s.span.text, s.marked) for s in first.statements] == [
            ("Ordet är fritt.", False), ("Kaffet är slut.", False), ("kopp", True), ("fat", True),
        ]  # fmt: skip
        assert second.heading.text.endswith("Nästa kapitel")
        assert texts_of([s.span for s in second.statements]) == ["Slut."]

    def test_a_sentence_may_follow_a_list_item_that_ends_in_its_code(self) -> None:
        (chapter,) = chapters("• stöd för tolkar (1A) Tullen har inlett arbetet.")
        assert texts_of([s.span for s in chapter.statements]) == [
            "stöd för tolkar (1A)", "Tullen har inlett arbetet.",
        ]  # fmt: skip

    def test_a_sentence_on_an_objective_may_follow_an_item_without_a_point(self) -> None:
        (chapter,) = chapters("• stöd för tolkar I det specifika målet 2 har arbetet inletts.")
        assert texts_of([s.span for s in chapter.statements]) == [
            "stöd för tolkar", "I det specifika målet 2 har arbetet inletts.",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("text", "heads"),
        [
            ("2.1 Specific objective 1", True),
            ("2.1 Specific objective 1 Borders", True),
            ("Specific objective 1 Borders 5 000 EUR", False),
            ("2.1 Specific objective 1 has started.", False),
            ("2.1 Measures", False),
        ],
    )
    def test_a_numbered_line_of_a_text_heads_an_objective(
        self, text: str, heads: bool, tmp_path: Path
    ) -> None:
        (line,) = document_to_lines(dump(tmp_path, text))
        assert heads_objective(line, RowKinds(find_language("en"))) is heads

    def test_an_item_whose_second_line_is_set_apart_is_one_item(self) -> None:
        (chapter,) = chapters("• stöd för tolkar i hela\n\nlandet (1A)\n\n• stöd för skolor (1B)")
        assert texts_of([s.span for s in chapter.statements]) == [
            "stöd för tolkar i hela landet (1A)", "stöd för skolor (1B)",
        ]  # fmt: skip


EVENTS = [
    ("sv", "Kommissionen godkände programmet den 3 mars 2022.", ["approved"]),
    ("sv", "Programmet ändrades den 3 mars 2022.", ["approved"]),
    ("sv", "Planen har behandlats i övervakningskommittén.", ["handled"]),
    ("sv", "Planen behandlades i ett skriftligt förfarande 3–5 mars 2025.", ["handled"]),
    ("sv", "Programmet beviljades tilläggsfinansiering på 3 miljoner euro.", ["funded"]),
    ("fi", "Komissio hyväksyi ohjelman 3.3.2022.", ["approved"]),
    ("fi", "Ohjelmaa muutettiin 3.3.2022.", ["approved"]),
    ("fi", "Suunnitelma on käsitelty seurantakomiteassa.", ["handled"]),
    ("fi", "Komissio myönsi ohjelmalle lisärahoitusta.", ["funded"]),
    ("en", "The Commission approved the programme on 3 March 2022.", ["approved"]),
    ("en", "The programme was amended on 3 March 2022.", ["approved"]),
    ("en", "The plan was discussed by the monitoring committee.", ["handled"]),
    ("en", "The programme received additional funding.", ["funded"]),
    ("sv", "Riksdagen godkände lagen den 3 mars 2022.", []),
    ("sv", "Planen bereds efter att övervakningskommittén hör sina medlemmar.", []),
    ("sv", "Det är möjligt att få tilläggsfinansiering.", []),
    ("fi", "Suunnitelmaa päivitetään vuosittain.", []),
    ("en", "The monitoring committee meets twice a year.", []),
]


@pytest.mark.parametrize(("code", "text", "kinds"), EVENTS)
def test_sentences_on_the_programme(code: str, text: str, kinds: list[str]) -> None:
    assert events(text, code) == kinds


class TestProgress:
    def test_a_list_follows_the_sentence_that_says_what_it_is(self) -> None:
        told = progress(
            "Inom det specifika målet 1 har följande inletts:\n• tolkar (1A)\n• skolor (1B3)\n"
            "Dessa åtgärder har inte ännu inletts:\n• 1C1 Stöd för kommuner\n• 1D Annat\n"
            "Det specifika målet 2 är ett annat. Där har 2A1 inletts."
        )
        assert told["1"][:2] == (["1A", "1B3"], ["1C1", "1D"])
        assert told["2"][:2] == (["2A1"], [])

    def test_a_whole_sentence_ends_the_list(self) -> None:
        told = progress(
            "Inom det specifika målet 1 har följande inletts:\n• tolkar (1A)\n"
            "Arbetet går framåt. Senare behandlas (1C)."
        )
        assert told["1"].started == ["1A"]

    def test_a_list_of_something_else_is_none(self) -> None:
        assert progress("Inom det specifika målet 1 finns:\n• tolkar (1A)\n• skolor (1B3)") == {}

    @pytest.mark.parametrize(
        ("code", "text"),
        [
            ("sv", "Inga projekt har inletts i åtgärd 1A1."),
            ("en", "No projects have started under measure 1A1."),
            ("fi", "Toimessa 1A1 ei ole käynnistynyt hankkeita."),
        ],
    )
    def test_none_that_has_started_is_one_that_has_not(self, code: str, text: str) -> None:
        told = progress(text, code=code)
        assert (told["1"].started, told["1"].not_started) == ([], ["1A1"])

    def test_a_denial_of_something_else_tells_nothing(self) -> None:
        assert progress("Åtgärd 1A1 har startats men är inte klar.") == {}

    def test_a_code_says_its_objective_where_nothing_else_does(self) -> None:
        told = progress("Åtgärderna 1A1 och 2B1 har inletts. Åtgärd 2B2 har inte inletts.")
        assert (told["1"].started, told["2"].started, told["2"].not_started) == (
            ["1A1"], ["2B1"], ["2B2"]
        )  # fmt: skip

    def test_nobody_can_tell_what_a_sentence_with_both_states_means(self) -> None:
        assert progress("Åtgärd 1A1 har inletts men 1A2 har inte ännu inletts.") == {}

    def test_a_heading_names_the_objective_of_its_chapter(self) -> None:
        told = progress(
            "# Läget i det specifika målet 2", "Projekten genomförs av Tullen.",
            "Av 5 miljoner euro har 2 miljoner euro bundits.",
            "# Allmänt", "Projekten genomförs av Polisstyrelsen.",
        )  # fmt: skip
        assert list(told) == ["2"]
        assert told["2"].implementers == ["Tullen"]
        assert told["2"].money == ["Av 5 miljoner euro har 2 miljoner euro bundits."]

    def test_a_sum_of_the_whole_programme_is_no_objective_s(self) -> None:
        told = progress(
            "För det specifika målet 3 har 2 miljoner euro bundits. "
            "Av programmets 9 miljoner euro har 7 miljoner euro bundits."
        )
        assert told["3"].money == ["För det specifika målet 3 har 2 miljoner euro bundits."]

    @pytest.mark.parametrize(
        ("code", "text", "names"),
        [
            ("sv", "Förutom Tullen har även Åbo stad inlett arbete i det specifika målet 1.",
             ["Tullen", "Åbo stad"]),
            ("sv", "I det specifika målet 1 har Tullen inlett användningen av stöd.", ["Tullen"]),
            ("sv", "I det specifika målet 1 använder Tullen och polisen operativt stöd.",
             ["Tullen", "polisen"]),
            ("sv", "I det specifika målet 1 har man inlett projekt.", []),
            ("sv", "I det specifika målet 1 har följande projekt inlett sin verksamhet.", []),
            ("fi",
             "Tullin lisäksi hankkeen erityistavoitteessa 1 on käynnistänyt myös Oulun koulu.",
             ["Tullin", "Oulun koulu"]),
            ("fi", "Erityistavoitteessa 1 hankkeita ovat käynnistäneet Tulli ja Rajavartiolaitos.",
             ["Tulli", "Rajavartiolaitos"]),
            ("fi", "Erityistavoitteessa 1 Tulli on aloittanut tuen käytön.", ["Tulli"]),
            ("en", "In specific objective 1, Customs and the Border Guard have started projects.",
             ["Customs", "Border Guard"]),
            ("en", "Projects in specific objective 1 have been started by Customs.", ["Customs"]),
        ],
    )  # fmt: skip
    def test_who_carries_measures_out(self, code: str, text: str, names: list[str]) -> None:
        told = progress(text, code=code)
        assert (told["1"].implementers if told else []) == names

    @pytest.mark.parametrize(
        ("code", "start", "wait"),
        [
            ("sv", "har startat", "har ännu inte kommit i gång"),
            ("fi", "ovat käynnistyneet", "eivät ole vielä käynnistyneet"),
            ("fi", "on aloitettu", "ei ole aloitettu"),
            ("en", "have started", "have not yet started"),
            ("en", "are under way", "are not yet under way"),
        ],
    )
    def test_words_for_started_and_not_started(self, code: str, start: str, wait: str) -> None:
        told = progress(f"A 1A1 {start}. A 1A2 {wait}.", code=code)
        assert told["1"][:2] == (["1A1"], ["1A2"])

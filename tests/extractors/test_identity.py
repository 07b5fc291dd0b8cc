from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.dewrap import WrapRules
from extractors.identity import (
    UNDECIDED,
    Decision,
    decide_country,
    decide_fund,
    decide_language,
    decide_period,
    find_title,
    lines_to_text_before_cards,
)
from schemas.errors import InputError
from schemas.language import find_language
from tests.drawing import SIZE, Block, draw_lines, lines_of

SWEDISH = find_language("sv")


class TestLanguage:
    @pytest.mark.parametrize(
        ("texts", "code", "by"),
        [
            (["Ansökningstid Våren", "Ansökningstid: Hösten", "Kahvi"], "sv", '"Ansökningstid" 2×'),
            (["Hakuaika Kevät", "Erityistavoite 1 Kahvi"], "fi", '"Hakuaika" 1×'),
            (["Call timing Spring", "Measure 1A1 Coffee"], "en", '"Call timing" 1×'),
            (["Hakuaika", "Ansökningstid", "Målgrupp: barn"], "sv", '"Målgrupp" 1×'),
        ],
    )
    def test_the_labels_say_it(self, texts: list[str], code: str, by: str) -> None:
        language, decided_by = decide_language(lines_of(*texts), "plan.pdf")
        assert language.code == code
        assert decided_by.startswith("labels ")
        assert by in decided_by

    @pytest.mark.parametrize(
        "texts", [["Kaffet kokar.", "Kahvi kiehuu."], ["Hakuaika", "Ansökningstid"]]
    )
    def test_without_a_clear_language_the_file_is_refused(self, texts: list[str]) -> None:
        with pytest.raises(InputError, match=r"plan\.pdf: no measure card found: .*en, fi, sv.*--"):
            decide_language(lines_of(*texts), "plan.pdf")


class TestTitle:
    @pytest.mark.parametrize(
        ("text", "title"),
        [
            ("# Plan för kaféer\nKaffet kokar.", "Plan för kaféer"),
            ("Ministeriet\n# Plan för\n# kaféer\nKaffet kokar.", "Plan för kaféer"),
            ("Plan för kaféer\nKaffet kokar.", None),
            ("**Plan för kaféer\nKaffet kokar.", None),
        ],
        ids=["one line", "two lines", "no larger text", "only bold"],
    )
    def test_the_largest_lines_of_the_first_page(self, text: str, title: str | None) -> None:
        lines = draw_lines([text], ["# Bageriet\nMjöl."])
        assert find_title(lines, SIZE, WrapRules()) == title


class TestFund:
    @pytest.mark.parametrize(
        ("title", "texts", "fund"),
        [
            ("Plan för AMIF", ["Kaffe."], Decision("AMIF", 'title: "AMIF"')),
            (
                None,
                ["AMIF ger.", "AMIF tar."],
                Decision("AMIF", "fund names before the cards: AMIF 2×"),
            ),
            (
                "Plan för AMIF och ISF",
                ["ISF ger.", "ISF tar.", "AMIF ser."],
                Decision("ISF", "fund names before the cards: ISF 2×, AMIF 1×"),
            ),
            (
                "Plan för kaféer",
                ["BMVI ger.", "Möjliga stödmottagare", "ISF.", "ISF."],
                Decision("BMVI", "fund names before the cards: BMVI 1×"),
            ),
            (None, ["ISF ger.", "AMIF ser."], UNDECIDED),
            (None, ["ISF, ISF, ISF och AMIF, AMIF"], UNDECIDED),
            (None, ["ESF+ ger, ESF+ tar"], UNDECIDED),
            (None, ["Kaffe."], UNDECIDED),
        ],
        ids=[
            "title", "text", "title names two", "other funds in the cards", "tie",
            "no clear lead", "not one of ours", "none",
        ],
    )  # fmt: skip
    def test_the_title_or_the_text_says_it(
        self, title: str | None, texts: list[str], fund: Decision
    ) -> None:
        before_cards = lines_to_text_before_cards(lines_of(*texts), SWEDISH)
        assert decide_fund(title, before_cards, SWEDISH) == fund


class TestCountry:
    @pytest.mark.parametrize(
        ("code", "texts", "country"),
        [
            ("sv", ["Finlands kaféer.", "I Finland."], "FI"),
            ("fi", ["Suomen kahvilat", "Suomessa"], "FI"),
            ("en", ["A café in Finland's harbour"], "FI"),
            ("en", ["A café in the harbour", "The implementation plan"], None),
        ],
    )
    def test_the_text_says_it(self, code: str, texts: list[str], country: str | None) -> None:
        language = find_language(code)
        decision = decide_country(lines_to_text_before_cards(lines_of(*texts), language), language)
        assert decision.value == country
        assert (decision.by is None) is (country is None)


class TestPeriod:
    @pytest.mark.parametrize(
        ("title", "texts", "period"),
        [
            ("Kaféplan 2031–2032", [], Decision("2031-2032", 'title: "Kaféplan 2031–2032"')),
            ("Kaféplan 2031 - 2032", [], Decision("2031-2032", 'title: "Kaféplan 2031 - 2032"')),
            (
                "Kaféer 2031–2032 i programmet 2028–2034",
                [],
                Decision("2031-2032", 'title: "Kaféer 2031–2032 i programmet 2028–2034"'),
            ),
            (
                None,
                ["Kaféer 2035–2036, 2035–2036.", "Genomförandeplanen 2031–2032 gäller."],
                Decision("2031-2032", 'page 1: "Genomförandeplanen 2031–2032 gäller."'),
            ),
            (
                None,
                ["Denna genomförandeplan gäller", "åren 2031–2032 i hamnen."],
                Decision("2031-2032", 'page 1: "åren 2031–2032 i hamnen."'),
            ),
            (None, ["Kaféer", "2031–2032", "2031–2032"], Decision("2031-2032", "2× in the text")),
            (None, ["Kaféer", "2031–2032", "2032–2033"], UNDECIDED),
            (None, ["Kaféer", "2028–2034", "12031–20322", "2032–2031"], UNDECIDED),
            (
                "Kaféer 2031–2032 och 2033–2034",
                ["Bröd", "2033–2034"],
                Decision("2033-2034", "1× in the text"),
            ),
        ],
    )  # fmt: skip
    def test_the_years_beside_the_plans_name(
        self, title: str | None, texts: list[str], period: Decision
    ) -> None:
        assert decide_period(title, lines_of(*texts) if texts else (), SWEDISH) == period


def test_sizes_that_a_reader_computes_may_differ_a_little() -> None:
    lines = draw_lines(["# Plan för\n# kaféer\nKaffet kokar."])
    smaller = [word._replace(size=word.size - 1e-9) for word in lines[0].words]
    lines = (replace(lines[0], words=tuple(smaller)), *lines[1:])
    assert find_title(lines, SIZE, WrapRules()) == "Plan för kaféer"


def test_a_title_is_looked_for_on_the_first_page_that_has_text() -> None:
    pages: list[list[Block]] = [[], ["# Plan\nKaffet kokar."]]
    assert find_title(draw_lines(*pages), SIZE, WrapRules()) == "Plan"


def test_a_document_without_lines_has_no_title() -> None:
    assert find_title((), 0.0, WrapRules()) is None

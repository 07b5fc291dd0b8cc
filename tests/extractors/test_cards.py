from __future__ import annotations

from pathlib import Path

import pytest

from extractors.cards import FoundCards
from schemas.stages import CardRegion
from tests.drawing import Block, draw, dump, find_cards, line_texts

ROWS: list[Block] = [
    ("Understöd", "75 %"),
    ("Möjliga stödmottagare", "kaféer"),
    ("Ansökningstid", "Våren 2031"),
]
BODY: list[Block] = [("Kaféet är litet.\n\n**Målet är att alla får plats.",), *ROWS]


def drawn_card(title: str) -> list[Block]:
    return [(f"**{title}",), *BODY]


def titles(found: FoundCards) -> list[tuple[str | None, str]]:
    """Code and title of every card."""
    return [(card.title.code, card.title.title.text) for card in found.cards]


def above(card: CardRegion) -> tuple[str | None, str | None]:
    """The headings over a card: objective and implementation measure."""
    objective, measure = card.objective, card.implementation_measure
    return (
        f"{objective.key} {objective.title.text}" if objective else None,
        f"{measure.key} {measure.title.text}" if measure else None,
    )


class TestDrawnPages:
    def test_a_card_runs_from_its_title_to_the_next(self) -> None:
        found = find_cards(
            draw(
                [
                    "# Specifikt mål 1 Goda kaféer",
                    "**Genomförandeåtgärd 1A: Kaféer vid vatten;",
                    *drawn_card("Åtgärd 1A1 Kafé i hamnen"),
                    "",
                    *drawn_card("Åtgärd 1A2: Kafé vid\n**sluss"),
                ]
            )
        )
        assert titles(found) == [("1A1", "Kafé i hamnen"), ("1A2", "Kafé vid sluss")]
        first, second = found.cards
        assert above(first) == above(second) == ("1 Goda kaféer", "1A Kaféer vid vatten")
        assert line_texts(first.lines) == [
            "Kaféet är litet.",
            "Målet är att alla får plats.",
            "Understöd",
            "75 %",
            "Möjliga stödmottagare",
            "kaféer",
            "Ansökningstid",
            "Våren 2031",
        ]
        assert line_texts(first.lines) == line_texts(second.lines)

    def test_every_card_has_the_headings_that_stand_over_it(self) -> None:
        found = find_cards(
            draw(
                [
                    "# Specifikt mål 1 Kaféer",
                    "**Genomförandeåtgärd 1A Vatten",
                    *drawn_card("Åtgärd 1A1 Hamn"),
                    "**Genomförandeåtgärd 1B Land",
                    *drawn_card("Åtgärd 1B1 Torg"),
                ],
                [
                    "# Specifikt mål 2 Bagerier",
                    "**Genomförandeåtgärd 2A Ugnar",
                    *drawn_card("Åtgärd 2A1 Ved"),
                    "",
                    *drawn_card("Operativt stöd"),
                ],
            )
        )
        assert [above(card) for card in found.cards] == [
            ("1 Kaféer", "1A Vatten"),
            ("1 Kaféer", "1B Land"),
            ("2 Bagerier", "2A Ugnar"),
            ("2 Bagerier", None),
        ]
        assert [heading.key for heading in found.headings] == ["1", "1A", "1B", "2", "2A"]

    def test_a_title_row_repeated_on_the_next_page_is_the_same_card(self) -> None:
        title: Block = ("**Åtgärd 1A1 Kafé i hamnen",)
        found = find_cards(draw([title, *BODY[:2]], [title, *BODY[2:]]))
        (card,) = found.cards
        assert line_texts(card.repeated) == ["Åtgärd 1A1 Kafé i hamnen"]
        assert line_texts(card.lines)[-4:] == [
            "Möjliga stödmottagare",
            "kaféer",
            "Ansökningstid",
            "Våren 2031",
        ]

    def test_a_repeated_title_may_stand_in_one_cell_with_the_rest_of_a_cut_row(self) -> None:
        found = find_cards(
            draw(
                [("**Åtgärd 1A1 Kafé",), *BODY[:2]],
                [("**Åtgärd 1A1 Kafé\n**Stödmottagarna väljs",), *BODY[2:]],
            )
        )
        (card,) = found.cards
        assert line_texts(card.repeated) == ["Åtgärd 1A1 Kafé"]
        assert "Stödmottagarna väljs" in line_texts(card.lines)

    def test_two_cards_with_the_same_title_are_two_cards(self) -> None:
        found = find_cards(draw(drawn_card("Åtgärd 1A1 Kafé"), drawn_card("Åtgärd 1A1 Kafé")))
        assert titles(found) == [("1A1", "Kafé")] * 2
        assert all(len(card.lines) == 8 for card in found.cards)

    @pytest.mark.parametrize(
        "title", ["Operativt stöd", "Driftsstöd för kaféer", "Särskild åtgärd: ett flytande kafé"]
    )
    def test_a_card_may_have_no_code(self, title: str) -> None:
        found = find_cards(draw([*drawn_card("Åtgärd 1A1 Kafé"), "", *drawn_card(title)]))
        assert titles(found) == [("1A1", "Kafé"), (None, title)]
        assert found.cards[1].title.kind in ("operating_support", "specific_action")

    def test_a_table_of_contents_or_calls_and_a_reference_are_no_cards(self) -> None:
        contents = "\n".join(f"Åtgärd 1A{n} Kafé ........ {n}" for n in range(1, 4))
        calls: list[Block] = [
            ("Åtgärd", "Våren 2031", "Hösten 2031"),
            ("Åtgärd 1A1 Kafé", "x", "100"),
            ("Operativt stöd", "x", ""),
        ]
        found = find_cards(
            draw(
                ["# Innehåll", contents],
                calls,
                ["Åtgärd 1A1 är den första av alla åtgärder.", *drawn_card("Åtgärd 1A1 Kafé")],
            )
        )
        assert titles(found) == [("1A1", "Kafé")]
        assert "Åtgärd 1A2 Kafé ........ 2" in line_texts(found.outside)
        assert "100" in line_texts(found.outside)
        assert "Innehåll" in line_texts(found.chapters)

    def test_a_row_that_goes_on_below_a_repeated_title_is_of_the_same_card(self) -> None:
        pages: list[list[Block]] = [
            [*drawn_card("Åtgärd 1A1 Kafé")],
            [("**Åtgärd 1A1 Kafé (forts.)",), ("Möjliga stödmottagare (forts.)", "bagerier")],
        ]
        (card,) = find_cards(draw(*pages)).cards
        assert line_texts(card.lines)[-2:] == ["(forts.)", "bagerier"]

    def test_below_a_code_the_title_may_look_otherwise(self) -> None:
        in_a_cell: list[Block] = [("**Åtgärd 1A1\nKafé i hamnen och\nvid kanalen",), *BODY]
        styled: list[Block] = ["**Åtgärd 1A2:\n# Kafé vid sluss", *BODY]
        assert titles(find_cards(draw(in_a_cell, styled))) == [
            ("1A1", "Kafé i hamnen och vid kanalen"),
            ("1A2", "Kafé vid sluss"),
        ]

    def test_titles_may_be_codes_without_a_word(self) -> None:
        document = draw([*drawn_card("1A1 Kafé")], [*drawn_card("1A2: Sluss")])
        assert titles(find_cards(document)) == []
        assert titles(find_cards(document, bare_codes=True)) == [("1A1", "Kafé"), ("1A2", "Sluss")]
        plain = draw([("1A1 Kafé",), *BODY])
        assert titles(find_cards(plain, bare_codes=True)) == []

    def test_labels_outside_the_cards_are_told(self) -> None:
        found = find_cards(draw([*drawn_card("Åtgärd 1A1 Kafé"), "# Bilaga"], ["# Kort", *BODY]))
        assert (len(found.cards), set(found.lost_pages)) == (1, {2})

    def test_an_entry_of_the_contents_is_no_heading(self) -> None:
        found = find_cards(
            draw(
                ["# Innehåll", "Specifikt mål 1 Kaféer . . . . . . . . . 2"],
                [*drawn_card("Åtgärd 1A1 Kafé")],
            )
        )
        assert found.headings == ()
        assert "Specifikt mål 1 Kaféer . . . . . . . . . 2" in line_texts(found.outside)

    def test_what_follows_the_last_card_is_outside(self) -> None:
        found = find_cards(
            draw(
                [*drawn_card("Åtgärd 1A1 Kafé"), "# 5. Uppföljning", "Planen följs upp av kockar."]
            )
        )
        assert line_texts(found.chapters) == ["5. Uppföljning"]
        assert line_texts(found.chapter_text) == ["Planen följs upp av kockar."]
        assert "Våren 2031" in line_texts(found.cards[0].lines)

    def test_every_line_is_told_once(self) -> None:
        document = draw(
            ["# Innehåll", "Åtgärd 1A1 Kafé 3", "# Specifikt mål 1 Kaféer"],
            [*drawn_card("Åtgärd 1A1 Kafé"), "# Slut", "Tack."],
        )
        found = find_cards(document)
        told = [*found.chapters, *found.chapter_text, *found.outside]
        told += [line for heading in found.headings for line in heading.lines]
        for card in found.cards:
            told += [*card.title.lines, *card.lines, *card.repeated]
        words = sorted(word.index for line in told for word in line.words)
        assert words == [word.index for word in document.words()]

    def test_a_document_without_cards_has_none(self) -> None:
        found = find_cards(draw(["# Kaféer", "Kaffet kokar."]))
        assert found.cards == ()
        assert line_texts(found.chapter_text) == ["Kaffet kokar."]

    def test_a_cards_label_under_a_heading_is_no_chapters_text(self) -> None:
        """A card whose title was not recognised must show up in what no rule consumed."""
        found = find_cards(
            draw(
                [*drawn_card("Åtgärd 1A1 Kafé"), "# 5. Kafé två", "Kaffe.", ("Stöd", "75 %")],
                ["# 6. Slut", "Tack."],
            )
        )
        assert line_texts(found.outside) == ["Kaffe.", "Stöd", "75 %"]
        assert line_texts(found.chapter_text) == ["Tack."]


BACKGROUND = (
    "Kaféet vid hamnen har länge varit stängt om vintern och dess tak läcker när det regnar."
)


def dumped_card(title: str, background: str = BACKGROUND, call: str = "Våren 2031") -> str:
    return f"""\
{title}
{background}
Målet är att alla får plats.
Understöd 75 %
Möjliga stödmottagare kaféer
Samordning med annan EU-finansiering N/A
Indikatorer som ska tillämpas
O.1.1 Antal bord
R.1.4 Antal gäster
Ansökningstid {call}
Projektet inleds senast 1.9.2031
"""


class TestDumps:
    def test_cards_and_their_headings(self, tmp_path: Path) -> None:
        text = (
            "Specifikt mål 1 Goda kaféer\nGenomförandeåtgärd 1A Kaféer vid vatten\n"
            + dumped_card("Åtgärd 1A1 Kafé i hamnen")
            + "Genomförandeåtgärd 1B Kaféer på land\n"
            + dumped_card("Åtgärd 1B1 Kafé på torget")
        )
        found = find_cards(dump(tmp_path, text))
        assert titles(found) == [("1A1", "Kafé i hamnen"), ("1B1", "Kafé på torget")]
        assert [above(card) for card in found.cards] == [
            ("1 Goda kaféer", "1A Kaféer vid vatten"),
            ("1 Goda kaféer", "1B Kaféer på land"),
        ]
        assert [card.moved for card in found.cards] == [(), ()]
        assert line_texts(found.cards[0].lines)[-1] == "Projektet inleds senast 1.9.2031"

    def test_values_may_stand_below_their_labels(self, tmp_path: Path) -> None:
        text = dumped_card("Åtgärd 1A1 Kafé")
        for value in ("75 %", "kaféer", "N/A", "Våren 2031", "1.9.2031"):
            text = text.replace(f" {value}\n", f"\n{value}\n")
        found = find_cards(dump(tmp_path, text))
        assert titles(found) == [("1A1", "Kafé")]
        assert line_texts(found.cards[0].lines) == text.split("\n")[1:-1]

    @pytest.mark.parametrize(
        ("before", "break_"),
        [
            ("", "\n"),
            ("Planen i korthet\n", "\n\f"),
            pytest.param(
                "",
                "\n\f",
            ),
        ],
        ids=["no page marks", "form feed", "both on top of a page"],
    )
    def test_a_repeated_title_cuts_no_sentence(
        self, tmp_path: Path, before: str, break_: str
    ) -> None:
        whole = dumped_card("Åtgärd 1A1 Kafé i hamnen")
        cut = whole.replace("om vintern ", f"om vintern{break_}Åtgärd 1A1 Kafé i hamnen\n")
        (card,) = find_cards(dump(tmp_path, before + cut)).cards
        assert card.title.title.text == "Kafé i hamnen"
        assert line_texts(card.repeated) == ["Åtgärd 1A1 Kafé i hamnen"]
        assert " ".join(line_texts(card.lines)) == " ".join(whole.split("\n")[1:]).strip()

    @pytest.mark.parametrize(
        "background",
        [
            "Bageriet har en ugn.",
            pytest.param(
                BACKGROUND,
            ),
        ],
        ids=["different texts", "the same text"],
    )
    def test_two_cards_with_one_code_are_two_cards(self, tmp_path: Path, background: str) -> None:
        text = dumped_card("Åtgärd 1A1 Kafé")
        text += dumped_card("Åtgärd 1A1 Kafé", background, "Hösten 2032")
        found = find_cards(dump(tmp_path, text))
        assert titles(found) == [("1A1", "Kafé")] * 2
        assert [line_texts(card.lines)[-2] for card in found.cards] == [
            "Ansökningstid Våren 2031",
            "Ansökningstid Hösten 2032",
        ]

    def test_a_table_of_contents_is_no_card(self, tmp_path: Path) -> None:
        contents = "Innehåll\nÅtgärd 1A1 Kafé ... 3\nÅtgärd 1A2 Torg ... 4\nOperativt stöd ... 5\n"
        text = (
            contents
            + dumped_card("Åtgärd 1A1 Kafé")
            + dumped_card("Åtgärd 1A2 Torg")
            + dumped_card("Operativt stöd")
        )
        found = find_cards(dump(tmp_path, text))
        assert titles(found) == [("1A1", "Kafé"), ("1A2", "Torg"), (None, "Operativt stöd")]
        assert line_texts(found.outside) == contents.split("\n")[:-1]

    def test_headings_of_a_page_may_come_before_a_card_without_a_code(self, tmp_path: Path) -> None:
        text = (
            "Specifikt mål 1 Kaféer\nGenomförandeåtgärd 1A Vatten\n"
            + dumped_card("Åtgärd 1A1 Hamn")
            + "Specifikt mål 2 Bagerier\nGenomförandeåtgärd 2A Ugnar\n"
            + dumped_card("Operativt stöd")
            + dumped_card("Åtgärd 2A1 Ved")
        )
        hamn, support, ved = find_cards(dump(tmp_path, text)).cards
        assert above(hamn) == ("1 Kaféer", "1A Vatten")
        assert above(support) == ("1 Kaféer", None)
        assert [heading.key for heading in support.passed] == ["2", "2A"]
        assert above(ved) == ("2 Bagerier", "2A Ugnar")

    def test_a_card_without_a_code_under_its_own_heading(self, tmp_path: Path) -> None:
        text = (
            dumped_card("Åtgärd 1A1 Hamn")
            + "Specifikt mål 2 Bagerier\n"
            + dumped_card("Operativt stöd")
        )
        support = find_cards(dump(tmp_path, text)).cards[1]
        assert above(support) == ("2 Bagerier", None)
        assert support.passed == ()


def assert_tail_goes_back(folder: Path, first: str, second: str, kept: str, tail: str) -> None:
    """Put all of ``first`` from ``tail`` on into ``second``, after the text ``kept``."""
    at, into = first.index(tail), second.index(kept) + len(kept)
    text = first[:at] + second[:into] + "\n" + first[at:] + second[into:].lstrip("\n ")
    earlier, later = find_cards(dump(folder, text)).cards
    assert line_texts(earlier.lines) == first.split("\n")[1:-1]
    assert line_texts(earlier.moved) == first[at:].split("\n")[:-1]
    assert " ".join(line_texts(later.lines)) == " ".join(second.split("\n")[1:]).strip()
    assert later.moved == ()


class TestTailsInTheNextCard:
    """A dump may give the tail of one card inside the background of the next."""

    @pytest.mark.parametrize(
        "tail",
        [
            "O.1.1 Antal bord",
            "R.1.4 Antal gäster",
            "Ansökningstid Våren 2031",
            "Indikatorer som ska tillämpas",
        ],
        ids=["indicators", "one indicator", "call and start", "from the indicators' label"],
    )
    @pytest.mark.parametrize(
        "kept",
        ["Åtgärd 1A2 Torg", "om vintern", "när det regnar.", "Målet är att alla får plats."],
        ids=["after the title", "inside the background", "after the background", "after the goal"],
    )
    def test_a_tail_goes_back_to_its_own_card(self, tmp_path: Path, kept: str, tail: str) -> None:
        first, second = dumped_card("Åtgärd 1A1 Hamn"), dumped_card("Åtgärd 1A2 Torg", call="Maj")
        assert_tail_goes_back(tmp_path, first, second, kept, tail)

    @pytest.mark.parametrize(
        "rows", ["Ansökningstid\nVåren 2031\n", "Ansökningstid Våren 2031\nTidsschema\nI maj\n"]
    )
    def test_a_tails_last_value_may_stand_below_its_label(self, tmp_path: Path, rows: str) -> None:
        start = "Ansökningstid Våren 2031\nProjektet inleds senast 1.9.2031\n"
        rows = rows.replace("Tidsschema", "Projektet inleds senast")
        first = dumped_card("Åtgärd 1A1 Hamn").replace(start, rows)
        second = dumped_card("Åtgärd 1A2 Torg", call="Maj")
        assert_tail_goes_back(tmp_path, first, second, "om vintern", "R.1.4 Antal gäster")

    def test_a_card_that_just_lacks_its_call_takes_nothing(self, tmp_path: Path) -> None:
        first = dumped_card("Åtgärd 1A1 Hamn").split("Indikatorer")[0]
        earlier, later = find_cards(dump(tmp_path, first + dumped_card("Åtgärd 1A2 Torg"))).cards
        assert line_texts(earlier.lines)[-1] == "Samordning med annan EU-finansiering N/A"
        assert earlier.moved == ()
        assert line_texts(later.lines)[-1] == "Projektet inleds senast 1.9.2031"

    def test_pages_are_left_as_they_are(self) -> None:
        first = [(f"**{title}",) for title in ("Åtgärd 1A1 Hamn", "Åtgärd 1A2 Torg")]
        twice = [first[0], *BODY[:-1], "", first[1], BODY[0], BODY[-1], *BODY[1:]]
        earlier, later = find_cards(draw(twice)).cards
        assert (earlier.moved, later.moved) == ((), ())
        assert line_texts(later.lines).count("Ansökningstid") == 2

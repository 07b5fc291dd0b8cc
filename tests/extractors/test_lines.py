from __future__ import annotations

from pathlib import Path

import pytest

from extractors.lines import document_to_lines, page_to_lines, words_to_lines
from schemas.geometry import Box
from schemas.stages import Line, Page, Rule, Word
from tests.drawing import draw_lines, dump, lines_of


def word(text: str, x: float, top: float, size: float = 10.0, index: int = 0) -> Word:
    return Word(index, text, 1, Box(x, top, x + 5 * len(text), top + size), size=size)


def marks_and_texts(lines: tuple[Line, ...]) -> list[tuple[str | None, str]]:
    return [(line.mark.text if line.mark else None, line.text) for line in lines]


class TestBaselines:
    def test_words_on_one_baseline_are_one_line_from_the_left(self) -> None:
        words = [word("dagen", 60, 20), word("God", 10, 20), word("kväll", 10, 34)]
        assert [line.text for line in words_to_lines(words, None)] == ["God dagen", "kväll"]

    def test_a_raised_number_belongs_to_the_line_it_stands_beside(self) -> None:
        words = [word("kaffet", 10, 20), word("1", 45, 18, size=6), word("är", 55, 20)]
        assert [line.text for line in words_to_lines(words, None)] == ["kaffet 1 är"]

    def test_a_larger_word_between_small_lines_joins_one_of_them_only(self) -> None:
        words = [word("stor", 10, 18, size=16), word("text", 60, 22), word("under", 10, 37)]
        assert [line.text for line in words_to_lines(words, None)] == ["stor text", "under"]

    def test_a_label_beside_the_middle_of_two_lines_does_not_make_them_one(self) -> None:
        words = [word("Etikett", 10, 25), word("en", 80, 20), word("rad", 80, 30)]
        assert [line.text for line in words_to_lines(words, None)] == ["Etikett en", "rad"]

    def test_lines_stand_from_the_top_whatever_the_order_of_words(self) -> None:
        words = [word("tre", 10, 48), word("ett", 10, 20), word("två", 10, 34)]
        assert [line.text for line in words_to_lines(words, None)] == ["ett", "två", "tre"]


class TestReadingOrder:
    def test_a_rows_cells_are_read_from_the_left_each_to_its_end(self) -> None:
        lines = draw_lines(["Före", ("Etikett", "Första raden\nandra raden"), "Efter"])
        assert [line.text for line in lines] == [
            "Före",
            "Etikett",
            "Första raden",
            "andra raden",
            "Efter",
        ]
        assert [line.cell.column if line.cell else None for line in lines] == [None, 0, 1, 1, None]

    def test_rows_that_no_rule_parts_are_told_apart_by_their_columns(self) -> None:
        """A repeated title row, and below it the rest of a row that the page's end cut."""
        edges = (Box(0, 10, 200, 10), Box(0, 10, 0, 60), Box(200, 10, 200, 60), Box(70, 30, 70, 60))
        words = (
            word("Titel", 5, 15, index=0),
            word("Etikett", 5, 35, index=1),
            word("värde", 80, 35, index=2),
        )
        page = Page(1, 300, 400, words, tuple(Rule(box) for box in edges))
        assert [(line.cell and line.cell.columns, line.text) for line in page_to_lines(page)] == [
            (1, "Titel"), (2, "Etikett"), (2, "värde"),
        ]  # fmt: skip

    def test_a_label_of_two_lines_stays_together(self) -> None:
        lines = draw_lines([("Samordning med\nannan finansiering", "Nej\n\nJo")])
        assert [line.text for line in lines] == [
            "Samordning med",
            "annan finansiering",
            "Nej",
            "Jo",
        ]

    def test_pages_follow_each_other(self) -> None:
        lines = draw_lines([("a", "b")], ["c", ("d",)])
        assert [(line.page, line.text) for line in lines] == [
            (1, "a"),
            (1, "b"),
            (2, "c"),
            (2, "d"),
        ]


class TestBullets:
    @pytest.mark.parametrize(
        "mark",
        ["•", "◦", "▪", "●", "‣", "·", "►", "✓", "*", "\uf0b7", "\uf0a7", "(cid:127)", "••"],
    )
    def test_a_bullet_is_set_apart_from_the_text(self, mark: str) -> None:
        lines = lines_of(f"{mark}\tkokar kaffe", "\tpå ved", f"{mark} dukar bord")
        assert marks_and_texts(lines) == [
            (mark, "kokar kaffe"),
            (None, "på ved"),
            (mark, "dukar bord"),
        ]

    @pytest.mark.parametrize("mark", ["-", "–", "—", "o"])
    def test_a_dash_or_an_o_is_a_bullet_when_a_tab_follows(self, mark: str) -> None:
        lines = lines_of(f"{mark}\tkokar kaffe", f"{mark} kokar kaffe")
        assert marks_and_texts(lines) == [(mark, "kokar kaffe"), (None, f"{mark} kokar kaffe")]

    @pytest.mark.parametrize(
        ("gap", "mark"), [(4.0, "–"), (3.0, None)], ids=["wider than a space", "a space"]
    )
    def test_a_dash_is_a_bullet_when_no_other_gap_of_its_line_is_as_wide(
        self, gap: float, mark: str | None
    ) -> None:
        words = [word("–", 10, 20), word("kokar", 15 + gap, 20), word("kaffe", 43 + gap, 20)]
        (line,) = words_to_lines(words, None)
        assert (line.mark.text if line.mark else None) == mark

    @pytest.mark.parametrize(
        ("text", "mark", "rest"),
        [
            ("•kokar kaffe", "•", "kokar kaffe"),
            ("•(ute) kokar", "•", "(ute) kokar"),
            ("\uf0b75 koppar", "\uf0b7", "5 koppar"),
            ("(cid:127)kokar", "(cid:127)", "kokar"),
        ],
    )
    def test_a_bullet_glued_to_its_text_is_cut_off(self, text: str, mark: str, rest: str) -> None:
        (line,) = lines_of(text)
        assert marks_and_texts((line,)) == [(mark, rest)]
        assert line.mark
        assert line.mark.index == line.words[0].index
        assert line.mark.box.x1 == line.words[0].box.x0

    def test_a_bullet_that_is_drawn_inside_a_line_begins_another_one(self) -> None:
        """The item stands beside the label of its list."""
        words = (word("Resultatmål", 50, 100), word("kaffet", 170, 100), word("kokas", 203, 100))
        page = Page(1, 595.0, 842.0, words, dots=(Box(160, 104, 163, 107),))
        assert marks_and_texts(page_to_lines(page)) == [(None, "Resultatmål"), ("", "kaffet kokas")]

    def test_a_lone_bullet_belongs_to_the_line_that_follows(self) -> None:
        lines = lines_of("Man:", "•", "kokar kaffe", "•", "dukar bord")
        assert marks_and_texts(lines) == [
            (None, "Man:"),
            ("•", "kokar kaffe"),
            ("•", "dukar bord"),
        ]

    def test_a_lone_bullet_at_the_pages_end_takes_nothing_from_the_next_page(self) -> None:
        lines = draw_lines(["Man:\n•"], ["Nästa sida"])
        assert marks_and_texts(lines) == [(None, "Man:"), ("•", ""), (None, "Nästa sida")]

    @pytest.mark.parametrize(
        "text",
        ["kaffe – och te – på ved", "–kaffe", "-unga i byn", "ord • ord", "o", "ost på bordet"],
    )
    def test_what_is_no_bullet(self, text: str) -> None:
        assert marks_and_texts(lines_of(text)) == [(None, text)]

    def test_in_a_dump_a_dash_that_opens_a_line_is_a_bullet(self, tmp_path: Path) -> None:
        lines = document_to_lines(dump(tmp_path, "Man:\n- kokar kaffe\n– dukar bord\n-unga\n"))
        assert marks_and_texts(lines) == [
            (None, "Man:"),
            ("-", "kokar kaffe"),
            ("–", "dukar bord"),
            (None, "-unga"),
        ]

    def test_in_a_dump_a_lone_dash_belongs_to_the_line_that_follows(self, tmp_path: Path) -> None:
        lines = document_to_lines(dump(tmp_path, "Man:\n–\n\nkokar kaffe\n–\n\ndukar bord\n"))
        assert marks_and_texts(lines) == [
            (None, "Man:"),
            ("–", "kokar kaffe"),
            ("–", "dukar bord"),
        ]

    def test_in_a_dump_a_lone_dash_with_no_other_near_is_a_text(self, tmp_path: Path) -> None:
        lines = document_to_lines(dump(tmp_path, "Samordning\n–\nAnsökningstid\nVåren 2031\n"))
        texts = ["Samordning", "–", "Ansökningstid", "Våren 2031"]
        assert marks_and_texts(lines) == [(None, text) for text in texts]

    @pytest.mark.parametrize("mark", ["•", "–"])
    def test_in_a_dump_a_stack_of_bullets_is_spread_over_as_many_items(
        self, tmp_path: Path, mark: str
    ) -> None:
        long = "ritar kartor över häckningstider, buller och renbetesmarker i hela den norra"
        texts = [
            "Man:",
            mark,
            mark,
            mark,
            long,
            "delen",
            "kokar kaffe",
            "dukar",
            "Vapen köps inte.",
        ]
        assert marks_and_texts(document_to_lines(dump(tmp_path, "\n\n".join(texts)))) == [
            (None, "Man:"),
            (mark, long),
            (None, "delen"),
            (mark, "kokar kaffe"),
            (mark, "dukar"),
            (None, "Vapen köps inte."),
        ]

    @pytest.mark.parametrize(
        ("text", "items"),
        [
            (
                "•\n•\nritar kartor över buller och \nMorastrands renbetesmarker\nkokar kaffe",
                [
                    ("•", "ritar kartor över buller och"), (None, "Morastrands renbetesmarker"),
                    ("•", "kokar kaffe"),
                ],
            ),
            (
                "• kokar kaffe i \n•\n•\nbyn\ndukar\nbakar",
                [("•", "kokar kaffe i"), (None, "byn"), ("•", "dukar"), ("•", "bakar")],
            ),
            (
                "•\nkokar kaffe i \nbyn\ndukar\n• bakar\n•",
                [("•", "kokar kaffe i"), (None, "byn"), ("•", "dukar"), ("•", "bakar")],
            ),
            (
                "•\nkokar kaffe i \nbyn\ndukar\n• bakar\n•\n•",
                [
                    ("•", "kokar kaffe i"), (None, "byn"), (None, "dukar"), ("•", "bakar"),
                    ("•", ""), ("•", ""),
                ],
            ),
            (
                "• kokar kaffe i \nbyn\ndukar\ndiskar\n•\n•",
                [("•", "kokar kaffe i"), (None, "byn"), ("•", "dukar"), ("•", "diskar")],
            ),
        ],
        ids=[
            "a wrapped line ends with a space", "a line goes on with the item above the stack",
            "one bullet is missing and one left", "one bullet is too many",
            "bullets below their items",
        ],
    )  # fmt: skip
    def test_a_space_at_a_lines_end_tells_which_items_have_the_bullets(
        self, tmp_path: Path, text: str, items: list[tuple[str | None, str]]
    ) -> None:
        assert marks_and_texts(document_to_lines(dump(tmp_path, f"{text}\n"))) == items

    def test_a_stack_with_more_or_fewer_bullets_than_items_is_left(self, tmp_path: Path) -> None:
        texts = [
            "• Allt som behövs för att det ska bli kaffe i byn:",
            "•",
            "•",
            "te",
            "mjölk",
            "kex",
        ]
        lines = document_to_lines(dump(tmp_path, "\n".join(texts)))
        assert marks_and_texts(lines)[1:] == [
            ("•", ""), ("•", "te"), (None, "mjölk"), (None, "kex"),
        ]  # fmt: skip

    def test_every_word_of_the_page_is_in_one_line(self) -> None:
        lines = draw_lines(["•\tett två\n•\n**tre", ("fyra", "• fem\n\tsex"), "•sju"])
        texts = [word.text for line in lines for word in line.all_words]
        assert sorted(texts) == sorted([*"••••", "ett", "två", "tre", "fyra", "fem", "sex", "sju"])

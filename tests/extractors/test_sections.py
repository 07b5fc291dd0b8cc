from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.dewrap import lines_to_wrap_rules
from extractors.lines import document_to_lines
from extractors.nested_rows import INDICATOR_CODE
from extractors.sections import SectionSplitter
from schemas.geometry import Box
from schemas.language import find_language
from schemas.stages import Cell, Line, Word
from tests.drawing import Block, draw_lines, dump, line_texts

Stretch = tuple[str, str | None, list[str]]


def split(lines: Sequence[Line], code: str = "sv") -> list[Stretch]:
    """Section, label and lines of every stretch."""
    language = find_language(code)
    found = SectionSplitter(language, lines_to_wrap_rules(lines, language)).split(lines)
    return [
        (s.section.value, s.label.text if s.label else None, line_texts(s.lines)) for s in found
    ]


class TestRuledRows:
    def test_a_label_stands_left_of_its_value(self) -> None:
        rows: list[Block] = [
            ("Kaféet är stängt.",),
            ("Understöd", "75 % av kostnaden"),
            ("Möjliga stödmottagare:", "kaféer\n\nbagerier"),
            ("Ansökningstid", ""),
        ]
        assert split(draw_lines(rows)) == [
            ("narrative", None, ["Kaféet är stängt."]),
            ("support_rate", "Understöd", ["75 % av kostnaden"]),
            ("beneficiaries", "Möjliga stödmottagare:", ["kaféer", "bagerier"]),
            ("call_timing", "Ansökningstid", []),
        ]

    def test_a_label_may_take_several_lines_and_have_a_misprint(self) -> None:
        rows: list[Block] = [("Samordning med annan\nEU-\nfinansering", "Nej")]
        assert split(draw_lines(rows)) == [
            ("coordination", "Samordning med annan EU-finansering", ["Nej"])
        ]

    def test_an_unknown_label_is_kept_with_its_value(self) -> None:
        rows: list[Block] = [("Understöd", "75 %"), ("Kaffesort", "Mörkrost"), ("Målgrupp", "alla")]
        assert split(draw_lines(rows)) == [
            ("support_rate", "Understöd", ["75 %"]),
            ("unknown", "Kaffesort", ["Mörkrost"]),
            ("target_group", "Målgrupp", ["alla"]),
        ]

    def test_a_label_may_stand_in_the_value_of_another(self) -> None:
        rows: list[Block] = [("Indikatorer: Outputindikatorer\nO.1.1 Antal kaféer",)]
        assert split(draw_lines(rows)) == [
            ("indicators", "Indikatorer:", []),
            ("indicators_output", "Outputindikatorer", ["O.1.1 Antal kaféer"]),
        ]

    def test_a_row_without_a_label_continues_the_one_before(self) -> None:
        pages: list[list[Block]] = [[("Möjliga stödmottagare", "kaféer och")], [("", "bagerier")]]
        assert split(draw_lines(*pages)) == [
            ("beneficiaries", "Möjliga stödmottagare", ["kaféer och", "bagerier"])
        ]

    @pytest.mark.parametrize(
        ("before", "after", "label"),
        [
            ("Samordning med annan", "EU-finansiering", "Samordning med annan EU-finansiering"),
            ("Samordning med annan EU-", "finansiering", "Samordning med annan EU-finansiering"),
        ],
    )
    @pytest.mark.parametrize(
        ("value", "rest", "lines"),
        [
            ("Nej", "", ["Nej"]),
            ("", "Nej", ["Nej"]),
            ("Delvis", "eller nej", ["Delvis", "eller nej"]),
        ],
    )
    def test_a_label_cut_by_the_pages_end_is_joined(
        self, before: str, after: str, label: str, value: str, rest: str, lines: list[str]
    ) -> None:
        pages: list[list[Block]] = [[(before, value)], [(after, rest), ("Ansökningstid", "våren")]]
        assert split(draw_lines(*pages)) == [
            ("coordination", label, lines),
            ("call_timing", "Ansökningstid", ["våren"]),
        ]

    def test_a_cut_label_of_indicators_has_labels_in_its_value_on_both_pages(self) -> None:
        value = "Outputindikatorer\nO.1.1 Kopparna\nResultatindikatorer"
        pages: list[list[Block]] = [
            [("Indikatorer som ska", value)],
            [("tillämpas", "R.1.4 Gästerna"), ("Ansökningstid", "våren")],
        ]
        assert split(draw_lines(*pages)) == [
            ("indicators", "Indikatorer som ska tillämpas", []),
            ("indicators_output", "Outputindikatorer", ["O.1.1 Kopparna"]),
            ("indicators_result", "Resultatindikatorer", ["R.1.4 Gästerna"]),
            ("call_timing", "Ansökningstid", ["våren"]),
        ]

    def test_a_label_that_reaches_out_of_a_cut_row_is_whole(self) -> None:
        """Its first line stands above the rule that parts the columns, where the title's row is."""
        label, value = Box(0, 0, 80, 60), Box(80, 0, 300, 60)

        def line(text: str, x: float, top: float, page: int, cell: Cell) -> Line:
            box = Box(x, top, x + 5 * len(text), top + 10)
            return Line((Word(0, text, page, box),), None, cell)

        lines = [
            line("75 %", 90, 700, 1, Cell(6, 1, 2, value)),
            line("kaféer och", 90, 720, 1, Cell(7, 1, 2, Box(80, 715, 300, 742))),
            line("Möjliga", 5, 20, 2, Cell(0, 0, 1, label)),
            line("stödmottagare:", 5, 32, 2, Cell(0, 0, 2, label)),
            line("bagerier", 90, 30, 2, Cell(0, 1, 2, value)),
        ]
        assert split(lines) == [
            ("narrative", None, ["75 %"]),
            ("beneficiaries", "Möjliga stödmottagare:", ["kaféer och", "bagerier"]),
        ]

    def test_a_label_that_only_begins_like_one_does_not_swallow_the_next(self) -> None:
        rows: list[Block] = [("Samordning med annan", "Nej"), ("Understöd", "75 %")]
        assert split(draw_lines(rows)) == [
            ("unknown", "Samordning med annan", ["Nej"]),
            ("support_rate", "Understöd", ["75 %"]),
        ]

    def test_a_result_label_inside_the_text_cell_opens_its_list(self) -> None:
        rows: list[Block] = [("Kaféet öppnar.\nResultatmål:\n•\ttio koppar\nMålgrupp: barn",)]
        assert split(draw_lines(rows)) == [
            ("narrative", None, ["Kaféet öppnar."]),
            ("result_targets", "Resultatmål:", ["• tio koppar"]),
            ("target_group", "Målgrupp:", ["barn"]),
        ]


class TestRunningText:
    @pytest.mark.parametrize(
        ("code", "text", "stretches"),
        [
            (
                "sv",
                "Kaféet öppnar.\nUnderstöd\n75 % av kostnaden\nAnsökningstid Våren 2031",
                [
                    ("narrative", None, ["Kaféet öppnar."]),
                    ("support_rate", "Understöd", ["75 % av kostnaden"]),
                    ("call_timing", "Ansökningstid", ["Våren 2031"]),
                ],
            ),
            (
                "sv",
                (
                    "Understöd 75 procent\nMöjliga stödmottagare: kaféer\n"
                    "Samordning med annan EU-\nfinansiering Nej\nProjektet inleds senast 1.9.2031"
                ),
                [
                    ("support_rate", "Understöd", ["75 procent"]),
                    ("beneficiaries", "Möjliga stödmottagare:", ["kaféer"]),
                    ("coordination", "Samordning med annan EU-finansiering", ["Nej"]),
                    ("start", "Projektet inleds senast", ["1.9.2031"]),
                ],
            ),
            (
                "sv",
                (
                    "Indikatorer som ska\ntillämpas\nOutputindikatorer\nO.1.2 koppar\n"
                    "Resultatindikatorer: R.1.3 kunder"
                ),
                [
                    ("indicators", "Indikatorer som ska tillämpas", []),
                    ("indicators_output", "Outputindikatorer", ["O.1.2 koppar"]),
                    ("indicators_result", "Resultatindikatorer:", ["R.1.3 kunder"]),
                ],
            ),
            (
                "sv",
                "Indikatorer Indikatorer tillämpas inte.",
                [("indicators", "Indikatorer", ["Indikatorer tillämpas inte."])],
            ),
            (
                "fi",
                "Kahvila avataan.\nKohderyhmä: lapset\nAvustus 75 prosenttia\nHakuaika\nKevät 2031",
                [
                    ("narrative", None, ["Kahvila avataan."]),
                    ("target_group", "Kohderyhmä:", ["lapset"]),
                    ("support_rate", "Avustus", ["75 prosenttia"]),
                    ("call_timing", "Hakuaika", ["Kevät 2031"]),
                ],
            ),
            (
                "en",
                (
                    "The café opens.\nExpected results:\n•\tten cups\nSupport 75 per cent\n"
                    "Schedule: spring"
                ),
                [
                    ("narrative", None, ["The café opens."]),
                    ("result_targets", "Expected results:", ["• ten cups"]),
                    ("support_rate", "Support", ["75 per cent"]),
                    ("start", "Schedule:", ["spring"]),
                ],
            ),
            (
                "en",
                "Project starts by\nBy 30 June 2028",
                [("start", "Project starts by", ["By 30 June 2028"])],
            ),
        ],
    )
    def test_lines_that_begin_with_a_label_open_a_stretch(
        self, tmp_path: Path, code: str, text: str, stretches: list[Stretch]
    ) -> None:
        assert split(document_to_lines(dump(tmp_path, text)), code) == stretches
        assert split(draw_lines([text]), code) == stretches

    def test_a_bold_label_that_is_unknown_is_told_where_known_ones_look_the_same(self) -> None:
        known = [_lead_in("Stödmottagare:", "kaféer"), _lead_in("Ansökningstid:", "Våren 2031")]
        lines = [*known, _lead_in("Kontakt:", "Anna")]
        assert split(lines)[-1] == ("unknown", "Kontakt:", ["Anna"])
        assert split([known[0], lines[2]])[-1] == (
            "beneficiaries", "Stödmottagare:", ["kaféer", "Kontakt: Anna"],
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("text", "call", "start"),
        [
            (
                "{call}\n{start}\nInga planerade ansökningar 2031",
                ["Inga planerade ansökningar 2031"],
                [],
            ),
            ("{call}\n{start}\nVåren 2031", [], ["Våren 2031"]),
            ("{call}\n{start}\nVåren 2031\n1.3.2032", ["Våren 2031"], ["1.3.2032"]),
            (
                "{call}\nVåren 2030, hösten \n{start}\n1.3.2032\n2031",
                ["Våren 2030, hösten", "2031"],
                ["1.3.2032"],
            ),
            ("{call}\nVåren 2030\n{start}\n1.3.2032\n2031", ["Våren 2030"], ["1.3.2032", "2031"]),
        ],
        ids=["no call", "one value", "two values", "a year after a wrap", "a year of its own"],
    )
    def test_in_a_dump_what_tells_of_calls_below_two_labels_belongs_to_the_call(
        self, tmp_path: Path, text: str, call: list[str], start: list[str]
    ) -> None:
        labels = {"call": "Ansökningstid", "start": "Projektet inleds senast"}
        assert split(document_to_lines(dump(tmp_path, text.format(**labels)))) == [
            ("call_timing", "Ansökningstid", call),
            ("start", "Projektet inleds senast", start),
        ]

    def test_in_a_dump_a_rate_below_two_labels_belongs_to_the_first(self, tmp_path: Path) -> None:
        text = "Understöd\nMöjliga \nstödmottagare\n75 %\nKaféer"
        assert split(document_to_lines(dump(tmp_path, text))) == [
            ("support_rate", "Understöd", ["75 %"]),
            ("beneficiaries", "Möjliga stödmottagare", ["Kaféer"]),
        ]

    def test_in_a_dump_with_columns_a_value_may_begin_like_the_labels_end(
        self, tmp_path: Path
    ) -> None:
        text = "Samordning med annan EU-     Finansiering från andra\nfinansiering     söks inte."
        assert split(document_to_lines(dump(tmp_path, text))) == [
            (
                "coordination",
                "Samordning med annan EU-finansiering",
                ["Finansiering från andra", "söks inte."],
            )
        ]

    def test_a_bullet_on_a_line_of_its_own_hides_no_label(self, tmp_path: Path) -> None:
        lines = document_to_lines(dump(tmp_path, "• kokar kaffe\n•\nResultatmål:\n• tio koppar"))
        assert split(lines)[1][:2] == ("result_targets", "Resultatmål:")

    @pytest.mark.parametrize(
        ("code", "sentence"),
        [
            ("sv", "Understöd kan beviljas för kaffe."),
            ("sv", "Understöd\nkan beviljas för kaffe."),
            ("sv", "Målgrupp är alla som dricker kaffe."),
            ("sv", "Resultatmål sätts för varje kafé."),
            ("sv", "Ansökningstid är en lång tid."),
            ("sv", "Indikatorer samlas i kaféet."),
            ("sv", "•\tAnsökningstid"),
            ("fi", "Tuki myönnetään kahvilalle."),
            ("fi", "Avustus on pieni."),
            ("fi", "Indikaattorit kerätään."),
            ("en", "Support is given to cafés."),
            ("en", "Grant money is short."),
            ("en", "Indicators are collected."),
            ("en", "Target groups are small."),
        ],
    )
    def test_a_sentence_that_begins_like_a_label_is_none(self, code: str, sentence: str) -> None:
        (only,) = split(draw_lines([sentence]), code)
        assert only[:2] == ("narrative", None)


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("O.1.2 koppar", ("O", "1", "2", None)),
        ("R.1.10.3 koppar", ("R", "1", "10", "3")),
        ("O. 2. 3. 1 koppar", ("O", "2", "3", "1")),
        ("O.1.234", None),
        ("P.1.2", None),
        ("1.2", None),
    ],
)
def test_an_indicators_code(text: str, groups: tuple[str | None, ...] | None) -> None:
    match = INDICATOR_CODE.match(text)
    assert (match.groups() if match else None) == groups


def _lead_in(label: str, value: str) -> Line:
    """A line that begins with a bold label."""
    (line,) = draw_lines([f"{label} {value}"])
    count = len(label.split())
    bold = tuple(word._replace(bold=at < count) for at, word in enumerate(line.words))
    return replace(line, words=bold)

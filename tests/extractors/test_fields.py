from __future__ import annotations

from pathlib import Path

import pytest

from extractors.fields import load_fields
from schemas.record import MeasureCard
from tests.drawing import Block, line_texts, parts_of, read_card

Parts = list[tuple[str, str]]

TEXT = """\
Kaféet vid hamnen är litet.

Det har tre bord.

**Målet är att alla får plats.

Bara kaféer vid vatten kommer i fråga.

Understöd kan beviljas för projekt där man:
•\tsnickrar bord
•\tmålar stolar i den färg som kommunens invånare har röstat fram på sitt årliga möte

Resultatmål:
•\t12 bord

Borden räknas på hösten.

Målgrupp: hungriga sjömän och deras barn

Stolarna ska vara av trä."""
RATE = """\
75 %

Andelen kan höjas till 90 % för kaféer på öar, t.ex. Utö. Öarna ska sakna bro.

Andelen kan höjas till 85 procent när stolarna är av al."""
INDICATORS = """\
Outputindikatorer
O.1.1 Antal bord
O.1.1.1 varav runda
R.1.4 Antal gäster
I åtgärderna ska även tillämpas andra mått."""
CARD: list[Block] = [
    (TEXT,),
    ("Understöd", RATE),
    ("Möjliga stödmottagare", "kaféer\n\nkommuner vid kusten"),
    ("Samordning med annan EU-finansiering", "ESF+ stöder kockar."),
    ("**Indikatorer som ska tillämpas",),
    (INDICATORS,),
    ("Ansökningstid", "Våren 2031"),
    ("Projektet inleds senast", "1.9.2031"),
]
FILLER: Block = ("Kaffesort", "\n".join(["Mörkrost på torsdagar"] * 6))
"""Shows how far apart the lines of a card stand."""

EXPECTED: dict[str, Parts] = {
    "background": [("text", "Kaféet vid hamnen är litet."), ("text", "Det har tre bord.")],
    "goal": [("text", "Målet är att alla får plats.")],
    "conditions": [
        ("text", "Bara kaféer vid vatten kommer i fråga."),
        ("text", "Stolarna ska vara av trä."),
    ],
    "eligible_activities": [
        ("intro", "Understöd kan beviljas för projekt där man:"),
        ("item", "snickrar bord"),
        (
            "item",
            "målar stolar i den färg som kommunens invånare har röstat fram på sitt årliga möte",
        ),
    ],
    "result_targets": [("item", "12 bord"), ("note", "Borden räknas på hösten.")],
    "target_group": [("text", "hungriga sjömän och deras barn")],
    "support_rate": [
        ("base", "75 %"),
        ("condition", "Andelen kan höjas till 90 % för kaféer på öar, t.ex. Utö."),
        ("percent", "90 %"),
        ("condition", "Andelen kan höjas till 85 procent när stolarna är av al."),
        ("percent", "85 procent"),
    ],
    "beneficiaries": [("label", "Möjliga stödmottagare"), ("text", "kaféer kommuner vid kusten")],
    "coordination": [
        ("label", "Samordning med annan EU-finansiering"),
        ("text", "ESF+ stöder kockar."),
    ],
    "indicators": [
        ("label", "Indikatorer som ska tillämpas"),
        ("code", "O.1.1"),
        ("text", "Antal bord"),
        ("code", "O.1.1.1"),
        ("text", "varav runda"),
        ("code", "R.1.4"),
        ("text", "Antal gäster"),
        ("note", "I åtgärderna ska även tillämpas andra mått."),
    ],
    "call_timing": [("label", "Ansökningstid"), ("text", "Våren 2031")],
    "start": [("label", "Projektet inleds senast"), ("text", "1.9.2031")],
}


class TestAWholeCard:
    def test_there_is_a_module_for_every_field_of_the_record_that_is_read(self) -> None:
        not_of_a_module = {
            "card_id", "kind", "code", "title", "specific_objective", "implementation_measure",
            "evidence", "corrected",
        }  # fmt: skip
        fields = {module.FIELD for module in load_fields()}
        assert fields == set(MeasureCard.model_fields) - not_of_a_module == set(EXPECTED)

    @pytest.mark.parametrize(("name", "parts"), EXPECTED.items(), ids=list(EXPECTED))
    def test_every_field(self, name: str, parts: Parts) -> None:
        assert parts_of(read_card(CARD), name) == parts

    @pytest.mark.parametrize(("name", "parts"), EXPECTED.items(), ids=list(EXPECTED))
    def test_every_field_when_pages_break_between_rows(self, name: str, parts: Parts) -> None:
        assert parts_of(read_card(*([row] for row in CARD)), name) == parts

    def test_the_labels_are_told_and_only_what_no_field_took_is_left(self) -> None:
        card = read_card([*CARD, ("Kaffesort", "Mörkrost")])
        assert len(card.labels) == 9
        assert [span.text for span in card.unknown_labels] == ["Kaffesort"]
        left = " ".join(line_texts(card.leftovers))
        assert left == "Öarna ska sakna bro. Kaffesort Mörkrost"

    def test_every_part_points_at_its_own_words(self) -> None:
        card = read_card(CARD)
        for name in EXPECTED:
            for part in card.field(name).parts:
                first, last = part.span.words[0].text, part.span.words[-1].text
                assert part.span.text.startswith(first)
                assert part.span.text.endswith(last)


def test_a_card_without_rows_has_empty_fields() -> None:
    card = read_card([("Kaféet är litet.",)])
    assert parts_of(card, "background") == [("text", "Kaféet är litet.")]
    assert [f.name for f in card.fields.values() if f.parts] == ["background"]
    assert set(card.fields) == set(EXPECTED)


def field_of(row: Block, name: str, language: str = "sv") -> Parts:
    return parts_of(read_card([row, FILLER], language=language), name)


class TestEmptyCells:
    @pytest.mark.parametrize(
        ("label", "name"),
        [
            ("Möjliga stödmottagare", "beneficiaries"),
            ("Samordning med annan EU-finansiering", "coordination"),
            ("Indikatorer som ska tillämpas", "indicators"),
            ("Ansökningstid", "call_timing"),
            ("Tidsschema för åtgärderna", "start"),
        ],
    )
    def test_the_label_alone_is_kept(self, label: str, name: str) -> None:
        assert field_of((label, ""), name) == [("label", label)]

    def test_there_is_no_rate(self) -> None:
        assert field_of(("Understöd", ""), "support_rate") == []


class TestSupportRate:
    @pytest.mark.parametrize(
        ("language", "label", "text", "parts"),
        [
            ("sv", "Understöd", "75 %", [("base", "75 %")]),
            ("sv", "Understöd", "75% av kostnaden", [("base", "75%")]),
            ("sv", "Understöd", "högst 75 %", []),
            ("sv", "Understöd", "75,0 %", [("base", "75,0 %")]),
            ("sv", "Understöd", "82,5 %", []),
            (
                "sv",
                "Understöd",
                "75 %. Andelen kan höjas till 82,5 procent.",
                [("base", "75 %")],
            ),
            (
                "sv",
                "Understöd",
                "75 %, andelen kan höjas till 90 % på öar.",
                [
                    ("base", "75 %"),
                    ("condition", "andelen kan höjas till 90 % på öar."),
                    ("percent", "90 %"),
                ],
            ),
            ("sv", "Understöd", "75 %. Egen andel är 25 %.", [("base", "75 %")]),
            ("sv", "Understöd", "75 %. Andelen kan höjas till det dubbla.", [("base", "75 %")]),
            (
                "fi",
                "Avustus",
                "75 prosenttia. Osuus voidaan korottaa 90 prosenttiin saarilla.",
                [
                    ("base", "75 prosenttia"),
                    ("condition", "Osuus voidaan korottaa 90 prosenttiin saarilla."),
                    ("percent", "90 prosenttiin"),
                ],
            ),
            (
                "en",
                "Support rate",
                "75 per cent. It may be raised to 90 per cent on islands.",
                [
                    ("base", "75 per cent"),
                    ("condition", "It may be raised to 90 per cent on islands."),
                    ("percent", "90 per cent"),
                ],
            ),
        ],
    )
    def test_the_rate_and_what_raises_it(
        self, language: str, label: str, text: str, parts: Parts
    ) -> None:
        assert field_of((label, text), "support_rate", language) == parts

    @pytest.mark.parametrize(
        ("language", "label", "text"),
        [
            ("sv", "Understöd", "75 %. Andelen är 75 %, men den kan höjas till 90 % på öar."),
            ("fi", "Tuki", "75 %. Tuki on 75 %, mutta saarilla se voidaan korottaa 90 %:iin."),
            ("en", "Grant", "75 %. Instead of 75 %, it may be raised to 90 % on islands."),
        ],
    )
    def test_the_percentage_is_the_raised_one(self, language: str, label: str, text: str) -> None:
        parts = field_of((label, text), "support_rate", language)
        assert [value for role, value in parts if role == "percent"] == ["90 %"]


class TestIndicators:
    LABEL = "Indikatorer som ska tillämpas"

    @pytest.mark.parametrize(
        ("text", "parts"),
        [
            (
                (
                    "O.2.3 Antal bord\nO.2.3.1 varav runda bord med\nduk\n"
                    "O.2.3.2 varav fyrkantiga\nR.2.8 Antal nöjda gäster"
                ),
                [
                    ("code", "O.2.3"),
                    ("text", "Antal bord"),
                    ("code", "O.2.3.1"),
                    ("text", "varav runda bord med duk"),
                    ("code", "O.2.3.2"),
                    ("text", "varav fyrkantiga"),
                    ("code", "R.2.8"),
                    ("text", "Antal nöjda gäster"),
                ],
            ),
            (
                "O. 2. 3 Antal bord.\nfortsätter här",
                [("code", "O. 2. 3"), ("text", "Antal bord. fortsätter här")],
            ),
            (
                "Indikatorer tillämpas inte på denna åtgärd.",
                [("none", "Indikatorer tillämpas inte på denna åtgärd.")],
            ),
            (
                "Inga indikatorer tillämpas.\n\nKaféet räknar själv sina gäster.",
                [
                    ("none", "Inga indikatorer tillämpas."),
                    ("note", "Kaféet räknar själv sina gäster."),
                ],
            ),
            (
                "O.2.3 Antal bord.\nI åtgärderna ska även tillämpas\nandra mått.",
                [
                    ("code", "O.2.3"),
                    ("text", "Antal bord."),
                    ("note", "I åtgärderna ska även tillämpas andra mått."),
                ],
            ),
            (
                "•\tO.2.3 Antal bord\n•\tR.2.8 Antal gäster",
                [
                    ("code", "O.2.3"),
                    ("text", "Antal bord"),
                    ("code", "R.2.8"),
                    ("text", "Antal gäster"),
                ],
            ),
            (
                "O.2.3 Antal bord; R.2.8 Antal gäster, se även O.2.3",
                [
                    ("code", "O.2.3"),
                    ("text", "Antal bord"),
                    ("code", "R.2.8"),
                    ("text", "Antal gäster, se även O.2.3"),
                ],
            ),
        ],
        ids=["nested", "spaced code", "none", "none and a note", "a note", "bullets", "one line"],
    )
    def test_codes_texts_and_sentences(self, text: str, parts: Parts) -> None:
        assert field_of((self.LABEL, text), "indicators") == [("label", self.LABEL), *parts]

    def test_headings_inside_the_labels_own_row(self) -> None:
        parts = field_of((self.LABEL, INDICATORS), "indicators")
        assert parts == EXPECTED["indicators"]

    @pytest.mark.parametrize(
        "text", ["O.2.3: Antal bord", "O.2.3. Antal bord", "O.2.3 – Antal bord"]
    )
    def test_punctuation_after_a_code_is_no_part_of_the_text(self, text: str) -> None:
        assert ("text", "Antal bord") in field_of((self.LABEL, text), "indicators")

    @pytest.mark.parametrize(
        ("language", "text", "parts"),
        [
            (
                "fi",
                (
                    "Sovellettavat indikaattorit\nTuotosindikaattorit\nO.1.2 Pöytien määrä\n"
                    "Tulosindikaattorit\nR.1.5 Asiakkaat\nToimissa sovelletaan myös muita mittoja."
                ),
                [
                    ("label", "Sovellettavat indikaattorit"),
                    ("code", "O.1.2"),
                    ("text", "Pöytien määrä"),
                    ("code", "R.1.5"),
                    ("text", "Asiakkaat"),
                    ("note", "Toimissa sovelletaan myös muita mittoja."),
                ],
            ),
            (
                "en",
                "Indicators\nOutput indicators O.1.2 Tables\nOther indicators apply as well.",
                [
                    ("label", "Indicators"),
                    ("code", "O.1.2"),
                    ("text", "Tables"),
                    ("note", "Other indicators apply as well."),
                ],
            ),
        ],
    )
    def test_in_running_text(self, language: str, text: str, parts: Parts) -> None:
        assert field_of(text, "indicators", language) == parts


class TestListsAndTargetGroup:
    @pytest.mark.parametrize(
        ("text", "targets", "group", "conditions"),
        [
            (
                "Resultatmål:\n•\t12 bord\n•\t40 stolar",
                [("item", "12 bord"), ("item", "40 stolar")],
                [],
                [],
            ),
            ("Resultatmål: kaféet är fullt", [("item", "kaféet är fullt")], [], []),
            ("Resultatmål: Kaféet är fullt.", [("note", "Kaféet är fullt.")], [], []),
            ("Målgrupp: barn", [], [("text", "barn")], []),
            (
                "Målgrupp: barn.\n\nStolarna är låga.",
                [],
                [("text", "barn.")],
                [],
            ),
            (
                "Målet är låga stolar.\n\nMålgrupp: barn.\n\nStolarna är av al.",
                [],
                [("text", "barn.")],
                [("text", "Stolarna är av al.")],
            ),
        ],
    )
    def test_result_targets_target_group_and_conditions(
        self, text: str, targets: Parts, group: Parts, conditions: Parts
    ) -> None:
        card = read_card([(text,), FILLER])
        assert parts_of(card, "result_targets") == targets
        assert parts_of(card, "target_group") == group
        assert parts_of(card, "conditions") == conditions


def test_every_field_module_is_a_file_of_its_own() -> None:
    files = {Path(str(getattr(module, "__file__", ""))).stem for module in load_fields()}
    assert files == {module.FIELD for module in load_fields()}

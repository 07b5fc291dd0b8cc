from __future__ import annotations

import pytest

from extractors.dewrap import WrapRules
from extractors.titles import TitleMatch, TitlePatterns, lines_to_heading, lines_to_title
from schemas.language import find_language, load_languages
from tests.drawing import lines_of

VARIANTS = {
    kind: [
        (language.code, phrase)
        for language in load_languages()
        for phrase in getattr(language.structure, kind)
    ]
    for kind in (
        "objective",
        "implementation_measure",
        "measure",
        "operating_support",
        "specific_action",
    )
}


def patterns(code: str) -> TitlePatterns:
    return TitlePatterns(find_language(code))


@pytest.mark.parametrize(("code", "word"), VARIANTS["measure"])
@pytest.mark.parametrize(
    "spelling",
    [
        "{} 2D5 Kahvila",
        "{} 2 D 5: Kahvila",
        "{}: 2D5. Kahvila",
        "{} 2.D.5 Kahvila",
        "{} 2.D.5. Kahvila",
        "{} 2D5 – Kahvila",
        "{}  2D5;Kahvila",
    ],
)
def test_a_measures_title_in_every_spelling(code: str, word: str, spelling: str) -> None:
    for written in (word, word.upper()):
        text = spelling.format(written)
        match = patterns(code).match_title(text)
        assert match
        assert (match.kind, match.key, text[match.at :]) == ("measure", "2D5", "Kahvila")


@pytest.mark.parametrize(("code", "word"), VARIANTS["implementation_measure"])
@pytest.mark.parametrize("spelling", ["{} 1B Kahvilat", "{} 1 B: Kahvilat", "{} 1.B. Kahvilat"])
def test_an_implementation_measures_heading(code: str, word: str, spelling: str) -> None:
    text = spelling.format(word)
    match = patterns(code).match_heading(text)
    assert match
    assert (match.kind, match.key) == ("implementation_measure", "1B")
    assert text[match.at :] == "Kahvilat"


@pytest.mark.parametrize(("code", "word"), VARIANTS["objective"])
@pytest.mark.parametrize("spelling", ["{} 3 Kahvilat", "{} 3: Kahvilat", "{} III. Kahvilat"])
def test_an_objectives_heading(code: str, word: str, spelling: str) -> None:
    text = spelling.format(word)
    match = patterns(code).match_heading(text)
    assert match
    assert (match.kind, match.key, text[match.at :]) == ("objective", "3", "Kahvilat")


@pytest.mark.parametrize(
    ("kind", "code", "word"),
    [
        (kind, code, word)
        for kind in ("operating_support", "specific_action")
        for code, word in VARIANTS[kind]
    ],
)
def test_a_title_without_a_code_is_kept_whole(kind: str, code: str, word: str) -> None:
    for text in (word, word.upper(), f"{word}: kahvila", f"{word} – kahvila"):
        assert patterns(code).match_title(text) == TitleMatch(kind, "", 0)  # type: ignore[arg-type]
    assert patterns(code).is_only_opener(word)
    assert not patterns(code).is_only_opener(f"{word} kahvila")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("sv", "Kaféet nämns i åtgärd 2D5."),
        ("sv", "åtgärd 2D5 stöder kaféet"),
        ("sv", "Åtgärden 2D5 stöder kaféet"),
        ("sv", "Åtgärd 2 stöder kaféet"),
        ("sv", "Åtgärd 2d5 stöder kaféet"),
        ("sv", "Åtgärd 2D555"),
        ("sv", "Åtgärd 2D5a"),
        ("sv", "Åtgärd 0D5"),
        ("sv", "Åtgärder 2D5"),
        ("sv", "Driftsstödet är litet"),
        ("sv", "operativt stöd"),
        ("fi", "Toimen 2D5 kahvila"),
        ("fi", "toimi 2D5 tukee kahvilaa"),
        ("fi", "Toimi tukee kahvilaa"),
        ("fi", "Toimintatuen kahvila"),
        ("en", "Measures 2D5"),
        ("en", "see Measure 2D5"),
        ("en", "Actions at the café"),
    ],
)
def test_a_reference_or_a_sentence_is_no_title(code: str, text: str) -> None:
    assert patterns(code).match_title(text) is None


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("sv", "Specifikt mål 12"),
        ("sv", "Specifika mål 1 och 2"),
        ("sv", "specifikt mål 1"),
        ("sv", "I specifikt mål 1 ingår kaféet"),
        ("sv", "Genomförandeåtgärd 1B2 Kaféet"),
        ("sv", "Åtgärd 1B2 Kaféet"),
        ("fi", "Erityistavoitteet 1"),
        ("fi", "Täytäntöönpanotoimet 1B"),
        ("en", "Specific objectives 1"),
    ],
)
def test_what_is_no_heading(code: str, text: str) -> None:
    assert patterns(code).match_heading(text) is None


def test_the_parts_of_a_measures_title() -> None:
    lines = lines_of("Åtgärd 2 D 5: Ett kafé vid", "hamnens södra kaj")
    match = patterns("sv").match_title(lines[0].text)
    assert match
    title = lines_to_title(lines, match, WrapRules())
    assert (title.kind, title.code) == ("measure", "2D5")
    assert title.opener.text == "Åtgärd 2 D 5:"
    assert title.title.text == "Ett kafé vid hamnens södra kaj"
    assert title.lines == lines


def test_the_parts_of_a_title_without_a_code() -> None:
    lines = lines_of("Toimintatuki: kahvilat")
    title = lines_to_title(lines, TitleMatch("operating_support", "", 0), WrapRules())
    assert (title.code, title.title.text) == (None, "Toimintatuki: kahvilat")


def test_a_heading_loses_its_closing_semicolon() -> None:
    lines = lines_of("Genomförandeåtgärd 1 B: Kaféer vid", "vattnet ;")
    match = patterns("sv").match_heading(lines[0].text)
    assert match
    heading = lines_to_heading(lines, match, WrapRules())
    assert (heading.kind, heading.key) == ("implementation_measure", "1B")
    assert (heading.number.text, heading.title.text) == (
        "Genomförandeåtgärd 1 B:",
        "Kaféer vid vattnet",
    )


def test_a_title_is_no_heading_and_a_heading_no_title() -> None:
    (line,) = lines_of("Åtgärd 2D5 Kafé")
    with pytest.raises(ValueError, match="objective is no kind of card"):
        lines_to_title((line,), TitleMatch("objective", "1", 5), WrapRules())
    with pytest.raises(ValueError, match="measure is no kind of heading"):
        lines_to_heading((line,), TitleMatch("measure", "2D5", 5), WrapRules())

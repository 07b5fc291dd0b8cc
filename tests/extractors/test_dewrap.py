from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.dewrap import WrapRules, join_wrapped, lines_to_span, lines_to_wrap_rules
from schemas.geometry import Box
from schemas.language import find_language
from schemas.stages import Line, Word
from tests.drawing import lines_of

SHY = "\u00ad"
ZERO_WIDTH = "\u200b"


def make_lines(*texts: str) -> tuple[Line, ...]:
    """Lines with exactly the words given, whatever characters they hold."""
    number = iter(range(1000))
    return tuple(
        Line(tuple(Word(next(number), w, 1, Box(0, 0, 1, 1)) for w in text.split(" ")))
        for text in texts
    )


def unwrap(lines: list[str], code: str, vocabulary: str = "") -> str:
    known = make_lines(f"{vocabulary} .") if vocabulary else ()
    rules = lines_to_wrap_rules((*known, *make_lines(*lines)), find_language(code))
    return lines_to_span(make_lines(*lines), rules).text


@pytest.mark.parametrize(
    ("code", "lines", "text"),
    [
        ("sv", ["Kaféet är öppet", "om kvällen."], "Kaféet är öppet om kvällen."),
        ("sv", ["annan EU-", "finansiering"], "annan EU-finansiering"),
        ("sv", ["asyl-", "och mottagningssystemet"], "asyl- och mottagningssystemet"),
        ("sv", ["kust-", "eller inlandskommuner"], "kust- eller inlandskommuner"),
        ("sv", ["barn och -", "unga i byn"], "barn och -unga i byn"),
        ("sv", ["på natten -", "Tidigt nästa dag"], "på natten - Tidigt nästa dag"),
        ("sv", ["mål och -", "Utfall"], "mål och - Utfall"),
        ("sv", ["åren 2031–", "2032"], "åren 2031–2032"),
        ("sv", ["byns kafé –", "det enda"], "byns kafé – det enda"),
        ("sv", ["och/", "eller"], "och/eller"),
        ("sv", ["se https://kafe.example/", "meny"], "se https://kafe.example/meny"),
        ("sv", ["se www.kafe.example?dag=1&", "tid=2"], "se www.kafe.example?dag=1&tid=2"),
        ("sv", ["frågor?", "och svar"], "frågor? och svar"),
        ("fi", ["kahvila- ja", "kirjastotilat"], "kahvila- ja kirjastotilat"),
        ("fi", ["kahvila-", "ja kirjastotilat"], "kahvila- ja kirjastotilat"),
        ("fi", ["kylä-", "sekä kaupunkipuistot"], "kylä- sekä kaupunkipuistot"),
        ("fi", ["rannikolla ja -", "saaristossa"], "rannikolla ja -saaristossa"),
        ("fi", ["EU-", "rahoitus"], "EU-rahoitus"),
        ("en", ["short-", "and long-term loans"], "short- and long-term loans"),
        ("en", ["a café in the", "old harbour"], "a café in the old harbour"),
        ("en", ["the EU-", "funded café"], "the EU-funded café"),
    ],
)
def test_wraps_are_undone_and_the_words_own_hyphens_kept(
    code: str, lines: list[str], text: str
) -> None:
    assert unwrap(lines, code) == text


@pytest.mark.parametrize(
    ("code", "lines", "vocabulary", "text"),
    [
        ("sv", ["i bibliote-", "ket läses"], "biblioteket", "i biblioteket läses"),
        ("sv", ["i bibliote-", "karens rum"], "bibliotekarier", "i bibliotekarens rum"),
        ("sv", ["i bibliote-", "karens rum"], "", "i bibliote-karens rum"),
        ("sv", ["ett sommar-", "kafé"], "sommar-kafé", "ett sommar-kafé"),
        ("sv", ["ett sommar-", "kafé"], "sommarkafé sommar-kafé sommarkafé", "ett sommarkafé"),
        ("sv", ["ett sommar-", "kafé"], "sommarkafé sommar-kafé", "ett sommar-kafé"),
        ("sv", ["Nord-", "Österbotten"], "nordösterbotten", "Nord-Österbotten"),
        ("sv", [f"biblio{SHY}", "teket"], "", "biblioteket"),
        ("sv", [f"biblio{SHY}teket", "läser"], "", "biblioteket läser"),
        ("fi", ["kirjas-", "ton tilat"], "kirjaston", "kirjaston tilat"),
        ("fi", ["kirjas-", "tossa luetaan"], "kirjastoon", "kirjastossa luetaan"),
        ("fi", ["kello-", "ja saippuakauppa"], "kelloja", "kello- ja saippuakauppa"),
        ("en", ["a kinder-", "garten"], "kindergarten", "a kindergarten"),
        ("en", ["a well-", "known poet"], "well-known", "a well-known poet"),
    ],
)
def test_typeset_hyphens_go_when_the_documents_words_show_it(
    code: str, lines: list[str], vocabulary: str, text: str
) -> None:
    assert unwrap(lines, code, vocabulary) == text


@pytest.mark.parametrize(
    ("elsewhere", "text"),
    [
        ("EU-stöd", "referensramen för språk"),
        ("EU\u2010stöd", "referensra\u2010 men för språk"),
        ("EU-stöd för kaffe\u2010 och tehus", "referensra\u2010 men för språk"),
        ("stöd", "referensra\u2010 men för språk"),
    ],
    ids=["another sign", "the same sign", "the same sign before a conjunction", "no own hyphen"],
)
def test_a_typesetters_sign_before_what_could_be_a_conjunction(elsewhere: str, text: str) -> None:
    """It is certain when the document writes its own hyphens otherwise."""
    assert unwrap(["referensra\u2010", "men för språk"], "sv", elsewhere) == text


def test_the_last_word_of_a_line_shows_nothing_when_it_may_be_cut() -> None:
    rules = lines_to_wrap_rules(make_lines("vi läser biblio-", "Teket är stort"), SWEDISH)
    assert rules.vocabulary["läser"] == 1
    assert rules.vocabulary["stort"] == 1
    assert rules.vocabulary["biblio"] == 0


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["annan EU-", f"{ZERO_WIDTH} finansiering"], "annan EU-finansiering"),
        ([f"biblio{SHY}", f"{ZERO_WIDTH} teket"], "biblioteket"),
    ],
)
def test_invisible_words_do_not_hinder_joining(lines: list[str], text: str) -> None:
    assert unwrap(lines, "sv") == text


def test_a_soft_hyphen_inside_a_line_is_left_out() -> None:
    assert unwrap([f"biblioteket{SHY} läser"], "sv") == "biblioteket läser"


@pytest.mark.parametrize("invisible", [ZERO_WIDTH, "\u200d", "\u2060", "\ufeff", "\x07"])
def test_characters_that_cannot_be_seen_are_left_out(invisible: str) -> None:
    assert unwrap([f"kafé{invisible}et {invisible} öppnar"], "sv") == "kaféet öppnar"


def test_a_bullet_is_no_part_of_the_text() -> None:
    lines = lines_of("•\tsköter trädgården", "\toch växthuset")
    span = lines_to_span(lines, WrapRules())
    assert span.text == "sköter trädgården och växthuset"
    assert [word.text for word in span.words] == ["sköter", "trädgården", "och", "växthuset"]


SWEDISH = find_language("sv")
plain_words = st.text(st.sampled_from("abcdeåäö"), min_size=1, max_size=7)
hyphenated = st.builds(
    lambda a, join, b: a + join + b,
    plain_words,
    st.sampled_from(["", "-", "/"]),
    st.one_of(plain_words, st.sampled_from(["", "-", "–", SHY, "/"])),
)


@st.composite
def wrapped(draw: st.DrawFn, words: st.SearchStrategy[str]) -> list[str]:
    """A text whose spaces are broken into lines here and there."""
    lines = [draw(words)]
    for word in draw(st.lists(words, max_size=12)):
        if draw(st.booleans()):
            lines.append(word)
        else:
            lines[-1] += f" {word}"
    return lines


@given(wrapped(plain_words))
def test_a_text_of_plain_words_comes_back_wherever_it_was_wrapped(lines: list[str]) -> None:
    assert unwrap(lines, "sv") == " ".join(lines)


@given(wrapped(hyphenated))
def test_every_word_stands_in_the_text_where_its_start_says(lines: list[str]) -> None:
    span = lines_to_span(make_lines(*lines), lines_to_wrap_rules(make_lines(*lines), SWEDISH))
    assert len(span.words) == len(" ".join(lines).split(" "))
    assert list(span.starts) == sorted(span.starts)
    for word, start in zip(span.words, span.starts, strict=True):
        bare = word.text.rstrip("-" + SHY)
        assert span.text[start:].startswith(bare)


@given(wrapped(hyphenated))
def test_nothing_but_hyphens_is_lost(lines: list[str]) -> None:
    span = lines_to_span(make_lines(*lines), lines_to_wrap_rules(make_lines(*lines), SWEDISH))
    assert letters("".join(lines)) == letters(span.text)
    assert SHY not in span.text or SHY in " ".join(line.rstrip(SHY) for line in lines)


def letters(text: str) -> str:
    return "".join(c for c in text if c not in f" -{SHY}")


def test_joining_asks_the_rules_of_the_document() -> None:
    rules = WrapRules(frozenset({"och"}), Counter({"trädgård": 1}))
    assert join_wrapped("vår träd-", "gård", rules) == "vår träd"
    assert join_wrapped("vår träd-", "gård", WrapRules()) == "vår träd-"
    assert join_wrapped("vår träd-", "och köksgård", rules) == "vår träd- "


HYPHENATED = ("läser biblio-", "teket om kaf-", "feet och om trädgår-", "den vid biblioteket")


def test_a_broken_word_may_end_like_a_conjunction() -> None:
    """ "referensra-" is no word that "men" could follow, and the document knows the whole one."""
    lines = [*HYPHENATED, "läs referensramen", "enligt referensra-", "men för språk"]
    assert unwrap(lines[-2:], "sv", " ".join(lines[:-2])) == "enligt referensra- men för språk"
    assert unwrap(lines, "sv").endswith("enligt referensramen för språk")


def test_one_compound_broken_again_and_again_does_not_show_a_typesetter_at_work() -> None:
    lines = [
        "annan EU-",
        "rahoitus",
        "muu EU-",
        "rahoitus",
        "toinen EU-",
        "rahoitus",
        "tasa-",
        "arvo",
    ]
    assert unwrap(lines, "fi").endswith("tasa-arvo")


def test_hyphens_of_words_that_the_document_hyphenates_show_no_typesetter_at_work() -> None:
    """ "client-" is the document's own as "client-friendly" is; two others are too few to tell."""
    text = ["client-friendly visits", "client-", "centred; self-", "made, store-", "room"]
    assert unwrap(text, "en") == "client-friendly visits client-centred; self-made, store-room"
    unlike = ["visits", "clien-", "tele; sel-", "fies, stor-", "age"]
    assert unwrap(unlike, "en") == "visits clientele; selfies, storage"


@pytest.mark.parametrize(
    ("last", "following", "joined"),
    [
        ("tapahtuma-", "alue", "tapahtuma-"),
        ("tapahtu-", "man", "tapahtu"),
        ("inte-", "em", "inte-"),
    ],
)
def test_between_two_of_the_same_vowel_finnish_always_has_a_hyphen(
    last: str, following: str, joined: str
) -> None:
    """Where a typesetter broke words as well, whose hyphens go."""
    rules = WrapRules(hyphenates=True, kept_between=find_language("fi").wrap.kept_between)
    assert join_wrapped(last, following, rules) == joined

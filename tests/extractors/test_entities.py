from __future__ import annotations

from collections.abc import Iterator

import pytest

from extractors.entities import (
    EntityFinder,
    load_category_finder,
    load_document_finder,
    load_fund_finder,
    phrase_to_patterns,
)
from schemas.beneficiaries import load_categories
from schemas.errors import FactsError
from schemas.eu_funds import load_other_funds
from schemas.fund import load_funds
from schemas.language import find_language

SENTENCES = ("implementers", "no_names", "listing")
"""Words of the account that are no token patterns."""


def phrases_of(code: str) -> Iterator[str]:
    """Every token pattern of the data in one language."""
    for named in (*load_categories(), *load_other_funds()):
        yield from named.in_language(code)
    for fund in load_funds():
        for found in (fund.names, *fund.raised_action):
            yield from found.in_language(code)
    language = find_language(code)
    account = [several for key, several in language.account if key not in SENTENCES]
    for several in (language.document.plan, *language.countries.values(), *account):
        yield from several


def phrase_to_examples(phrase: str) -> list[str]:
    """Texts that a phrase must find: one with the first of its choices, one with each other."""
    tokens = [token for token in phrase.split(" ") if not token.endswith("}*")]
    choices = [[option_to_word(o) for o in token.strip("{}").split("|")] for token in tokens]
    first = [options[0] for options in choices]
    return [
        " ".join([*first[:at], option, *first[at + 1 :]])
        for at, options in enumerate(choices)
        for option in options
    ]


def option_to_word(option: str) -> str:
    return option.replace(":*", ":n").replace("-*", "-n").removesuffix("*")


@pytest.mark.parametrize(
    "code",
    [
        pytest.param(
            "en",
        ),
        "fi",
        "sv",
    ],
)
def test_every_phrase_of_the_data_is_a_pattern_and_finds_what_it_says(code: str) -> None:
    phrases = list(dict.fromkeys(phrases_of(code)))
    assert len(phrases) > 100
    finder = EntityFinder(code, {p: [p] for p in phrases}, dict.fromkeys(phrases, "one group"))
    missed = [
        (phrase, text)
        for phrase in phrases
        for text in phrase_to_examples(phrase)
        if phrase not in {e.code for e in finder.find(text) if (e.start, e.end) == (0, len(text))}
    ]
    assert missed == []


@pytest.mark.parametrize("phrase", ["{kafé|bageri", "kafé}", "liten {kafé|bageri", "{kafé bageri}"])
def test_a_brace_that_is_left_open_is_an_error(phrase: str) -> None:
    with pytest.raises(FactsError, match="a brace is left open"):
        phrase_to_patterns(phrase)


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("kafé", "Ett KAFÉ och två kaféer", ["KAFÉ"]),
        ("kafé*", "Ett KAFÉ och två kaféer", ["KAFÉ", "kaféer"]),
        ("kafé*", "ett skepparkafé", []),
        ("litet kafé", "ett litet kafé, ett litet, kafé", ["litet kafé"]),
        ("litet {,}* kafé", "ett litet kafé, ett litet, kafé", ["litet kafé", "litet, kafé"]),
        ("{litet|stort} kafé*", "ett stort kaféhus, ett fint kafé", ["stort kaféhus"]),
        ("varm* {,|och|kall*}* dryck*", "varma och kalla drycker", ["varma och kalla drycker"]),
        ("kaffe.", "kaffet", []),
    ],
)
def test_what_a_phrase_finds(phrase: str, text: str, found: list[str]) -> None:
    finder = EntityFinder("sv", {"x": [phrase]}, {})
    assert [text[e.start : e.end] for e in finder.find(text)] == found


def test_the_longer_phrase_hides_the_shorter_one_of_another_group() -> None:
    phrases = {"a": ["kafé"], "b": ["litet kafé"], "c": ["litet"]}
    grouped = EntityFinder("sv", phrases, {"a": "hus", "b": "hus"})
    assert [e.code for e in grouped.find("ett litet kafé")] == ["b", "a"]
    assert [e.code for e in EntityFinder("sv", phrases, {}).find("ett litet kafé")] == ["b"]


def test_a_phrase_of_two_groups_names_both() -> None:
    finder = EntityFinder("sv", {"b": ["kafé"], "a": ["kafé"]}, {})
    assert [e.code for e in finder.find("ett kafé")] == ["b", "a"]


def codes(found_by: EntityFinder, text: str) -> list[str]:
    return list(dict.fromkeys(entity.code for entity in found_by.find(text)))


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        (
            "sv",
            "nationella, regionala och lokala myndigheter",
            ["authority.national", "authority.regional", "authority.local"],
        ),
        ("sv", "lokala och regionala myndigheter", ["authority.local", "authority.regional"]),
        ("sv", "statliga myndigheter", ["authority.national"]),
        (
            "fi",
            "kansalliset, alueelliset ja paikalliset viranomaiset",
            ["authority.national", "authority.regional", "authority.local"],
        ),
        ("fi", "paikallisille viranomaisille", ["authority.local"]),
        ("fi", "paikallisten viranomaisten", ["authority.local"]),
        ("fi", "toimivaltaisilta viranomaisilta", ["authority.competent"]),
        (
            "en",
            "national, regional and local authorities",
            ["authority.national", "authority.regional", "authority.local"],
        ),
        ("en", "a competent authority", ["authority.competent"]),
        ("sv", "kaffe och bullar", []),
    ],
)
def test_kinds_of_authorities(code: str, text: str, found: list[str]) -> None:
    assert codes(load_category_finder(code), text) == found


@pytest.mark.parametrize(
    ("code", "word", "longer"),
    [
        ("sv", "organisationer", "internationella organisationer"),
        ("fi", "järjestöt", "kansainväliset järjestöt"),
        ("en", "organisations", "international organisations"),
    ],
)
def test_the_longest_name_wins(code: str, word: str, longer: str) -> None:
    short, long = codes(load_category_finder(code), word), codes(load_category_finder(code), longer)
    assert len(short) == len(long) == 1
    assert short != long


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("sv", "finansiering ur AMIF, ESF+ och AMIF-fonden", ["AMIF", "ESF+"]),
        ("sv", "Europeiska socialfonden plus", ["ESF+"]),
        ("fi", "ESR+:n ja sisäisen turvallisuuden rahaston tuki", ["ESF+", "ISF"]),
        ("en", "the Asylum, Migration and Integration Fund", ["AMIF"]),
        ("en", "the Recovery and Resilience Facility and the ESF+", ["RRF", "ESF+"]),
        ("sv", "kaféets egen kassa", []),
    ],
)
def test_names_of_funds(code: str, text: str, found: list[str]) -> None:
    assert codes(load_fund_finder(code), text) == found


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("sv", "Finlands genomförandeplan", ["FI", "plan"]),
        ("fi", "Suomen toimeenpanosuunnitelmassa", ["FI", "plan"]),
        ("en", "the implementation plans of Finland", ["plan", "FI"]),
        ("en", "a café in Sweden", []),
    ],
)
def test_countries_and_words_for_a_plan(code: str, text: str, found: list[str]) -> None:
    assert codes(load_document_finder(code), text) == found

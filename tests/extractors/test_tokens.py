"""What is told at once of tokens, phrases and sentences is what spaCy tells."""

from __future__ import annotations

import random
import string
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractors.entities import (
    EntityFinder,
    load_category_finder,
    load_document_finder,
    load_fund_finder,
)
from extractors.sentences import find_starts, find_starts_with_spacy
from extractors.tokens import PlainTokenizer, load_pipeline, load_plain_tokenizer
from schemas.language import find_language, load_token_exceptions
from tests.extractors.test_entities import phrase_to_examples, phrases_of

CODES = ("en", "fi", "sv")

in_every_language = pytest.mark.parametrize("code", CODES)

WORDS = [
    "myndigheter", "EU", "EU:s", "EU-medel", "-unga", "asyl-", "ESF+", "kl", "kl.", "t.ex.",
    "esim.", "e.g", "cannot", "ettei", "Finland's", "i", "X", "2027", "2027–2028", "811,15", "1A1",
    "1A", "och/eller", "N/A", "O.1.2", "x@y.fi", "www.a.fi", "10km", "–", "%", "å",
]  # fmt: skip
BEFORE = ["", "(", '"', "«", "“", "-", "'"]
AFTER = [
    "",
    ".",
    ",",
    ":",
    ";",
    "!",
    "?",
    "…",
    ")",
    ").",
    "),",
    ").",
    '."',
    ".)",
    "–",
    "...",
    "....7",
    "'s",
    "+",
    "/",
]
SPACES = [" ", " ", " ", ", ", " (", "  ", "\u00a0", "\n", "/", "-", ". ", " – "]

stretches = st.one_of(
    st.builds("{}{}{}".format, *map(st.sampled_from, (BEFORE, WORDS, AFTER))),
    st.text("abehikstäöåABIKSÅ019.,;:!?…()«»“”\"'-+–/%", min_size=1, max_size=6),
)


def spacy_tokens(code: str, stretch: str) -> list[str]:
    """spaCy's tokens of a stretch between two words."""
    return [token.text for token in load_pipeline(code).make_doc(f"x {stretch} y")][1:-1]


def special_stretches(code: str) -> Iterator[str]:
    """What spaCy treats as a case of its own, and letters that may be initials."""
    rules = load_pipeline(code).tokenizer.rules  # type: ignore[union-attr]
    yield from (stretch for stretch in rules if stretch.split() == [stretch])
    yield from (f"{letter}." for letter in string.ascii_letters)


@in_every_language
@settings(deadline=None)  # the first example imports spaCy
@given(stretch=stretches)
@example(stretch="(8)")
@example(stretch="ord;)")
@example(stretch="(o:")
def test_a_stretch_is_cut_as_spacy_cuts_it_or_left_to_it(code: str, stretch: str) -> None:
    tokens = [token for token, _ in load_plain_tokenizer(code).split_chunk(stretch)]
    assert tokens in ([], spacy_tokens(code, stretch))


@in_every_language
def test_special_stretches_are_cut_as_spacy_cuts_them_or_left_to_it(code: str) -> None:
    tokenizer = load_plain_tokenizer(code)
    several = [
        f"{before}{stretch}{after}"
        for stretch in special_stretches(code)
        for before in BEFORE
        for after in ("", ".", ",", ")", ").", ":")
    ]
    assert len(several) > 10_000
    settled = {s: [token for token, _ in tokenizer.split_chunk(s)] for s in several}
    assert {s: t for s, t in settled.items() if t and t != spacy_tokens(code, s)} == {}


@in_every_language
def test_the_exceptions_are_what_spacy_cuts_otherwise(code: str) -> None:
    """Should spaCy's list change, the file is written from what the assertion shows."""
    tokenizer = PlainTokenizer(find_language(code), frozenset())
    found = {
        stretch
        for stretch in special_stretches(code)
        if (parts := tokenizer.split_chunk(stretch))
        and [token for token, _ in parts] != spacy_tokens(code, stretch)
    }
    assert found == load_token_exceptions(code)


@pytest.mark.parametrize(
    ("code", "stretch", "tokens"),
    [
        ("sv", "(EU-medel).", ["(", "EU-medel", ")", "."]),
        ("en", "(EU-medel).", []),
        ("en", "Finland's", ["Finland", "'s"]),
        ("sv", "t.ex.", ["t.ex."]),
        ("sv", "(t.ex.", ["(", "t.ex."]),
        ("sv", "jan.", []),
        ("fi", "vuosina", ["vuosina"]),
        ("fi", "2027–2028.", ["2027–2028", "."]),
        ("sv", "inledning.....4", ["inledning", ".....", "4"]),
    ],
)
def test_what_is_told_at_once(code: str, stretch: str, tokens: list[str]) -> None:
    assert [token for token, _ in load_plain_tokenizer(code).split_chunk(stretch)] == tokens


@cache
def finders(code: str) -> tuple[EntityFinder, ...]:
    phrases = list(dict.fromkeys(phrases_of(code)))
    return (
        load_category_finder(code),
        load_fund_finder(code),
        load_document_finder(code),
        EntityFinder(code, {phrase: [phrase] for phrase in phrases}, {}),
    )


def make_texts(code: str, count: int) -> Iterator[str]:
    """Texts of phrases' words and others, put together by many signs."""
    chance = random.Random(code)
    examples = [text for phrase in phrases_of(code) for text in phrase_to_examples(phrase)]
    words = [word for text in examples for word in text.split()]
    special = list(special_stretches(code))
    for _ in range(count):
        parts = chance.choices([examples, words, WORDS, special], [4, 4, 2, 1], k=8)
        chosen = [chance.choice(part) for part in parts]
        shown = [word.upper() if chance.random() < 0.1 else word for word in chosen]
        yield "".join(f"{word}{chance.choice(SPACES)}" for word in shown)


@in_every_language
def test_phrases_are_found_as_spacy_finds_them_or_left_to_it(code: str) -> None:
    settled = differing = 0
    for text in make_texts(code, 500):
        for finder in finders(code):
            found = finder.find_at_once(text)
            if found is not None:
                settled += bool(found)
                differing += found != finder.find_with_spacy(text)
    assert settled > 100
    assert differing == 0


@pytest.mark.parametrize(
    ("code", "phrase", "text"),
    [
        ("en", "not", "they cannot come"),
        ("fi", "ei", "tiedetään, ettei tulla"),
        ("en", "in", "10in"),
    ],
)
def test_a_word_inside_a_contraction_is_left_to_spacy(code: str, phrase: str, text: str) -> None:
    finder = EntityFinder(code, {"found": [phrase]}, {})
    assert finder.find_at_once(text) is None
    assert finder.find_at_once(text.replace(phrase, "x")) == set()


@in_every_language
def test_sentences_start_where_spacy_tells_or_are_left_to_it(code: str) -> None:
    chance = random.Random(code)
    words = [*WORDS * 20, *special_stretches(code)]
    settled = differing = 0
    for _ in range(10_000):
        parts = [chance.choices(several, k=4) for several in (BEFORE, words, AFTER)]
        text = " ".join(f"{a}{word.capitalize()}{b}" for a, word, b in zip(*parts, strict=True))
        starts = find_starts(text, load_plain_tokenizer(code))
        if starts is not None:
            settled += len(starts) > 1
            differing += starts != find_starts_with_spacy(text, code)
    assert settled > 100
    assert differing == 0

from __future__ import annotations

import pytest

from extractors.sentences import split_sentences
from schemas.language import find_language, load_languages
from tests.drawing import span_of, texts_of


@pytest.mark.parametrize(
    ("code", "sentences"),
    [
        ("sv", ["Kaffet kokar.", "Bullarna jäser!", "Vem dukar?", "Jag."]),
        ("sv", ["Kaffet, t.ex. Löfbergs, kokar.", "Bullarna jäser."]),
        ("sv", ["Se mom. 2 och kap. 3.", "Där står det."]),
        ("sv", ["Kaffet kostar 2.50 och bullen 3.10."]),
        ("sv", ["Kaffet kokar (på ved).", "Bullarna jäser."]),
        ("sv", ["Kaffet kokar (på ved.)", "Bullarna jäser."]),
        ("sv", ["Man väljer:", "Kaffe eller te."]),
        ("sv", ["Man väljer: kaffe eller te."]),
        ("sv", ["Kaféet öppnar den 1 maj.", "3 koppar räcker."]),
        ("fi", ["Kahvi kiehuu.", "Pullat nousevat."]),
        ("fi", ["Kahvia juovat esim. Kemin ja mm. Oulun asukkaat.", "Teetä ei juoda."]),
        ("en", ["Coffee, e.g. Arabica, is brewed.", "Buns rise."]),
        ("en", ["See Art. 15 and No. 3.", "It says so."]),
    ],
)
def test_a_text_is_cut_into_its_sentences(code: str, sentences: list[str]) -> None:
    span = span_of(" ".join(sentences))
    found = split_sentences(span, find_language(code))
    assert texts_of(found) == sentences
    assert [w for sentence in found for w in sentence.words] == list(span.words)


@pytest.mark.parametrize(
    ("code", "abbreviation"),
    [
        (language.code, abbreviation)
        for language in load_languages()
        for abbreviation in language.sentences.abbreviations
    ],
)
def test_no_abbreviation_ends_a_sentence(code: str, abbreviation: str) -> None:
    text = f"Kahvi {abbreviation} Kahvila 3 ja {abbreviation} 4 kuppia."
    assert texts_of(split_sentences(span_of(text), find_language(code))) == [text]

"""Sentence boundaries, by a blank spaCy pipeline with one rule component; no model is loaded."""

from __future__ import annotations

from functools import cache

import spacy
from spacy.language import Language as Pipeline
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

from schemas.facts import Language, find_language
from schemas.stages import Span

_END = (".", "!", "?", ":", "…")
_CLOSING = (")", "]", '"', "”", "’", "»")


@Pipeline.component("plancards_sentences")
def mark_sentences(doc: Doc) -> Doc:
    """Begin a sentence after closing punctuation, when a capital letter or a digit follows."""
    for token in doc:
        token.is_sent_start = token.i == 0
    for token in doc[1:]:
        before = token.i - 1
        while before > 0 and doc[before].text in _CLOSING:
            before -= 1
        ended = doc[before].text in _END
        opens = token.text[:1].isupper() or token.text[:1].isdigit()
        token.is_sent_start = ended and opens and bool(doc[token.i - 1].whitespace_)
    return doc


@cache
def load_sentence_pipeline(code: str) -> Pipeline:
    """The pipeline of one language, its abbreviations kept as single tokens."""
    language = find_language(code)
    pipeline = spacy.blank(language.code)
    if not isinstance(pipeline.tokenizer, Tokenizer):
        raise TypeError(f"the blank pipeline of {code} has no rule tokenizer")
    for abbreviation in language.sentences.abbreviations:
        for spelling in {abbreviation, abbreviation.capitalize()}:
            pipeline.tokenizer.add_special_case(spelling, [{"ORTH": spelling}])
    pipeline.add_pipe("plancards_sentences")
    return pipeline


def split_sentences(span: Span, language: Language) -> tuple[Span, ...]:
    """The sentences of ``span``, each with its own words.

    before: "Målet är X, t.ex. Y. Understöd kan beviljas för projekt där man:"
    after:  ("Målet är X, t.ex. Y.", "Understöd kan beviljas för projekt där man:")
    """
    doc = load_sentence_pipeline(language.code)(span.text)
    return tuple(span.slice(sent.start_char, sent.end_char) for sent in doc.sents)

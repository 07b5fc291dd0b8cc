"""Sentence boundaries, by one rule on a language's tokens."""

from __future__ import annotations

from spacy.tokens import Doc

from extractors.tokens import load_pipeline
from schemas.facts import Language
from schemas.stages import Span

_END = (".", "!", "?", ":", "…")
_CLOSING = (")", "]", '"', "”", "’", "»")


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


def split_sentences(span: Span, language: Language) -> tuple[Span, ...]:
    """The sentences of ``span``, each with its own words.

    before: "Målet är X, t.ex. Y. Understöd kan beviljas för projekt där man:"
    after:  ("Målet är X, t.ex. Y.", "Understöd kan beviljas för projekt där man:")
    """
    doc = mark_sentences(load_pipeline(language.code).make_doc(span.text))
    return tuple(span.slice(sent.start_char, sent.end_char) for sent in doc.sents)

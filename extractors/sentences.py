"""Sentence boundaries, by one rule on a language's tokens."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractors.tokens import PlainTokenizer, load_pipeline, load_plain_tokenizer
from schemas.language import Language
from schemas.stages import Span

_END = (".", "!", "?", ":", "…")
_CLOSING = (")", "]", '"', "”", "’", "»")


def split_sentences(span: Span, language: Language) -> tuple[Span, ...]:
    """The sentences of ``span``, each with its own words.

    before: "Målet är X, t.ex. Y. Understöd kan beviljas för projekt där man:"
    after:  ("Målet är X, t.ex. Y.", "Understöd kan beviljas för projekt där man:")
    """
    starts = find_starts(span.text, load_plain_tokenizer(language.code))
    if starts is None:
        starts = find_starts_with_spacy(span.text, language.code)
    return tuple(span.slice(start, end) for start, end in pairwise([*starts, len(span.text)]))


def find_starts(text: str, tokenizer: PlainTokenizer) -> list[int] | None:
    """Where sentences start; ``None`` when only spaCy can tell where a word before one ends.

    A sentence starts after closing punctuation, when a capital letter or a digit follows.
    """
    words = text.split(" ")
    if words != text.split():  # other white space than single spaces
        return None
    starts = [0]
    at = 0
    for word, following in pairwise(words):
        at += len(word) + 1
        if _opens(following) and _may_end(word):
            ended = _ends([part for part, _ in tokenizer.split_chunk(word)])
            if ended is None:
                return None
            if ended:
                starts.append(at)
    return starts


def _may_end(word: str) -> bool:
    """Whether closing punctuation ends a word, brackets left out, or brackets are all of it."""
    bare = word.rstrip("".join(_CLOSING))
    return not bare or bare.endswith(_END)


def _opens(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit()


def _ends(tokens: Sequence[str]) -> bool | None:
    """Whether tokens end a sentence, brackets and quotation marks left out; ``None``: unknown."""
    last = next((token for token in reversed(tokens) if token not in _CLOSING), None)
    return None if last is None else last in _END


def find_starts_with_spacy(text: str, code: str) -> list[int]:
    """Where sentences start, by the tokens of the language's spaCy pipeline."""
    doc = load_pipeline(code).make_doc(text)
    starts = [doc[0].idx] if len(doc) else []
    for token in doc[1:]:
        before = token.i - 1
        while before > 0 and doc[before].text in _CLOSING:
            before -= 1
        ended = doc[before].text in _END
        if ended and _opens(token.text) and doc[token.i - 1].whitespace_:
            starts.append(token.idx)
    return starts

"""A language's tokens: told at once for plain words, by a blank spaCy pipeline for anything else.

spaCy's import and pipeline cost as much as reading a whole plan. Its tokenizer looks at one stretch
without white space at a time, so a stretch whose tokens are certain needs no spaCy at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import regex

from schemas.language import Language, find_language, load_token_exceptions

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline

_LETTER = r"A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u00FF"
_OPENING = r"[(«“”\"]"
_CLOSING = r"[)»“”\"]"
_NUMBER = r"\d+(?:[.,/–]\d+)*|\d[A-Z]\d{1,2}|(?:[A-Za-z]|\d+)(?:\.(?:[a-z]|\d+))*\.\d+"
_CAPITALS_APART = regex.compile(r"[A-Z\u00C0-\u00DE]:[A-Z\u00C0-\u00DE]")
_INITIAL = regex.compile(r"[A-Za-z]\.")
_WORD = regex.compile(r"\p{L}+")
_STRETCH = re.compile(r"\S+|(?<!\S)\s+|[^\S ]\s*| \s+")  # as spaCy, what str.isspace says is space


class Token(NamedTuple):
    """A token, or a stretch without white space whose tokens only spaCy can tell.

    A tuple, because a plan has tens of thousands of them.

    Attributes:
        text: in lower case.
        start: index of its first character in the text.
        certain: whether it is one token.
        contracted: whether tokens of it may begin inside a word, as those of "cannot" do.
    """

    text: str
    start: int
    certain: bool = True
    contracted: bool = False

    @property
    def end(self) -> int:
        """Index after its last character in the text."""
        return self.start + len(self.text)


class PlainTokenizer:
    """Tokens of plain words and numbers, as the language's spaCy pipeline has them."""

    def __init__(self, language: Language, exceptions: frozenset[str]) -> None:
        """Compile what a plain stretch looks like: brackets, a word or number, punctuation.

        Args:
            language: its joiners, endings and abbreviations.
            exceptions: words that look plain and are not, for spaCy.
        """
        joiners = regex.escape("".join(language.tokens.joiners))
        joined = rf"(?:[{joiners}][{_LETTER}]+)*" if joiners else ""
        endings = "|".join(map(regex.escape, (*language.tokens.endings, "")))
        word = rf"-?[{_LETTER}]+\+?{joined}-?"
        self._plain = regex.compile(
            rf"({_OPENING}?)({word}|{_NUMBER})({endings})({_CLOSING}?)([.,;:!?…–]?)({_CLOSING}?)"
        )
        self._in_contents = regex.compile(rf"({word})?(\.{{3,}})(\d*)")
        self._abbreviations = {
            spelling
            for abbreviation in language.sentences.abbreviations
            for spelling in (abbreviation, abbreviation.capitalize())
        }
        self._exceptions = exceptions
        self._parts: dict[str, tuple[tuple[str, int], ...]] = {}
        self._last: tuple[str, Sequence[Token]] = ("", ())

    def split(self, text: str) -> Sequence[Token]:
        """The tokens of ``text`` with their places; white space beyond one space is one, too.

        The last text's are kept: one after another several finders look at it.
        """
        if text != self._last[0]:
            self._last = (text, self._split(text))
        return self._last[1]

    def _split(self, text: str) -> Sequence[Token]:
        tokens: list[Token] = []
        for found in _STRETCH.finditer(text):
            chunk, start = found[0], found.start()
            parts = self._parts.get(chunk) or self.split_chunk(chunk)
            for part, at in parts:
                tokens.append(Token(part.lower(), start + at))
            if not parts:
                contracted = self._is_contracted(chunk)
                tokens.append(Token(chunk.lower(), start, chunk.isspace(), contracted))
        return tokens

    def split_chunk(self, chunk: str) -> tuple[tuple[str, int], ...]:
        """The tokens of a stretch and their places in it; () when they are not certain.

        >>> load_plain_tokenizer("sv").split_chunk("(EU-medel).")
        (('(', 0), ('EU-medel', 1), (')', 9), ('.', 10))
        """
        if chunk not in self._parts:
            self._parts[chunk] = self._split_chunk(chunk)
        return self._parts[chunk]

    def _split_chunk(self, chunk: str) -> tuple[tuple[str, int], ...]:
        if _INITIAL.fullmatch(chunk) and chunk in self._exceptions:
            return ((chunk[0], 0), (chunk[1], 1))
        if len(chunk) == 1 or chunk in self._abbreviations or _INITIAL.fullmatch(chunk):
            return ((chunk, 0),)
        if chunk[0] == "(" and chunk[1:] in self._abbreviations:
            return (("(", 0), (chunk[1:], 1))
        match = self._plain.fullmatch(chunk)
        certain = match and self._is_certain(*match.groups(""))
        if match is None:
            match = self._in_contents.fullmatch(chunk)
            certain = match and match[1] not in self._exceptions
        if match is None or not certain:
            return ()
        groups = enumerate(match.groups(""), start=1)
        return tuple((part, match.start(at)) for at, part in groups if part)

    def _is_certain(
        self, opening: str, core: str, ending: str, bracket: str, sign: str, closing: str
    ) -> bool:
        """Leaves out what may be a smiley, an initial, an abbreviation or a contraction."""
        if core in self._exceptions or _CAPITALS_APART.search(core):
            return False
        if len(core) == 1 and (ending or (bracket if core.isdigit() else sign)):
            return False
        if (bracket and (closing or sign == ":")) or (closing and sign in (":", ";")):
            return False
        if sign == "." and not bracket and not ending:
            end = core[-2:]
            capitals = end.isupper() and end.isalpha()
            parted = end[-1].islower() or end[-1].isdigit() or end[-1] == "+" or capitals
            return parted and not self._keeps_point(core)
        return True

    def _is_contracted(self, chunk: str) -> bool:
        words = _WORD.findall(chunk)
        return "'" in chunk or "’" in chunk or any(word in self._exceptions for word in words)

    def _keeps_point(self, core: str) -> bool:
        return f"{core}." in self._abbreviations or f"{core}." in self._exceptions


@cache
def load_plain_tokenizer(code: str) -> PlainTokenizer:
    """The tokenizer of one language for plain words."""
    return PlainTokenizer(find_language(code), load_token_exceptions(code))


@cache
def load_pipeline(code: str) -> Pipeline:
    """The spaCy pipeline of one language, its abbreviations kept as single tokens; no model.

    One is shared by all who ask: building it costs more than reading a plan with it.
    """
    import spacy
    from spacy.tokenizer import Tokenizer

    language = find_language(code)
    pipeline = spacy.blank(language.code)
    if not isinstance(pipeline.tokenizer, Tokenizer):
        raise TypeError(f"the blank pipeline of {code} has no rule tokenizer")
    for abbreviation in language.sentences.abbreviations:
        for spelling in {abbreviation, abbreviation.capitalize()}:
            pipeline.tokenizer.add_special_case(spelling, [{"ORTH": spelling}])
    return pipeline

"""Finds the phrases of the data files in a text: beneficiary categories, funds, countries.

A phrase is tokens with one space between them: ``word`` is that token, ``stem*`` a token that
begins so, ``{a|b}`` one of several and ``{a|b}*`` any number of them, also none. So inflected forms
are found by stem, and word boundaries are the language's.

Texts of plain words are settled by a matcher of our own. spaCy's token patterns decide the others:
those where a phrase's words stand in something that only spaCy's tokenizer can cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from extractors.tokens import Token, load_pipeline, load_plain_tokenizer
from schemas.beneficiaries import load_categories
from schemas.errors import FactsError
from schemas.eu_funds import load_other_funds
from schemas.fund import load_funds
from schemas.language import load_languages

if TYPE_CHECKING:
    from spacy.pipeline import SpanRuler

_KEY = "found"


@dataclass(frozen=True, slots=True)
class Entity:
    """A phrase found: its code and the characters it takes."""

    code: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TokenPattern:
    """What one token of a phrase may be, in lower case.

    Attributes:
        words: whole tokens.
        stems: beginnings of tokens.
        repeated: whether any number of such tokens may stand there, also none.
    """

    words: tuple[str, ...]
    stems: tuple[str, ...] = ()
    repeated: bool = False

    def matches(self, token: str) -> bool:
        """Whether ``token`` is one of the words or begins with one of the stems."""
        return token in self.words or token.startswith(self.stems)


def phrase_to_patterns(phrase: str) -> tuple[TokenPattern, ...]:
    """A phrase token by token.

    >>> phrase_to_patterns("lokal* {,|och}*")[1]
    TokenPattern(words=(',', 'och'), stems=(), repeated=True)

    Raises:
        FactsError: a brace is left open.
    """
    patterns: list[TokenPattern] = []
    for token in phrase.lower().split(" "):
        repeated = token.endswith("}*")
        group = token.removesuffix("*") if repeated else token
        if group.startswith("{") != group.endswith("}"):
            raise FactsError(
                f"phrase '{phrase}': a brace is left open at '{token}'. Mend the entry."
            )
        options = group[1:-1].split("|") if group.startswith("{") else [group]
        stems = tuple(option[:-1] for option in options if option.endswith("*"))
        words = tuple(option for option in options if not option.endswith("*"))
        patterns.append(TokenPattern(words, stems, repeated))
    return tuple(patterns)


def patterns_to_spacy(patterns: Sequence[TokenPattern]) -> list[dict[str, Any]]:
    """A phrase as a spaCy token pattern.

    >>> patterns_to_spacy(phrase_to_patterns("lokal* {,|och}*"))
    [{'LOWER': {'REGEX': '^(?:lokal.*)$'}}, {'LOWER': {'REGEX': '^(?:,|och)$'}, 'OP': '*'}]
    """
    found: list[dict[str, Any]] = []
    for pattern in patterns:
        if len(pattern.words) == 1 and not pattern.stems and not pattern.repeated:
            found.append({"LOWER": pattern.words[0]})
            continue
        choice = "|".join(
            [*map(re.escape, pattern.words), *(f"{re.escape(stem)}.*" for stem in pattern.stems)]
        )
        operator = {"OP": "*"} if pattern.repeated else {}
        found.append({"LOWER": {"REGEX": f"^(?:{choice})$"}, **operator})
    return found


class PhraseMatcher:
    """Finds phrases in tokens, at every place and in every length, as spaCy's matcher does."""

    def __init__(self, phrases: Mapping[str, Sequence[Sequence[TokenPattern]]]) -> None:
        """Compile the phrases, given by code."""
        self._phrases = [(code, found) for code, several in phrases.items() for found in several]
        every = [pattern for _, patterns in self._phrases for pattern in patterns]
        self._parts = _Parts.of(_words(every) | _stems(every))
        opening = [first for _, patterns in self._phrases for first in _openings(patterns)]
        self._opening_words = _words(opening)
        self._opening_stems = tuple(_stems(opening))
        self._begun: dict[str, list[tuple[str, Sequence[TokenPattern]]]] = {}

    def find(self, tokens: Sequence[Token]) -> set[Entity] | None:
        """The phrases in ``tokens``; ``None`` when one may stand in a token that is not certain."""
        uncertain = [token for token in tokens if not token.certain]
        if any(self._parts.may_stand_in(token) for token in uncertain):
            return None
        found: set[Entity] = set()
        for at, token in enumerate(tokens):
            begun = self._begun.get(token.text)
            if begun is None:
                begun = self._begun[token.text] = self._begun_by(token.text)
            for code, patterns in begun:
                for end in _match(patterns, tokens, at):
                    found.add(Entity(code, token.start, tokens[end - 1].end))
        return found

    def _begun_by(self, token: str) -> list[tuple[str, Sequence[TokenPattern]]]:
        """The phrases that may begin with a token, by code."""
        if token not in self._opening_words and not token.startswith(self._opening_stems):
            return []
        return [
            (code, patterns)
            for code, patterns in self._phrases
            if any(first.matches(token) for first in _openings(patterns))
        ]


def _openings(patterns: Sequence[TokenPattern]) -> Iterator[TokenPattern]:
    """What a phrase may begin with: its first token, and the next while tokens may be left out."""
    for pattern in patterns:
        yield pattern
        if not pattern.repeated:
            return


def _match(patterns: Sequence[TokenPattern], tokens: Sequence[Token], start: int) -> set[int]:
    """Where a phrase that begins at token ``start`` may end, as indices after its last token."""
    ends = {start}
    for pattern in patterns:
        reached = set(ends) if pattern.repeated else set[int]()
        for end in ends:
            at = end
            while at < len(tokens) and pattern.matches(tokens[at].text):
                at += 1
                reached.add(at)
                if not pattern.repeated:
                    break
        ends = reached
    return ends


def _words(patterns: Iterable[TokenPattern]) -> set[str]:
    return {word for pattern in patterns for word in pattern.words}


def _stems(patterns: Iterable[TokenPattern]) -> set[str]:
    return {stem for pattern in patterns for stem in pattern.stems}


class _Parts(NamedTuple):
    """What tokens of phrases are or begin with, by where it can stand in a stretch of several.

    Tokens begin where letters begin, but for contractions; mere signs join a phrase only from a
    stretch's edge.
    """

    words: tuple[str, ...]
    signs: tuple[str, ...]
    other: tuple[str, ...]

    @classmethod
    def of(cls, texts: Iterable[str]) -> _Parts:
        found: tuple[list[str], list[str], list[str]] = ([], [], [])
        for text in texts:
            mere = not any(letter.isalnum() for letter in text)
            found[1 if mere else 0 if text[0].isalnum() else 2].append(text)
        return cls(*map(tuple, found))

    def may_stand_in(self, token: Token) -> bool:
        """Whether a part of ``token`` may be a phrase's, however it is cut."""
        stretch = token.text
        return (
            stretch.startswith(self.signs)
            or stretch.endswith(self.signs)
            or any(text in stretch for text in self.other)
            or any(
                stretch.startswith(self.words, at)
                for at in range(len(stretch))
                if at == 0 or token.contracted or not stretch[at - 1].isalpha()
            )
        )


class EntityFinder:
    """Finds one set of phrases in texts of one language."""

    def __init__(
        self, code: str, phrases: Mapping[str, Iterable[str]], parents: Mapping[str, str | None]
    ) -> None:
        """Compile the phrases.

        Args:
            code: of the language.
            phrases: per entity code, in order of precedence.
            parents: the group of each code; see ``find``.
        """
        self._code = code
        self._order = {entity: at for at, entity in enumerate(phrases)}
        self._parents = parents
        self._phrases = {
            entity: [phrase_to_patterns(phrase) for phrase in several]
            for entity, several in phrases.items()
        }
        self._tokenizer = load_plain_tokenizer(code)
        self._matcher = PhraseMatcher(self._phrases)
        self._ruler: SpanRuler | None = None

    def find(self, text: str) -> tuple[Entity, ...]:
        """The entities of ``text`` by first mention, each mention once.

        Of overlapping ones the longer counts, except that members of one group may share words:
        "nationella, regionala och lokala myndigheter" names three.
        """
        found = self.find_at_once(text)
        if found is None:
            found = self.find_with_spacy(text)
        kept = [e for e in found if not any(self._hides(other, e) for other in found)]
        return tuple(sorted(kept, key=lambda e: (e.start, self._order[e.code], e.end)))

    def find_at_once(self, text: str) -> set[Entity] | None:
        """Every phrase in ``text``, also in a longer one; ``None`` when only spaCy can tell."""
        return self._matcher.find(self._tokenizer.split(text))

    def find_with_spacy(self, text: str) -> set[Entity]:
        """Every phrase in ``text``, also in a longer one, by spaCy's patterns."""
        from spacy.pipeline import SpanRuler

        pipeline = load_pipeline(self._code)
        if self._ruler is None:
            self._ruler = SpanRuler(pipeline, spans_key=_KEY, spans_filter=None, validate=False)
            self._ruler.add_patterns(
                [
                    {"label": entity, "pattern": patterns_to_spacy(patterns)}
                    for entity, several in self._phrases.items()
                    for patterns in several
                ]
            )
        doc = self._ruler(pipeline.make_doc(text))
        return {Entity(s.label_, s.start_char, s.end_char) for s in doc.spans.get(_KEY, [])}

    def _hides(self, longer: Entity, entity: Entity) -> bool:
        inside = longer.start <= entity.start and entity.end <= longer.end
        if not inside or (longer.start, longer.end) == (entity.start, entity.end):
            return False
        if longer.code == entity.code:
            return True
        parent = self._parents.get(entity.code)
        return parent is None or parent != self._parents.get(longer.code)


@cache
def load_category_finder(code: str) -> EntityFinder:
    """Finds beneficiary categories in one language."""
    categories = load_categories()
    return EntityFinder(
        code,
        {category.code: category.in_language(code) for category in categories},
        {category.code: category.parent for category in categories},
    )


@cache
def load_fund_finder(code: str) -> EntityFinder:
    """Finds the names of EU funds in one language."""
    phrases = {fund.code: fund.names.in_language(code) for fund in load_funds()}
    phrases |= {fund.code: fund.in_language(code) for fund in load_other_funds()}
    return EntityFinder(code, phrases, {})


@cache
def load_document_finder(code: str) -> EntityFinder:
    """Finds the words for a plan (as "plan") and country names (by their codes) in one language."""
    language = next(found for found in load_languages() if found.code == code)
    return EntityFinder(code, {"plan": language.document.plan, **language.countries}, {})


@cache
def load_account_finder(code: str) -> EntityFinder:
    """Finds what a plan tells of its programme with, by the keys of ``account`` in the language."""
    words = next(found for found in load_languages() if found.code == code).account
    sentences = {"implementers", "no_names", "listing"}
    phrases = {key: value for key, value in words if key not in sentences}
    return EntityFinder(code, phrases, {})

"""Undoes line wraps without touching the hyphens that belong to words.

before: "samordnas med annan EU-" / "finansiering inom asyl-" / "och mottagningssystemet"
after:  "samordnas med annan EU-finansiering inom asyl- och mottagningssystemet"
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise

import regex

from schemas.language import Language
from schemas.stages import Line, Span, Word

_HYPHENS = ("-", "\u2010", "\u2011")
_DASHES = ("\u2012", "\u2013", "\u2014")
_SOFT_HYPHEN = "\u00ad"
_INVISIBLE = regex.compile(r"[\u00ad\u200b\u200c\u200d\u2060\ufeff\p{Cc}]")
_EDGE_PUNCTUATION = regex.compile(r"^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$")
_URL = regex.compile(r"^\W*(?:\p{L}+://|www\.)", regex.IGNORECASE)

LEAST_BROKEN = 3
"""So many broken words that the document also writes whole show that it hyphenates."""

BROKEN_SHARE = 0.008
"""Lines that end in a broken word are at least this share where a typesetter hyphenates."""

INFLECTION_LENGTH = 3
"""A word of the document shows a hyphenated one when they differ in so few last letters."""


@dataclass(frozen=True)
class WrapRules:
    """What decides at a line's end: the language's conjunctions and the document's own words.

    Attributes:
        conjunctions: words before which a hyphen stays and a space follows.
        vocabulary: the document's words that are certainly whole, in lower case, and how often.
        lower_case: the words that the document also writes in lower case.
        hyphenates: whether the document shows that its typesetter broke words.
        soft_signs: hyphen characters that never stand inside a word: they are the typesetter's.
        kept_between: letters between two of which, when they are the same, a hyphen is the word's.
        has_own_sign: whether its own hyphens are another character, also those before conjunctions.
    """

    conjunctions: frozenset[str] = frozenset()
    vocabulary: Counter[str] = field(default_factory=Counter)
    lower_case: frozenset[str] = frozenset()
    hyphenates: bool = False
    soft_signs: frozenset[str] = frozenset()
    kept_between: str = ""
    has_own_sign: bool = False

    @cached_property
    def stems(self) -> frozenset[str]:
        """Beginnings of the words that are whole, for inflected forms."""
        cuts = range(1, INFLECTION_LENGTH + 1)
        return frozenset(word[:-cut] for word in self.vocabulary for cut in cuts)

    def is_common(self, word: str) -> bool:
        """Whether the document also writes ``word`` in lower case: it is no name."""
        return _bare(word) in self.lower_case


def lines_to_wrap_rules(lines: Sequence[Line], language: Language) -> WrapRules:
    """Collect the words of a document that are certainly whole: all but the last of each line."""
    whole: list[str] = []
    for line in lines:
        texts = [word.text for word in line.words]
        broken = bool(texts) and texts[-1].endswith(_HYPHENS)
        whole += texts[:-1] if broken else texts
    vocabulary = Counter(map(_bare, whole))
    every = {word.text for line in lines for word in line.words}
    inside = " ".join(text[1:-1] for text in every)
    lower = frozenset(_bare(text) for text in every if text[:1].islower())
    soft_signs = frozenset(sign for sign in _HYPHENS[1:] if sign not in inside)
    rules = WrapRules(
        frozenset(language.wrap.conjunctions),
        vocabulary,
        lower,
        soft_signs=soft_signs,
        kept_between=language.wrap.kept_between,
        has_own_sign=_HYPHENS[0] in inside and not _ends_words(lines, every, soft_signs),
    )
    return replace(rules, hyphenates=_shows_hyphenation(lines, rules))


def _ends_words(lines: Sequence[Line], every: Iterable[str], signs: Iterable[str]) -> bool:
    """Whether one of ``signs`` ends a word inside a line, as the author's own hyphen may."""
    endings = tuple(signs)
    return any(text.endswith(endings) for text in every) and any(
        word.text.endswith(endings) for line in lines for word in line.words[:-1]
    )


def _shows_hyphenation(lines: Sequence[Line], rules: WrapRules) -> bool:
    """Whether words broken at line ends are written whole elsewhere, or are many different ones.

    Where the document writes "client-friendly", "client-" at a line's end is no broken word.
    """
    seen: set[tuple[str, str]] = set()
    for before, line in pairwise(lines):
        if before.words and line.words and before.words[-1].text.endswith(_HYPHENS[0]):
            last, end = before.words[-1].text, _bare(line.words[0].text)
            if line.text[0].islower() and end not in rules.conjunctions and _may_be_broken(last):
                seen.add((_bare(last), end))
    broken = sum(rules.vocabulary[start + end] > 0 for start, end in seen)
    kept = sum(rules.vocabulary[f"{start}-{end}"] > 0 for start, end in seen)
    own = {word.split("-", 1)[0] for word in rules.vocabulary if "-" in word}
    unlike = sum(start not in own for start, _ in seen)
    often = unlike >= LEAST_BROKEN and unlike >= BROKEN_SHARE * len(lines)
    return (broken >= LEAST_BROKEN or often) and broken >= kept


def _may_be_broken(word: str) -> bool:
    """Whether a word with a hyphen at its end may be the first half of one: "inte-", not "EU-"."""
    part = _EDGE_PUNCTUATION.sub("", word).rsplit("-", 1)[-1]
    return part.isalpha() and part[1:].islower()


def lines_to_span(lines: Sequence[Line], rules: WrapRules) -> Span:
    """The lines' words as one text, wraps undone, each word with its place in the text.

    Args:
        lines: in reading order; bullets are left out.
        rules: see ``lines_to_wrap_rules``.
    """
    text = ""
    words: list[Word] = []
    starts: list[int] = []
    broken = ""
    for line in lines:
        shown, following, lengths = _show(line)
        if not shown:
            continue
        if text:
            text = join_wrapped(text + broken, following, rules)
            if starts[-1] > len(text):
                starts = [min(start, len(text)) for start in starts]
        words += shown
        starts += accumulate(lengths[:-1], initial=len(text))
        text += following
        broken = _SOFT_HYPHEN if shown[-1].text.endswith(_SOFT_HYPHEN) else ""
    return Span(text, tuple(words), tuple(starts))


def _show(line: Line) -> tuple[Sequence[Word], str, list[int]]:
    """The words of a line that can be seen, their text, and how far each is from the next."""
    words: Sequence[Word] = line.words
    texts = [word.text for word in words]
    text = line.text
    if not text.isprintable():  # no printable sign is invisible
        seen = [(word, visible) for word in words if (visible := _visible(word.text))]
        words = [word for word, _ in seen]
        texts = [visible for _, visible in seen]
        text = " ".join(texts)
    return words, text, [len(text) + 1 for text in texts]


def _visible(word: str) -> str:
    return word if word.isprintable() else _INVISIBLE.sub("", word)


def join_wrapped(before: str, after: str, rules: WrapRules) -> str:
    """``before`` as it must read so that ``after``, the next line, can be appended to it.

    >>> rules = WrapRules(frozenset({"och"}), Counter({"integration": 2}))
    >>> [join_wrapped(a, b, rules) for a, b in [
    ...     ("annan EU-", "finansiering"), ("asyl-", "och"), ("barn och -", "unga"),
    ...     ("2014–", "2020"), ("inte-", "gration"), ("stöd för", "barn")]]
    ['annan EU-', 'asyl- ', 'barn och -', '2014–', 'inte', 'stöd för ']
    """
    last = before.rsplit(" ", 1)[-1]
    following = after.split(" ", 1)[0]
    if last.endswith(_SOFT_HYPHEN):
        return before[:-1]
    sure = rules.has_own_sign or _bare(following) not in rules.conjunctions
    if sure and last[-1:] in rules.soft_signs:
        return before[:-1].rstrip()
    if last.endswith(_HYPHENS):
        return _join_hyphen(before, last, following, rules)
    if last.endswith(_DASHES) and len(last) > 1:
        return before
    if last.endswith("/") or (_URL.match(last) and last.endswith(("?", "&"))):
        return before
    return before + " "


def _join_hyphen(before: str, last: str, following: str, rules: WrapRules) -> str:
    if len(last) == 1:
        previous = before[:-1].rstrip().rsplit(" ", 1)[-1].casefold()
        suspended = previous in rules.conjunctions and following[:1].islower()
        return before if suspended else before + " "
    start, end = _bare(last), _bare(following)
    if end in rules.conjunctions:
        broken = rules.hyphenates and rules.vocabulary[start + end] > 0
        return before[:-1] if broken and not rules.vocabulary[start] else before + " "
    if following[:1].islower():
        known = rules.vocabulary[start + end] or rules.vocabulary[f"{start}-{end}"]
        if not known and start[-1:] == end[:1] and end[:1] in rules.kept_between:
            return before
        guessable = rules.hyphenates and not known and _may_be_broken(last)
        if guessable or _is_one_word(start, end, rules):
            return before[:-1]
    return before


def _is_one_word(start: str, end: str, rules: WrapRules) -> bool:
    """Whether the document writes ``start`` + ``end`` without a hyphen more often than with one."""
    whole, hyphenated = start + end, f"{start}-{end}"
    if rules.vocabulary[whole] or rules.vocabulary[hyphenated]:
        return rules.vocabulary[whole] > rules.vocabulary[hyphenated]
    if len(end) <= INFLECTION_LENGTH:
        return False
    kin = {whole[: len(whole) - cut] for cut in range(INFLECTION_LENGTH + 1)}
    return any(k in rules.vocabulary or k in rules.stems for k in kin)


@lru_cache(maxsize=1 << 16)
def _bare(word: str) -> str:
    if word.isalnum():  # letters and digits, as nearly every word
        return word.casefold()
    return _EDGE_PUNCTUATION.sub("", _visible(word)).casefold()

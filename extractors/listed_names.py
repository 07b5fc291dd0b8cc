"""Takes a list of names in a sentence apart: "A, B and C"."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.entities import load_category_finder
from extractors.phrases import phrase_to_pattern
from schemas.language import Language
from schemas.stages import Span

_COMMA = regex.compile(r",(?![^(]*\))\s*")


def split_names(span: Span, language: Language) -> tuple[Span, ...]:
    """The names that ``span`` lists, each as it is written; () when it names nobody.

    The last name is parted from the one before it by a word such as "and"; the same word may stand
    inside a name, as in "Institutet för hälsa och välfärd". At least one name begins with a capital
    or is a known kind of beneficiary: "one has started" names nobody, and neither does a list with
    a word that no name has.

    before: "Migrationsverket, Institutet för hälsa och välfärd samt Rädda barnen rf"
    after:  "Migrationsverket", "Institutet för hälsa och välfärd", "Rädda barnen rf"
    """
    chunks = list(_split_at_commas(span))
    last = chunks.pop()
    names = [*chunks, *_split_last(last, language, listed=bool(chunks))]
    bare = tuple(name for name in (_strip(name, language) for name in names) if name.text)
    others = frozenset(language.account.no_names)
    words = {word.casefold() for name in bare for word in name.text.split()}
    named = any(_is_name(name, language) for name in bare) and words.isdisjoint(others)
    return bare if named else ()


def _split_at_commas(span: Span) -> Iterator[Span]:
    at = 0
    for match in _COMMA.finditer(span.text):
        yield span.slice(at, match.start())
        at = match.end()
    yield span.slice(at, len(span.text))


def _split_last(span: Span, language: Language, listed: bool) -> list[Span]:
    """Part the last two names of a list; a word inside a known name does not part it."""
    known = [(e.start, e.end) for e in load_category_finder(language.code).find(span.text)]
    for phrase in language.account.listing:
        matches = regex.finditer(rf"(?i:(?:^|\s){phrase_to_pattern(phrase)}\s)", span.text)
        places = [m.span() for m in matches if not any(a < m.start() < b for a, b in known)]
        capital = [place for place in places if span.text[place[1]].isupper()]
        begins = [place for place in places if any(a == place[1] for a, _ in known)]
        chosen = capital or begins or (places if listed and len(places) == 1 else [])
        if chosen:
            start, end = chosen[-1]
            return [span.slice(0, start), span.slice(end, len(span.text))]
    return [span]


def _strip(span: Span, language: Language) -> Span:
    """The name without function words before it ("the", "även") and signs after it."""
    start = 0
    for match in regex.finditer(r"\S+\s*", span.text):
        if match[0].strip().casefold() not in language.document.function_words:
            break
        start = match.end()
    return span.slice(start, len(span.text.rstrip(" .,;:")))


def _is_name(span: Span, language: Language) -> bool:
    known = load_category_finder(language.code).find(span.text)
    return span.text[0].isupper() or bool(known)

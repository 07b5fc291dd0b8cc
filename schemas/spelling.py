"""Words that are written out somewhere, and what a glyph without letters may stand for in one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex
from pydantic import BaseModel, ConfigDict

from schemas.fact_files import Phrases, load_file
from schemas.language import load_languages

_WORD = regex.compile(r"\p{L}+")


class _Ligatures(BaseModel):
    """The file ``ligatures.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    letters: Phrases


@cache
def load_ligatures() -> Phrases:
    """Letters that fonts set as one glyph."""
    return load_file("ligatures.toml", _Ligatures).letters


@cache
def load_written_words() -> frozenset[str]:
    """Every word that the language files write, in small letters: of labels, phrases, seasons."""
    texts = (text for language in load_languages() for text in _list_texts(language.model_dump()))
    return frozenset(word for text in texts for word in _WORD.findall(text.casefold()))


def _list_texts(value: object) -> Iterator[str]:
    """The texts in a value of a data file, however deep."""
    match value:
        case str():
            yield value
        case dict():
            for part in value.values():
                yield from _list_texts(part)
        case tuple() | list():
            for part in value:
                yield from _list_texts(part)

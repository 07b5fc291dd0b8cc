"""A language's tokens: a blank spaCy pipeline; no model is loaded."""

from __future__ import annotations

from functools import cache

import spacy
from spacy.language import Language as Pipeline
from spacy.tokenizer import Tokenizer

from schemas.facts import find_language


@cache
def load_pipeline(code: str) -> Pipeline:
    """The pipeline of one language, its abbreviations kept as single tokens.

    One is shared by all who ask: building it costs more than reading a plan with it.
    """
    language = find_language(code)
    pipeline = spacy.blank(language.code)
    if not isinstance(pipeline.tokenizer, Tokenizer):
        raise TypeError(f"the blank pipeline of {code} has no rule tokenizer")
    for abbreviation in language.sentences.abbreviations:
        for spelling in {abbreviation, abbreviation.capitalize()}:
            pipeline.tokenizer.add_special_case(spelling, [{"ORTH": spelling}])
    return pipeline

"""What every stretch of text on the pages with cards was taken for, and where it stands.

The plan document counts characters by what they were taken for, and gives places to values and to
what is left over. Labels, headings, page numbers and bullets have none there; whoever wants to show
them reads the kept source again.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

from extractors.on_page import OnPage, ignore_page
from extractors.readers import read_document
from pipeline.coverage import Category, words_beside_cards, words_to_categories, words_to_runs
from pipeline.isolation import run_isolated
from pipeline.places import PlaceFinder
from pipeline.run import (
    Options,
    extract_fields,
    find_cards,
    options_of_then,
    prepare,
    read_account,
    read_tables,
)
from schemas.record import Place, PlanHeader
from schemas.stages import Document, Word


class Stretch(BaseModel):
    """Words on one line that were taken for the same.

    Attributes:
        category: what for.
        text: the words with one space between.
        place: where they stand.
    """

    model_config = ConfigDict(frozen=True)

    category: Category
    text: str
    place: Place


STRETCHES = TypeAdapter(list[Stretch])
"""How a worker hands stretches back."""


def read_ledger(path: Path, stored: PlanHeader, options: Options) -> list[Stretch]:
    """The ledger of a kept source, read as it was when it was stored.

    Args:
        path: the kept source.
        stored: header of the stored version; it tells the reader, and what a caller had fixed.
        options: password and limits.

    Raises:
        InputError: this build cannot read it as a plan.
    """
    then = options_of_then(stored, options)
    task = partial(_read_to_json, path, then)
    return STRETCHES.validate_json(run_isolated(task, path, ignore_page, then.limits))


def _read_to_json(path: Path, options: Options, on_page: OnPage) -> bytes:
    """The worker's job."""
    document = read_document(path, options.reader, options.password, on_page)
    return STRETCHES.dump_json(list(document_to_ledger(document, options)))


def document_to_ledger(document: Document, options: Options) -> Iterator[Stretch]:
    """Every stretch of a document, in its order, each character of it once.

    before: the words "Support", "75" and "%" of a card's row
    after:  a stretch "Support" of the category "label", and a stretch "75 %" of "field"

    Raises:
        InputError: there is no card in it.
    """
    prepared = prepare(document, options)
    found = find_cards(prepared)
    raw_cards = extract_fields(prepared, found)
    tables = read_tables(prepared, found)
    account = read_account(prepared, found, tables)
    categories = words_to_categories(prepared.layout.furniture, found, raw_cards, tables, account)
    places = PlaceFinder(document)

    def category_of(word: Word) -> Category:
        return categories.get(word.index, "leftover")

    regions = [raw.region for raw in raw_cards]
    words = words_beside_cards(document, regions, found.lost_pages)
    for category, taken in groupby(words, category_of):
        for run in words_to_runs(list(taken)):
            text = " ".join(word.text for word in run)
            for place in places.words_to_places(run):
                yield Stretch(category=category, text=text, place=place)

"""The ledger: what became of every character on the pages that hold cards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from typing import Literal

from extractors.account import RawAccount
from extractors.cards import FoundCards
from pipeline.normalise.funding import RawTables
from pipeline.places import PlaceFinder
from schemas.geometry import boxes_share_height
from schemas.record import Coverage, Leftover
from schemas.stages import CardRegion, Document, Line, RawCard, Word, words_of

Category = Literal["field", "label", "heading", "furniture", "leftover"]


def count_coverage(
    document: Document,
    furniture: Sequence[Line],
    found: FoundCards,
    raw_cards: Sequence[RawCard],
    raw_tables: RawTables,
    account: RawAccount,
    places: PlaceFinder,
) -> Coverage:
    """Count characters (white space left out) by what they were taken for.

    Text that stands under a chapter's heading, before any card of it, counts with the heading.

    Args:
        document: the words to account for.
        furniture: page numbers and running heads.
        found: cards, headings and what stands outside them.
        raw_cards: the fields and labels of the cards.
        raw_tables: the tables that may stand beside cards on a page.
        account: what the chapters tell, which may stand there as well.
        places: for the places of what is left over.
    """
    categories = words_to_categories(furniture, found, raw_cards, raw_tables, account)
    counts: Counter[Category] = Counter()
    left: list[Word] = []
    regions = [raw.region for raw in raw_cards]
    for word in words_beside_cards(document, regions, found.lost_pages):
        category: Category = categories.get(word.index, "leftover")
        counts[category] += len(word.text)
        if category == "leftover":
            left.append(word)
    leftovers = [
        Leftover(
            page=place.page, bbox=place.bbox, line=place.line, text=" ".join(w.text for w in run)
        )
        for run in words_to_runs(left)
        for place in places.words_to_places(run)
    ]
    return Coverage(
        characters=counts.total(),
        field=counts["field"],
        label=counts["label"],
        heading=counts["heading"],
        furniture=counts["furniture"],
        leftover=counts["leftover"],
        leftovers=leftovers,
    )


def words_to_categories(
    furniture: Sequence[Line],
    found: FoundCards,
    raw_cards: Sequence[RawCard],
    raw_tables: RawTables,
    account: RawAccount,
) -> dict[int, Category]:
    """What each word was taken for, by its index; a word that is missing is left over.

    The arguments are those of ``count_coverage``.
    """
    categories: dict[int, Category] = {}
    _assign(categories, "furniture", words_of(furniture))
    for heading in found.headings:
        _assign(categories, "heading", words_of(heading.lines))
    _assign(categories, "heading", words_of((*found.chapters, *found.chapter_text)))
    for table in raw_tables.all:
        _assign(categories, "heading", words_of(table.heading))
        _assign(categories, "furniture", words_of(table.repeated))
        _assign(categories, "field", (word for span in table.values for word in span.words))
    _assign(categories, "field", (word for span in account.values for word in span.words))
    for raw in raw_cards:
        _assign_card(categories, raw)
    return categories


def _assign(categories: dict[int, Category], category: Category, words: Iterable[Word]) -> None:
    for word in words:
        categories[word.index] = category


def _assign_card(categories: dict[int, Category], raw: RawCard) -> None:
    """Bullets and repeated title rows are furniture; a word used in a field is the field's."""
    region = raw.region
    _assign(categories, "furniture", words_of(region.repeated))
    _assign(categories, "furniture", raw.marks)
    _assign(categories, "label", (word for label in raw.labels for word in label.words))
    _assign(categories, "field", words_of(region.title.lines))
    parts = (part for field in raw.fields.values() for part in field.parts if part.role != "label")
    _assign(categories, "field", (word for part in parts for word in part.span.words))


def words_beside_cards(
    document: Document, regions: Sequence[CardRegion], lost_pages: Set[int] = frozenset()
) -> list[Word]:
    """The words of all pages that hold cards; of a text, those from the first card to the last.

    Pages that show a part of a card that was not recognised (``lost_pages``) are among them.
    """
    own = [w for r in regions for w in words_of((*r.title.lines, *r.repeated, *r.lines))]
    if not own:
        return []
    if own[0].line is not None:
        first, last = min(w.index for w in own), max(w.index for w in own)
        return [word for word in document.words() if first <= word.index <= last]
    pages = {word.page for word in own} | lost_pages
    return [word for word in document.words() if word.page in pages]


def words_to_runs(words: Sequence[Word]) -> list[list[Word]]:
    """Words that follow each other on one line of the document, together."""
    runs: list[list[Word]] = []
    for word in words:
        last = runs[-1][-1] if runs else None
        if last and word.index == last.index + 1 and _on_one_line(last, word):
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _on_one_line(a: Word, b: Word) -> bool:
    return a.page == b.page and a.line == b.line and boxes_share_height(a.box, b.box) > 0.5

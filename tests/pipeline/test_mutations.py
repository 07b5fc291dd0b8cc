"""A contradiction planted in a sample is found, whatever it is and wherever it stands.

Words of the samples' pages are changed after reading, one contradiction at a time; the samples
themselves have none. ``PLANCARDS_MUTATIONS=10`` tries ten places of every kind instead of one.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from extractors.readers import read_document
from pipeline.evidence import card_to_places
from pipeline.matching import match_rows
from pipeline.run import extract_plan
from schemas.geometry import Box
from schemas.record import CallRow, MeasureCard, Place, Plan
from schemas.stages import Document, Word

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
STEMS = ("amif-2027-2028.sv", "isf-2027-2028.fi", "bmvi-2027-2028.en")
TRIES = int(os.environ.get("PLANCARDS_MUTATIONS", "1"))

NewText = Callable[[str], str]


@cache
def read_sample(stem: str) -> Document:
    return read_document(SAMPLES / f"{stem}.pdf")


def extract(document: Document) -> Plan:
    return extract_plan(Path("sample.pdf"), read=lambda *_: document)


@cache
def extract_sample(stem: str) -> Plan:
    return extract(read_sample(stem))


def words_at(document: Document, places: Sequence[Place]) -> list[Word]:
    """The words whose middle stands in one of the places."""
    found = []
    for place in places:
        x0, top, x1, bottom = place.bbox or (0, 0, 0, 0)
        for word in document.words():
            x, y = word.box.centre
            if word.page == place.page and x0 <= x <= x1 and top <= y <= bottom:
                found.append(word)
    return found


def change(document: Document, words: Iterable[Word], new: NewText) -> Document:
    """The document with other texts in place of ``words``; a word that becomes "" is gone."""
    chosen = {word.index for word in words}
    pages = []
    for page in document.pages:
        kept = (replace(w, text=new(w.text)) if w.index in chosen else w for w in page.words)
        pages.append(replace(page, words=tuple(word for word in kept if word.text)))
    return replace(document, pages=tuple(pages))


def insert(document: Document, place: Place, text: str) -> Document:
    """The document with a word in the middle of an empty cell."""
    last = max(word.index for word in document.words())
    x0, top, x1, bottom = place.bbox or (0, 0, 0, 0)
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    word = Word(last + 1, text, place.page or 1, Box(x, y - 5, x + 6, y + 5), size=10)
    pages = (
        replace(page, words=(*page.words, word)) if page.number == place.page else page
        for page in document.pages
    )
    return replace(document, pages=tuple(pages))


def next_digit(text: str) -> str:
    """Another number of the same length."""
    return text[:-1] + str((int(text[-1]) + 1) % 10)


def change_last_number(document: Document, places: Sequence[Place]) -> Document:
    numbers = [word for word in words_at(document, places) if word.text[-1].isdigit()]
    return change(document, numbers[-1:], next_digit)


def gone(_: str) -> str:
    return ""


def always(new: str) -> NewText:
    return lambda _: new


Mutated = Iterator[Document]


def crosses_removed(plan: Plan, document: Document) -> Mutated:
    for match in match_rows(plan.cards, plan.funding):
        for cell in match.row.cells:
            if cell.open and cell.amount is None:
                yield change(document, words_at(document, cell.evidence), gone)


def crosses_added(plan: Plan, document: Document) -> Mutated:
    for match in match_rows(plan.cards, plan.funding):
        for cell in match.row.cells:
            if not cell.open and match.card.call_timing.status != "unclear":
                yield insert(document, cell.evidence[0], "x")


def rows_with_money(plan: Plan, kinds: Sequence[str]) -> Iterator[tuple[CallRow, int]]:
    for table in plan.funding.calls:
        for row in table.rows:
            if row.kind in kinds:
                yield from ((row, at) for at, cell in enumerate(row.cells) if cell.amount)


def totals_changed(plan: Plan, document: Document) -> Mutated:
    for row, at in rows_with_money(plan, ["total"]):
        yield change_last_number(document, row.cells[at].evidence)


def amounts_changed(plan: Plan, document: Document) -> Mutated:
    for row, at in rows_with_money(plan, ["implementation_measure", "operating_support"]):
        yield change_last_number(document, row.cells[at].evidence)


def allocations_changed(plan: Plan, document: Document) -> Mutated:
    for allocation in plan.funding.allocations:
        for row in allocation.rows:
            yield change_last_number(document, row.evidence)


def parts_removed(plan: Plan, document: Document) -> Mutated:
    for table in plan.funding.calls:
        for at in range(len(table.rounds)):
            cells = [row.cells[at] for row in table.rows if row.kind != "total"]
            places = [place for cell in cells if cell.amount for place in cell.evidence]
            special = any(
                row.kind == "specific_action" and row.cells[at].open for row in table.rows
            )
            if places and not special:
                yield change(document, words_at(document, places), gone)


def row_codes_changed(plan: Plan, document: Document) -> Mutated:
    for match in match_rows(plan.cards, plan.funding):
        if match.row.code:
            code = [w for w in words_at(document, match.row.evidence) if w.text == match.row.code]
            yield change(document, code, lambda text: f"{text[:2]}9")


def row_titles_changed(plan: Plan, document: Document) -> Mutated:
    for match in match_rows(plan.cards, plan.funding):
        if match.row.code:
            yield change(document, words_at(document, match.row.evidence)[-1:], lambda t: f"{t}zq")


def cards_with(plan: Plan, path: str) -> Iterator[tuple[MeasureCard, list[Place]]]:
    for card in plan.cards:
        places = card_to_places(card, path)
        if places:
            yield card, places


def indicators_misprinted(plan: Plan, document: Document) -> Mutated:
    for _, places in cards_with(plan, "/indicators/output/0/code"):
        yield change(document, words_at(document, places)[:1], lambda text: f"{text.rstrip(':')}9")


def indicators_of_another_objective(plan: Plan, document: Document) -> Mutated:
    for card, places in cards_with(plan, "/indicators/output/0/code"):
        code = card.indicators.output[0].code
        other = "O.2.1" if code.startswith("O.1") else "O.1.2"
        yield change(document, words_at(document, places)[:1], always(other))


def rates_raised(plan: Plan, document: Document) -> Mutated:
    for card, places in cards_with(plan, "/support_rate/base_percent"):
        if card.kind != "operating_support":
            words = [w for w in words_at(document, places) if w.text.rstrip("%").isdigit()]
            yield change(document, words[:1], lambda text: text.replace(text[:2], "95", 1))


def conditions_changed(plan: Plan, document: Document) -> Mutated:
    for _, places in cards_with(plan, "/support_rate/raised/0/condition"):
        words = words_at(document, places)
        at = max(i for i, word in enumerate(words) if "90" in word.text)
        yield change(
            document, words[at + 3 :], lambda text: "zq" + ("." if text[-1] == "." else "")
        )


def starts_emptied(plan: Plan, document: Document) -> Mutated:
    for card, places in cards_with(plan, "/start/text"):
        if card.call_timing.rounds:
            yield change(document, words_at(document, places), gone)


def codes_repeated(plan: Plan, document: Document) -> Mutated:
    coded = [card for card in plan.cards if card.code]
    for card, other in pairwise(coded):
        if (card.code or "")[0] == (other.code or "")[0]:
            pages = {evidence.page for evidence in other.evidence}
            titles = [w for w in document.words() if w.page in pages and w.text == other.code]
            yield change(document, titles, always(card.code or ""))


MUTATIONS: dict[Callable[[Plan, Document], Mutated], str] = {
    crosses_removed: "call-rounds-differ",
    crosses_added: "call-rounds-differ",
    totals_changed: "table-total-differs",
    amounts_changed: "table-total-differs",
    allocations_changed: "table-total-differs",
    parts_removed: "table-total-unexplained",
    row_codes_changed: "table-row-without-card",
    row_titles_changed: "title-differs",
    indicators_misprinted: "indicator-unknown",
    indicators_of_another_objective: "indicator-objective-differs",
    rates_raised: "rate-not-allowed",
    conditions_changed: "raised-rate-unexplained",
    starts_emptied: "start-missing",
    codes_repeated: "duplicate-card",
}


@pytest.mark.parametrize("stem", STEMS)
@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda mutate: mutate.__name__)
def test_a_planted_contradiction_is_found(
    mutate: Callable[[Plan, Document], Mutated], stem: str
) -> None:
    code = MUTATIONS[mutate]
    plan = extract_sample(stem)
    known = [finding.message for finding in plan.findings]
    places = list(mutate(plan, read_sample(stem)))
    if not places:
        pytest.skip(f"{stem} has no place for it")
    chooser = random.Random(f"{stem}{mutate.__name__}")
    for document in chooser.sample(places, min(TRIES, len(places))):
        found = [f for f in extract(document).findings if f.message not in known]
        assert code in {finding.code for finding in found}, [f.message for f in found]
        assert all(finding.evidence for finding in found if finding.code == code)

"""Reads a PDF with PDFium and with pdfplumber; says where they disagree, keeps PDFium's words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from extractors.on_page import OnPage, ignore_page
from extractors.readers import pdfium, pdfplumber
from schemas.geometry import Box
from schemas.stages import Disagreement, Document, MediaType, Page, Source, Word, turn_back

NAME = "both"
MEDIA_TYPE: MediaType = "application/pdf"
RANK = 90

NEAR = 0.5
"""Edges of one word may differ by so many points."""

MOST_SHOWN = 5
"""So many words are shown of a disagreement."""


def read(path: Path, source: Source, password: str | None, on_page: OnPage) -> Document:
    """Read the file twice.

    Raises:
        InputError: one of the readers refuses the file.
    """
    first = pdfium.read(path, source, password, on_page)
    second = pdfplumber.read(path, source, password, ignore_page)
    return replace(first, reader=NAME, disagreements=tuple(compare_documents(first, second)))


def compare_documents(first: Document, second: Document) -> Iterator[Disagreement]:
    """Where two documents of one file differ: pages, then words page by page."""
    names = (first.reader, second.reader)
    if first.source.pages != second.source.pages:
        counts = (first.source.pages, second.source.pages)
        yield Disagreement(0, f"{names[0]} sees {counts[0]} pages, {names[1]} {counts[1]}")
    others = {page.number: page for page in second.pages}
    for page in first.pages:
        other = others.pop(page.number, None)
        if other is None:
            yield Disagreement(page.number, f"only {names[0]} can read page {page.number}")
        else:
            yield from _compare_pages(page, other, names)
    for number in others:
        yield Disagreement(number, f"only {names[1]} can read page {number}")


def _compare_pages(a: Page, b: Page, names: tuple[str, str]) -> Iterator[Disagreement]:
    """One disagreement per page; words that are only cut differently are none."""
    only_a, only_b = _without_partners(a.words, b.words), _without_partners(b.words, a.words)
    if _letters(only_a) == _letters(only_b):
        return
    what = "; ".join(
        f"only {name} reads {_show(words)}"
        for name, words in zip(names, (only_a, only_b), strict=True)
        if words
    )
    shown = (*only_a, *only_b)[:MOST_SHOWN]
    yield Disagreement(a.number, what, tuple(turn_back(word.box, a) for word in shown))


def _without_partners(words: Sequence[Word], others: Sequence[Word]) -> list[Word]:
    """Words that the other reader does not have at their place, each partner used once."""
    by_text: dict[str, list[Box]] = defaultdict(list)
    for other in others:
        by_text[other.text].append(other.box)
    alone: list[Word] = []
    for word in words:
        boxes = by_text[word.text]
        partner = next((box for box in boxes if _is_near(box, word.box)), None)
        if partner is None:
            alone.append(word)
        else:
            boxes.remove(partner)
    return alone


def _is_near(a: Box, b: Box) -> bool:
    return max(abs(x - y) for x, y in zip(a, b, strict=True)) <= NEAR


def _letters(words: Sequence[Word]) -> str:
    ordered = sorted(words, key=lambda w: (round(w.box.top), w.box.x0))
    return "".join(word.text for word in ordered)


def _show(words: Sequence[Word]) -> str:
    shown = ", ".join(f'"{word.text}"' for word in words[:MOST_SHOWN])
    more = len(words) - MOST_SHOWN
    return f"{shown} and {more} more" if more > 0 else shown

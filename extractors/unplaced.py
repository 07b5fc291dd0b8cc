"""Pages of damaged files whose text or lines stand at no place at all."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from math import isfinite

from schemas.stages import Document, FailedPage, Page

REASON = "its text or lines stand at no place on it"


def fail_unplaced_pages(document: Document) -> Document:
    """The document with such pages named as failed: nothing on them can be pointed to.

    A damaged matrix gives coordinates that are no numbers; a word left out silently would read as
    one that the plan does not have.
    """
    unplaced = [page.number for page in document.pages if not _is_placed(page)]
    if not unplaced:
        return document
    failed = (*document.failed_pages, *(FailedPage(number, REASON) for number in unplaced))
    return replace(
        document,
        pages=tuple(page for page in document.pages if page.number not in unplaced),
        failed_pages=tuple(sorted(failed, key=lambda page: page.number)),
    )


def _is_placed(page: Page) -> bool:
    boxes = chain(
        (word.box for word in page.words), (rule.box for rule in page.rules), page.fills, page.dots
    )
    return isfinite(page.width + page.height + sum(chain.from_iterable(boxes)))

"""Text and lines that stand at no place, or off the page that is shown."""

from __future__ import annotations

from dataclasses import replace
from math import isfinite
from operator import itemgetter

from schemas.geometry import Box
from schemas.stages import Document, FailedPage, Page, Word

REASON = "its text or lines stand at no place on it"

_box_of = itemgetter(Word._fields.index("box"))

EDGE = 1.0
"""What reaches less than so many points over a page's edge stands on it."""


def fail_unplaced_pages(document: Document) -> Document:
    """The document with such pages named as failed, and without what nobody is shown.

    A damaged matrix gives coordinates that are no numbers: nothing on the page can be pointed to,
    and a word left out silently would read as one that the plan does not have. Words off the page,
    such as a printer's notes outside the part that a file says to show, are no words of the plan.
    """
    extents = [(page, _page_to_extent(page)) for page in document.pages]
    placed = [(page, extent) for page, extent in extents if extent]
    over = {page.number for page, extent in placed if _reaches_over(page, extent)}
    if len(placed) == len(extents) and not over:
        return document
    unplaced = [FailedPage(page.number, REASON) for page, extent in extents if not extent]
    failed = sorted((*document.failed_pages, *unplaced), key=lambda page: page.number)
    pages = (_keep_shown(page) if page.number in over else page for page, _ in placed)
    return replace(document, pages=tuple(pages), failed_pages=tuple(failed))


def _page_to_extent(page: Page) -> Box | None:
    """The box around all that stands on a page; ``None`` where part of it stands at no place."""
    boxes = [
        Box(0.0, 0.0, page.width, page.height),
        *map(_box_of, page.words),
        *[rule.box for rule in page.rules],
        *page.fills,
        *page.dots,
    ]
    x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
    if not isfinite(sum(x0s) + sum(tops) + sum(x1s) + sum(bottoms)):
        return None
    return Box(min(x0s), min(tops), max(x1s), max(bottoms))


def _reaches_over(page: Page, extent: Box) -> bool:
    x0, top, x1, bottom = extent
    return min(x0, top, page.width - x1, page.height - bottom) < -EDGE


def _keep_shown(page: Page) -> Page:
    """A page with the words whose middle stands on it, and the lines that reach into it."""

    def is_on_page(box: Box) -> bool:
        x, y = box.centre
        return 0 <= x <= page.width and 0 <= y <= page.height

    def reaches_in(box: Box) -> bool:
        return box.x0 <= page.width and box.x1 >= 0 and box.top <= page.height and box.bottom >= 0

    words = tuple(word for word in page.words if is_on_page(word.box))
    kept = {word.index for word in words}
    return replace(
        page,
        words=words,
        rules=tuple(rule for rule in page.rules if reaches_in(rule.box)),
        fills=tuple(filter(reaches_in, page.fills)),
        dots=tuple(filter(reaches_in, page.dots)),
        unread=tuple(glyph for glyph in page.unread if glyph.word in kept),
        turned=tuple(word for word in page.turned if word.index in kept),
    )

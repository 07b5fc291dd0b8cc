"""Pages of a plan with boxes over them, each box leading to what stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from pipeline.site.pictures import PagePicture
from schemas.record import Place, Points

Look = Literal[
    "read", "finding", "field", "table", "label", "heading", "furniture", "leftover", "old", "new"
]
"""How a box is drawn; the style sheet tells them apart by line and pattern, not only by colour."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Something that stands somewhere.

    Attributes:
        anchor: of what stands there.
        label: what it is called.
        place: where it stands.
        look: how its box is drawn.
        href: where its box leads; to the anchor on the same page when ``None``.
        is_link: whether its box leads anywhere.
    """

    anchor: str
    label: str
    place: Place
    look: Look = "read"
    href: str | None = None
    is_link: bool = True


@dataclass(frozen=True, slots=True)
class DrawnBox:
    """A box over the picture of a page, in points.

    Attributes:
        anchors: of all that stands exactly there, with spaces between.
        label: what the first of them is called.
        href: where it leads; "" for nowhere.
        look: how it is drawn.
        x, y, width, height: of the box.
    """

    anchors: str
    label: str
    href: str
    look: Look
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PageFigure:
    """A picture of a page and the boxes over it."""

    picture: PagePicture
    boxes: tuple[DrawnBox, ...]


def spots_to_figures(
    spots: Iterable[Spot], pictures: Mapping[int, PagePicture]
) -> list[PageFigure]:
    """The pages that spots stand on, in order, where there is a picture of them."""
    by_page: dict[int, list[Spot]] = {}
    for spot in spots:
        if spot.place.page in pictures and spot.place.bbox is not None:
            by_page.setdefault(spot.place.page or 0, []).append(spot)
    return [
        PageFigure(pictures[page], tuple(spots_to_boxes(by_page[page], pictures[page])))
        for page in sorted(by_page)
    ]


def spots_to_boxes(spots: Iterable[Spot], picture: PagePicture) -> list[DrawnBox]:
    """One box for each place and look, the largest first, so that small ones lie above.

    before: status and text of the coordination in one place, and a fund inside it
    after:  a box of the two, and above it the box of the fund
    """
    together: dict[tuple[Points, Look], list[Spot]] = {}
    for spot in spots:
        if spot.place.bbox is not None:
            together.setdefault((spot.place.bbox, spot.look), []).append(spot)
    boxes = [_draw_box(box, look, several, picture) for (box, look), several in together.items()]
    return sorted(boxes, key=lambda box: -box.width * box.height)


def _draw_box(box: Points, look: Look, spots: list[Spot], picture: PagePicture) -> DrawnBox:
    """A box cut to its page, so that nothing of it lies outside the picture."""
    x0, x1 = (min(max(x, 0.0), picture.width) for x in (box[0], box[2]))
    top, bottom = (min(max(y, 0.0), picture.height) for y in (box[1], box[3]))
    first = spots[0]
    return DrawnBox(
        anchors=" ".join(dict.fromkeys(spot.anchor for spot in spots)),
        label=first.label,
        href=(first.href or f"#{first.anchor}") if first.is_link else "",
        look=look,
        x=round(x0, 2),
        y=round(top, 2),
        width=round(x1 - x0, 2),
        height=round(bottom - top, 2),
    )

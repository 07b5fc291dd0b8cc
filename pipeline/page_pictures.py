"""Pictures of a PDF's pages, with boxes drawn over them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from schemas.errors import InputError
from schemas.record import Points

PIXELS_PER_POINT = 2.0
"""Twice the size of the page in points is readable on any screen."""

MARGIN = 2.0
"""Points between a box and the frame around it."""

FILL = (255, 196, 0, 70)
FRAME = (178, 34, 34, 255)
FRAME_WIDTH = 3


def render_page(
    path: Path, page: int, boxes: Sequence[Points] = (), password: str | None = None
) -> Image.Image:
    """A page as a picture, with frames around boxes.

    Args:
        path: of the PDF.
        page: 1-based.
        boxes: x0, top, x1, bottom in points from the page's top left corner, as it is shown.
        password: of a locked PDF.

    Raises:
        InputError: the page cannot be drawn.
    """
    try:
        with pdfium.PdfDocument(path, password=password) as document:
            picture = document[page - 1].render(scale=PIXELS_PER_POINT).to_pil().convert("RGBA")
    except (pdfium.PdfiumError, OSError, IndexError) as error:
        raise InputError(f"{path}: page {page} cannot be drawn ({error})") from error
    layer = Image.new("RGBA", picture.size)
    draw = ImageDraw.Draw(layer)
    for x0, top, x1, bottom in boxes:
        corners = (x0 - MARGIN, top - MARGIN, x1 + MARGIN, bottom + MARGIN)
        scaled = [corner * PIXELS_PER_POINT for corner in corners]
        draw.rectangle(scaled, fill=FILL, outline=FRAME, width=FRAME_WIDTH)
    return Image.alpha_composite(picture, layer).convert("RGB")


def stack_pictures(pictures: Sequence[Image.Image]) -> Image.Image:
    """Pictures side by side on white, such as the pages that one value runs over."""
    width = sum(picture.width for picture in pictures)
    height = max(picture.height for picture in pictures)
    sheet = Image.new("RGB", (width, height), "white")
    at = 0
    for picture in pictures:
        sheet.paste(picture, (at, 0))
        at += picture.width
    return sheet

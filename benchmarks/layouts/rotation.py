"""Pages with /Rotate whose content is turned the other way: they look as before."""

from __future__ import annotations

from io import BytesIO

import pikepdf

TURNS = {90: "0 1 -1 0 {height} 0 cm", 270: "0 -1 1 0 0 {width} cm"}


def rotate_pages(pdf: bytes, rotate: int) -> bytes:
    """The PDF with every page stored on its side, and /Rotate to set it upright."""
    if not rotate:
        return pdf
    with pikepdf.open(BytesIO(pdf)) as document:
        for page in document.pages:
            left, bottom, right, top = (float(number) for number in page.mediabox)
            width, height = right - left, top - bottom
            turn = TURNS[rotate].format(width=width, height=height)
            shift = f"1 0 0 1 {-left} {-bottom} cm"
            page.contents_add(f"q {turn} {shift}\n".encode(), prepend=True)
            page.contents_add(b"\nQ")
            page.mediabox = pikepdf.Array([0, 0, height, width])
            for box in ("/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"):
                if box in page.obj:
                    del page.obj[box]
            page.rotate(rotate, relative=False)
        target = BytesIO()
        document.save(target, deterministic_id=True)
    return target.getvalue()

"""A PDF written anew so that its pages' content is what they show.

Readers take text from the content of pages. What a viewer shows besides, such as the values of a
form's fields and the lines that a reviewer struck text out with, is written into it; what it hides,
the layers that are switched off, is left out.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

import pikepdf

from extractors.hidden_layers import HiddenLayers, find_hidden_layers

_ANNOTATIONS = "/Annots"
_KIND = "/Subtype"


def write_as_shown(pdf: pikepdf.Pdf) -> bytes | None:
    """The PDF as it is shown; ``None`` when its pages' content says all, as it nearly always does.

    Content that cannot be interpreted is left as it is: readers name the pages.
    """
    hidden = find_hidden_layers(pdf)
    fields = "/AcroForm" in pdf.Root and any(_list_annotations(pdf, "/Widget"))
    struck = list(_list_annotations(pdf, "/StrikeOut"))
    if not (hidden or fields or struck):
        return None
    try:
        for page, annotation in struck:
            _draw_strike(pdf, page, annotation)
        if fields:
            _write_fields(pdf)
        if hidden:
            HiddenLayers(pdf, hidden).leave_out()
    except (pikepdf.PdfError, pikepdf.PdfParsingError):
        return None
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


def _list_annotations(pdf: pikepdf.Pdf, kind: str) -> Iterator[tuple[pikepdf.Page, pikepdf.Object]]:
    for page in pdf.pages:
        annotations = page.obj.get(_ANNOTATIONS)
        for annotation in annotations if isinstance(annotations, pikepdf.Array) else ():
            if isinstance(annotation, pikepdf.Dictionary) and annotation.get(_KIND) == kind:
                yield page, annotation


def _draw_strike(pdf: pikepdf.Pdf, page: pikepdf.Page, annotation: pikepdf.Object) -> None:
    """A line through the middle of every quadrilateral that the annotation strikes out."""
    found = annotation.get("/QuadPoints")
    try:
        points = [float(number) for number in found] if isinstance(found, pikepdf.Array) else []
    except (TypeError, ValueError):
        return  # a damaged annotation strikes nothing out
    lines: list[str] = []
    for at in range(0, len(points) - 7, 8):
        xs, ys = points[at : at + 8 : 2], points[at + 1 : at + 8 : 2]
        middle = (min(ys) + max(ys)) / 2
        lines.append(f"{min(xs):.2f} {middle:.2f} m {max(xs):.2f} {middle:.2f} l S")
    _add_content(pdf, page, lines)


def _add_content(pdf: pikepdf.Pdf, page: pikepdf.Page, operators: Iterable[str]) -> None:
    """Draw on a page as if nothing had been drawn before."""
    page.contents_add(pdf.make_stream(b"q"), prepend=True)
    page.contents_add(pdf.make_stream("\n".join(("Q q 0.5 w", *operators, "Q")).encode()))


def _write_fields(pdf: pikepdf.Pdf) -> None:
    """Write the fields of forms into the pages; other annotations are remarks, and stay out."""
    for page in pdf.pages:
        annotations = page.obj.get(_ANNOTATIONS)
        if isinstance(annotations, pikepdf.Array):
            dictionaries = [one for one in annotations if isinstance(one, pikepdf.Dictionary)]
            fields = [one for one in dictionaries if one.get(_KIND) == "/Widget"]
            page.obj[_ANNOTATIONS] = pikepdf.Array(fields)
    pdf.generate_appearance_streams()
    pdf.flatten_annotations("screen")

"""The descents that a PDF declares for its fonts; PDFium replaces them by its own where 0."""

from __future__ import annotations

import io

import pikepdf

_SUBSET_TAG_LENGTH = 7


def read_descents(data: bytes, password: str | None) -> dict[str, float]:
    """The declared descent of each font by name (without subset tag), as a share of its size.

    A declared 0 (LibreOffice writes it) stays 0: boxes then stand on the baseline. Fonts of a file
    that qpdf cannot open are left out.
    """
    found: dict[str, float] = {}
    try:
        with pikepdf.open(io.BytesIO(data), password=password or "") as pdf:
            for item in pdf.objects:
                if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                    name = str(item.get("/FontName", "")).removeprefix("/")
                    found.setdefault(_without_tag(name), _declared_descent(item))
    except pikepdf.PdfError:
        return found
    return found


def _declared_descent(descriptor: pikepdf.Object) -> float:
    """Thousandths of the font size below the baseline; some producers forget the minus sign."""
    value = descriptor.get("/Descent", 0)
    try:
        return -abs(float(value)) / 1000
    except (TypeError, ValueError):
        return 0.0


def _without_tag(name: str) -> str:
    """The name of a font without the tag of its subset.

    >>> _without_tag("BAAAAA+LiberationSans")
    'LiberationSans'
    """
    has_tag = len(name) > _SUBSET_TAG_LENGTH and name[_SUBSET_TAG_LENGTH - 1] == "+"
    return name[_SUBSET_TAG_LENGTH:] if has_tag else name

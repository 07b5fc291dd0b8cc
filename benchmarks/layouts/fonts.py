"""The font files behind the families, for producers that do not ask fontconfig."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path("/usr/share/fonts/truetype")
MARKS = FOLDER / "dejavu" / "DejaVuSans.ttf"
"""Has every mark; other families lack some."""


@dataclass(frozen=True, slots=True)
class FontFiles:
    """One family."""

    regular: Path
    bold: Path
    italic: Path
    bold_italic: Path


def _family(folder: str, *stems: str) -> FontFiles:
    return FontFiles(*(FOLDER / folder / f"{stem}.ttf" for stem in stems))


def _usual(folder: str, name: str, slant: str = "Italic") -> FontFiles:
    styles = ("Regular", "Bold", slant, f"Bold{slant}")
    return _family(folder, *(f"{name}-{style}" for style in styles))


FONT_FILES = {
    "Liberation Sans": _usual("liberation", "LiberationSans"),
    "Liberation Serif": _usual("liberation", "LiberationSerif"),
    "DejaVu Sans": _family(
        "dejavu",
        "DejaVuSans",
        "DejaVuSans-Bold",
        "DejaVuSans-Oblique",
        "DejaVuSans-BoldOblique",
    ),
    "DejaVu Serif": _family(
        "dejavu",
        "DejaVuSerif",
        "DejaVuSerif-Bold",
        "DejaVuSerif-Italic",
        "DejaVuSerif-BoldItalic",
    ),
    "Carlito": _usual("crosextra", "Carlito"),
    "Caladea": _usual("crosextra", "Caladea"),
}

"""What a font's name says of its look."""

from __future__ import annotations

ITALIC_NAMES = ("italic", "oblique")
BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi")


def is_bold_name(name: str) -> bool:
    """Whether a font's name says that it is bold.

    >>> is_bold_name("BAAAAA+LiberationSans-Bold")
    True
    """
    return any(part in name.lower() for part in BOLD_NAMES)


def is_italic_name(name: str) -> bool:
    """Whether a font's name says that it is italic or oblique."""
    return any(part in name.lower() for part in ITALIC_NAMES)

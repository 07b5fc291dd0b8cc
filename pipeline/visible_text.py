"""Text of a plan, made safe to show: what has no glyph of its own is shown by its number.

Control characters steer terminals, and invisible characters turn the direction of a line or hide in
a word; nobody reading a diff should be misled by either.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex


@cache
def _unseen() -> regex.Pattern[str]:
    """What has no glyph; compiled when there is a text to show, which --help has not."""
    import regex

    return regex.compile(r"[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]")


def make_visible(text: str) -> str:
    r"""The text on one line, with every control, format and line-ending character spelt out.

    >>> print(make_visible("red \x1b[31m, turned \u202e, soft\u00adhyphen"))
    red \u001b[31m, turned \u202e, soft\u00adhyphen
    """
    return _unseen().sub(lambda found: f"\\u{ord(found[0]):04x}", text)

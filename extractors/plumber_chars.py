"""Characters of a page that are there and not seen: copies, and spaces under letters."""

from __future__ import annotations

from typing import Any

from extractors.gaps import may_hide
from extractors.overprints import Place, find_overprints

WHITE = 0.98
"""A colour whose parts are all at least this is white."""

CMYK_PARTS = 4

HIDDEN_SHARE = 0.08
"""A space that the next letter leaves less than this share of is not shown."""


def without_white(page: Any) -> Any:
    """The page without white letters that stand on white paper."""
    white = [found for found in page.chars if not is_tinted(found)]
    if not white:
        return page
    filled = [found for found in (*page.rects, *page.curves) if found.get("fill")]
    grounds = [*page.images, *(found for found in filled if is_tinted(found))]
    hidden = {id(found) for found in white if not any(_holds(one, found) for one in grounds)}
    return page.filter(lambda found: id(found) not in hidden) if hidden else page


def _holds(ground: Any, letter: Any) -> bool:
    x, y = (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2
    return bool(ground["x0"] <= x <= ground["x1"] and ground["top"] <= y <= ground["bottom"])


def is_tinted(found: Any) -> bool:
    """Whether a fill can be told from white paper: grey or colour parts run from 0.0 to 1.0."""
    colour = found.get("non_stroking_color")
    parts = colour if isinstance(colour, (list, tuple)) else [colour]
    numbers = [float(part) for part in parts if isinstance(part, (int, float))]
    if len(numbers) == CMYK_PARTS:
        return max(numbers) > 1 - WHITE
    return not numbers or min(numbers) < WHITE


def print_once(page: Any) -> Any:
    """The page without letters that are printed over their like."""
    letters = [found for found in page.chars if not found["text"].isspace()]
    copies = find_overprints(
        Place(found["text"], found["x0"], found["top"], found["size"]) for found in letters
    )
    hidden = {id(letters[at]) for at in copies}
    return page.filter(lambda found: id(found) not in hidden) if hidden else page


def without_hidden_spaces(page: Any) -> Any:
    """The page without spaces that a letter stands on: soft hyphens are printed so.

    A browser prints the next letter over the space, LibreOffice the space under the last letter.

    before: "in", " " at 30.0 to 32.5, "teg" from 30.0 on: two words
    after:  "in", "teg" from 30.0 on: one word
    """
    hidden: set[tuple[float, float]] = set()
    waiting: list[Any] = []
    last: Any = None
    for char in sorted(page.chars, key=lambda found: (found["top"], found["x0"])):
        if char["text"] == " ":
            waiting.append(char)
            continue
        if last is None or may_hide(last["text"], char["text"]):
            hidden |= {(s["x0"], s["top"]) for s in waiting if _is_hidden(s, last, char)}
        waiting, last = [], char
    if not hidden:
        return page
    return page.filter(
        lambda found: (
            found["object_type"] != "char"
            or found["text"] != " "
            or (found["x0"], found["top"]) not in hidden
        )
    )


def _is_hidden(space: Any, before: Any, after: Any) -> bool:
    """Whether a space stands on the letter before it, if there is one, or under the next one."""
    on_last = before is not None and (_ends_with(before, space) or _hides(before, space))
    return on_last or _hides(after, space)


def _hides(letter: Any, space: Any) -> bool:
    """Whether a letter begins where a space does."""
    near = abs(letter["x0"] - space["x0"]) < HIDDEN_SHARE * (space["x1"] - space["x0"])
    return bool(near and letter["top"] == space["top"])


def _ends_with(letter: Any, space: Any) -> bool:
    """Whether a letter ends where a space does, and begins before it."""
    near = abs(letter["x1"] - space["x1"]) < HIDDEN_SHARE * (space["x1"] - space["x0"])
    return bool(near and letter["x0"] < space["x0"] and letter["top"] == space["top"])

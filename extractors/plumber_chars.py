"""Characters of a page that are there and not seen: copies, and spaces under letters."""

from __future__ import annotations

from typing import Any

from extractors.gaps import may_hide
from extractors.overprints import Place, find_overprints

HIDDEN_SHARE = 0.08
"""A space that the next letter leaves less than this share of is not shown."""


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

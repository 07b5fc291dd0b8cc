"""Which way text runs on a page: from left to right, on its side, on its head, or aslant."""

from __future__ import annotations

from collections.abc import Mapping

SLANT = 0.1
"""Text that rises or falls by less than this share of its length runs straight."""

MOST = 0.5
"""A page is turned when more than this share of its characters run so."""


def direction_to_turns(along: float, across: float) -> int | None:
    """The quarter turns clockwise that make text upright which runs in a direction.

    Args:
        along: how far it runs to the right, in any unit.
        across: how far it runs downwards, in the same unit.

    Returns:
        0 to 3, or ``None`` for text that runs aslant.

    >>> direction_to_turns(1, 0), direction_to_turns(0, -1), direction_to_turns(1, -1)
    (0, 1, None)
    """
    if abs(across) <= SLANT * abs(along):
        return 0 if along > 0 else 2
    if abs(along) <= SLANT * abs(across):
        return 1 if across < 0 else 3
    return None


def choose_turns(characters: Mapping[int | None, int]) -> int:
    """The quarter turns clockwise that make a page's text upright.

    Args:
        characters: how many need so many turns, as ``direction_to_turns`` tells.

    >>> choose_turns({0: 3, 1: 2000}), choose_turns({0: 2000, 1: 30, None: 6}), choose_turns({})
    (1, 0, 0)
    """
    total = sum(characters.values())
    turned = {turns: count for turns, count in characters.items() if turns}
    most = max(turned, key=turned.__getitem__, default=0)
    return most if most and turned[most] > MOST * total else 0

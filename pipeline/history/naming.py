"""Keys of cards that stay the same in all versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.history.following import CardThread

VERSION_MARK = "@"
"""Between the id of a card and the version that calls it so, as between plan and version."""


def name_threads(threads: Sequence[CardThread], versions: Sequence[str]) -> dict[CardThread, str]:
    """The key of every card: its id in the latest version that has it.

    Of cards with the same id the one that has it latest keeps it plain; the others say when.

    before: 2A2, removed in v2; 2A3, which v2 calls 2A2
    after:  "2A2@v1" and "2A2"
    """
    latest = sorted(threads, key=lambda thread: -thread.last.at)
    keys: dict[CardThread, str] = {}
    used: Counter[str] = Counter()
    for thread in latest:
        card_id = thread.last.card_id
        key = f"{card_id}{VERSION_MARK}{versions[thread.last.at]}" if used[card_id] else card_id
        used[card_id] += 1
        used[key] += key != card_id
        keys[thread] = f"{key}#{used[key]}" if used[key] > 1 and key != card_id else key
    return keys

"""In which order the versions of a plan follow each other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

import regex

_NUMBERED = regex.compile(r"v(\d+)")


class Sequenced(Protocol):
    """What places a version among the others of its plan."""

    @property
    def version(self) -> str:
        """Its name."""

    @property
    def sequence(self) -> int | None:
        """1-based order of storing; ``None`` where the store is older than the key."""

    @property
    def supersedes(self) -> str | None:
        """The version it follows."""


V = TypeVar("V", bound=Sequenced)


def order_versions(versions: Iterable[V]) -> list[V]:
    """The versions of one plan, oldest first: as stored, each right after the one it supersedes.

    A version found late comes to stand between two, and one that supersedes none before all. Where
    the superseded version is gone, and in stores without these keys, the order of storing remains.

    before: v1 (1st), v2 (2nd, after v1), found-late (3rd, after v1)
    after:  v1, found-late, v2
    """
    ordered: list[V] = []
    for version in sorted(versions, key=order_of_storing):
        ordered.insert(_find_place(version, [other.version for other in ordered]), version)
    return ordered


def order_of_storing(version: Sequenced) -> tuple[int, int, str]:
    """Versions without a sequence were stored before those with one: by number, then by name."""
    return (version.sequence or 0, _name_to_number(version.version), version.version)


def next_number(names: Iterable[str]) -> int:
    """The number after the highest of v1, v2, …; names of other forms do not count.

    >>> next_number(["v1", "v9", "2027-01"])
    10
    """
    return max((_name_to_number(name) for name in names), default=0) + 1


def _find_place(version: Sequenced, before: list[str]) -> int:
    if version.supersedes in before:
        return before.index(version.supersedes) + 1
    is_first = version.sequence is not None and version.supersedes is None
    return 0 if is_first else len(before)


def _name_to_number(name: str) -> int:
    match = _NUMBERED.fullmatch(name)
    return int(match[1]) if match else 0

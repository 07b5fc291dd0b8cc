"""Places that keep their order through all versions, whatever is put between them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Generic, TypeVar

from pipeline.diff.list_alignment import Alignment, align_lists

T = TypeVar("T", bound=Hashable)


class Place:
    """A place among others; which one it is, ``Places.count`` tells when all are known."""

    __slots__ = ()


class Places(Generic[T]):
    """The places of things that come, go and move from version to version.

    A thing keeps its place until it moves; sorting by place gives the order of every version.

    before: ["a", "b"], then ["c", "a", "b"], then ["a", "c"]
    after:  four places: c at first, a, c since it moved, b; the versions are 1 3, 0 1 3, 1 2
    """

    def __init__(self) -> None:
        self._all: list[Place] = []
        self._things: Sequence[T] = ()
        self._now: list[Place] = []

    def arrange(self, things: Sequence[T]) -> list[Place]:
        """The places of the things of the next version, each of which is there once."""
        numbers = {thing: str(at) for at, thing in enumerate({*self._things, *things})}
        found = align_lists(self._things, things, (numbers.__getitem__,), lambda _, __: 0.0)
        self._things = things
        return self.advance(found, len(things))

    def advance(self, found: Alignment, size: int) -> list[Place]:
        """The places of the next version's ``size`` things, aligned with those of the last one."""
        staying = {pair.new: self._now[pair.old] for pair in found.pairs if not pair.moved}
        positions = {place: at for at, place in enumerate(self._all)}
        arranged: list[Place] = []
        made: dict[int, list[Place]] = {}
        after = -1
        for at in range(size):
            if at in staying:
                after = positions[staying[at]]
                arranged.append(staying[at])
            else:
                arranged.append(Place())
                made.setdefault(after, []).append(arranged[-1])
        self._all = [
            place
            for at in range(-1, len(self._all))
            for place in ([self._all[at]] if at >= 0 else []) + made.get(at, [])
        ]
        self._now = arranged
        return arranged

    def count(self) -> dict[Place, int]:
        """The number of every place, from 0."""
        return {place: at for at, place in enumerate(self._all)}

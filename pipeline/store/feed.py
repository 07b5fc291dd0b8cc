"""changes/: the feed of a store as files that only ever get more.

Each version that is stored adds one file, named after its first event, the version, and a mark of
what it was made of: ``000000000038.fi-amif-2027-2028@v2.0c3f81d2a94b.jsonl``. Sorted by name the
files are the feed.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import regex

from schemas.errors import InputError, StoreError
from schemas.feed import Event, Happening, event_to_line, happening_to_id
from schemas.record import PlanHeader

FEED = "changes"

KNOWN_SEGMENTS = 20_000
"""So many names are remembered, for runs that store many plans."""

_NAME = regex.compile(
    r"(?P<first>\d{12})\.(?P<plan_id>[a-z0-9-]+)@(?P<version>[A-Za-z0-9._-]+)"
    r"\.(?P<mark>[0-9a-f]{12})\.jsonl"
)


@dataclass(frozen=True, slots=True)
class Told:
    """The version that events tell of.

    Attributes:
        plan_id: the plan.
        version: its name.
        mark: stands for the file and the corrections that it was made of. Where a person has
            moved a version away, another one of that name is told anew.
    """

    plan_id: str
    version: str
    mark: str


def header_to_told(header: PlanHeader) -> Told:
    """What a version is known by in the feed."""
    mark = _make_mark(header.source.sha256, header.corrections)
    return Told(header.plan_id, header.version, mark)


@lru_cache(maxsize=KNOWN_SEGMENTS)
def _make_mark(sha256: str, corrections: str | None) -> str:
    return hashlib.sha256(f"{sha256}\n{corrections or ''}".encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Segment:
    """The events that a version brought about.

    Attributes:
        path: where they are.
        first: number of the first one.
        told: the version.
    """

    path: Path
    first: int
    told: Told


def find_segments(root: Path) -> list[Segment]:
    """The files of a store's feed in their order."""
    folder = root / FEED
    try:
        names = sorted(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return []
    return names_to_segments(folder, names)


def names_to_segments(folder: Path, names: Iterable[str]) -> list[Segment]:
    """The files of a feed among those of its folder.

    Args:
        folder: that they are in.
        names: of the files there, sorted.
    """
    found = (_name_to_segment(folder, name) for name in names)
    return [segment for segment in found if segment]


def find_later_segments(segments: Sequence[Segment], since: int) -> list[Segment]:
    """The files with events after that one, and the last file in any case: it tells where they end.

    Args:
        segments: in their order.
        since: number of the last event that is known.
    """
    firsts = [later.first for later in segments[1:]]
    ended = [segment for segment, first in zip(segments, firsts, strict=False) if first > since + 1]
    return [*ended, *segments[-1:]]


@lru_cache(maxsize=KNOWN_SEGMENTS)
def _name_to_segment(folder: Path, name: str) -> Segment | None:
    """What the name of a file in the feed says; ``None`` of another file."""
    said = _NAME.fullmatch(name)
    if said is None:
        return None
    told = Told(said["plan_id"], said["version"], said["mark"])
    return Segment(folder / name, int(said["first"]), told)


def count_events(segments: Sequence[Segment]) -> int:
    """How many events there are: the number of the last one.

    Raises:
        StoreError: the last file cannot be read.
    """
    return segments[-1].first - 1 + len(_read_lines(segments[-1])) if segments else 0


def read_feed(root: Path, since: int = 0, plan_id: str | None = None) -> Iterator[str]:
    """The lines of a feed after an event, in order; a file at a time is in memory.

    Args:
        root: the store.
        since: number of the last event that is known; 0 for all.
        plan_id: of this plan only.

    Raises:
        InputError: there is no store, or its feed has no event of that number, so that it is not
            the one known.
        StoreError: a file of it cannot be read.
    """
    if not root.is_dir():
        raise InputError(f"{root}/: no such folder; name the store with --out")
    segments = find_segments(root)
    last = count_events(segments)
    if since > last:
        raise InputError(
            f"{root / FEED}/: the feed ends with event {last}, so that {since} is of another store "
            "or of one that was made anew; begin again with --since 0"
        )
    for segment in find_later_segments(segments, since):
        if plan_id in (None, segment.told.plan_id):
            yield from _read_lines(segment)[max(0, since - segment.first + 1) :]


def write_segment(
    root: Path, first: int, told: Told, happenings: Sequence[Happening]
) -> tuple[Path, bytes]:
    """What a file of the feed is called and what it holds.

    Args:
        root: the store.
        first: number of its first event.
        told: the version that was stored.
        happenings: what its coming brought about, at least that it came.
    """
    path = root / FEED / f"{first:012d}.{told.plan_id}@{told.version}.{told.mark}.jsonl"
    lines = (
        event_to_line(Event(seq=seq, event_id=happening_to_id(one, told.mark), data=one))
        for seq, one in enumerate(happenings, start=first)
    )
    return path, "".join(lines).encode()


def _read_lines(segment: Segment) -> list[str]:
    try:
        text = segment.path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{segment.path}: cannot be read ({error})") from error
    # Texts may hold other characters that end a line for splitlines.
    return [f"{line}\n" for line in text.split("\n") if line]

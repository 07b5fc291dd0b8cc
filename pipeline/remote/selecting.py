"""Which files of a store a command reads, so that no others are fetched."""

from __future__ import annotations

from collections.abc import Callable, Collection, Set
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath

from pipeline.store.feed import FEED, find_later_segments, names_to_segments
from pipeline.store.kept_source import KEPT_NAMES
from pipeline.store.versions import STORED_DOCUMENT

TABLES = frozenset({".csv", ".ics", ".jsonl", ".parquet"})
"""What stands in a version for others to read."""

_VERSION_PARTS = 3
"""plan_id, version and name of a version's file."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What a command reads of a store.

    Attributes:
        choose: of the paths of a store, those of the files that are read.
        rereads: whether a version that another build has stored is read again. Its source is then
            fetched after its document, which tells so.
        with_publication: whether publication.toml is read, too.
    """

    choose: Callable[[Set[str]], Set[str]]
    rereads: bool = False
    with_publication: bool = False


def _choose_all(paths: Set[str]) -> Set[str]:
    return paths


EVERYTHING = Selection(_choose_all, with_publication=True)


def select_versions(
    *targets: str | None, files: Collection[str] | None = (), rereads: bool = False
) -> Selection:
    """The plan documents of versions.

    Args:
        targets: PLAN_ID@VERSION, PLAN_ID for all its versions, ``None`` for all plans. The name of
            a file on this machine is none of the store. A name that the store does not have means
            all of the plan, or all plans, so that the error can say what there is.
        files: names of other files of these versions that are read; ``None`` for all of them.
        rereads: as of ``Selection``.

    Example:
        before: the paths of a store, and "fi-amif-2027-2028@v2"
        after:  {"fi-amif-2027-2028/v2/plan.json"}
    """
    return Selection(partial(_choose_versions, targets=targets, files=files), rereads)


def select_export(target: str | None, files: Collection[str] | None) -> Selection:
    """What an export reads: of ``select_versions``, and who publishes."""
    return replace(select_versions(target, files=files), with_publication=True)


def select_feed(since: int, plan_id: str | None) -> Selection:
    """The files of the feed that ``read_feed`` opens; as of there."""
    return Selection(partial(_choose_feed, since=since, plan_id=plan_id))


def select_for_writing(*, rereads: bool) -> Selection:
    """What adding to a store takes: not the tables of versions, nor their sources."""
    return Selection(_choose_for_writing, rereads, with_publication=True)


def _choose_versions(
    paths: Set[str], targets: Collection[str | None], files: Collection[str] | None
) -> Set[str]:
    documents = {path for path in paths if PurePosixPath(path).name == STORED_DOCUMENT}
    known = {path.rpartition("/")[0] for path in documents}
    wanted = {folder for target in targets for folder in _find_folders(target, known)}
    return {
        path
        for path in paths
        if path.rpartition("/")[0] in wanted
        and (path in documents or files is None or PurePosixPath(path).name in files)
    }


def _find_folders(target: str | None, known: Set[str]) -> Set[str]:
    """The folders, of those of all versions, that a target may mean."""
    if target is None:
        return known
    if Path(target).is_file():
        return frozenset()
    plan_id, _, version = target.partition("@")
    of_plan = {folder for folder in known if folder.startswith(f"{plan_id}/")}
    return ({f"{plan_id}/{version}"} & of_plan) or of_plan or known


def _choose_feed(paths: Set[str], since: int, plan_id: str | None) -> Set[str]:
    names = sorted(path.removeprefix(f"{FEED}/") for path in paths if path.startswith(f"{FEED}/"))
    later = find_later_segments(names_to_segments(Path(FEED), names), since)
    read = [one for one in later[:-1] if plan_id in (None, one.told.plan_id)] + later[-1:]
    return {segment.path.as_posix() for segment in read}


def _choose_for_writing(paths: Set[str]) -> Set[str]:
    return {path for path in paths if not _is_table_or_source(PurePosixPath(path))}


def _is_table_or_source(path: PurePosixPath) -> bool:
    return len(path.parts) == _VERSION_PARTS and (path.suffix in TABLES or path.name in KEPT_NAMES)

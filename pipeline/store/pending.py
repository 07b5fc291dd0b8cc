"""What a run has to write: a new version, and what tells of versions where that is outdated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pipeline.store.feed import Segment, find_segments
from pipeline.store.history_file import HISTORY, find_history_versions
from pipeline.store.naming import BEFORE_ALL, Naming, settle_names
from pipeline.store.telling import Coming, find_comings
from pipeline.store.versions import StoredVersion, group_versions, list_versions
from schemas.errors import UsageError
from schemas.record import Plan, PlanHeader

IsKnown = Callable[[PlanHeader], bool]


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A version to be stored.

    Attributes:
        plan: with its names in the store.
        version: as it will be there.
        before: the version it comes after; ``None`` for a first one.
    """

    plan: Plan
    version: StoredVersion
    before: StoredVersion | None


@dataclass(frozen=True, slots=True)
class Pending:
    """What there is to do.

    Attributes:
        subject: what is to be stored, or the version that the same file has been stored as.
        versions: all that will be there, by plan and in their order.
        outdated: those of the plans whose history is not that of their versions.
        comings: versions that the feed does not tell of yet, in the order to tell them in.
        segments: the feed as it is.
    """

    subject: Newcomer | StoredVersion
    versions: Sequence[StoredVersion]
    outdated: Sequence[Sequence[StoredVersion]]
    comings: Sequence[Coming]
    segments: Sequence[Segment]

    def list_to_read(self) -> list[StoredVersion]:
        """The stored versions whose documents it takes, each once."""
        wanted = {v.folder: v for versions in self.outdated for v in versions}
        for coming in self.comings:
            if coming.after:
                wanted |= {v.folder: v for v in (coming.version, coming.after)}
        if isinstance(self.subject, Newcomer):
            wanted.pop(self.subject.version.folder, None)
            if self.subject.before:
                wanted[self.subject.before.folder] = self.subject.before
        return list(wanted.values())


def find_pending(root: Path, plan: Plan, naming: Naming) -> Pending:
    """Look at the store and settle what a plan will be called there.

    Args:
        root: the store.
        plan: as extracted.
        naming: what the caller says.

    Raises:
        UsageError: a name is taken, or the version to supersede is not there.
        StoreError: a plan document in the store cannot be read.
    """
    stored = list(list_versions(root))
    known = find_same_file(plan.plan, naming, stored)
    if known:
        return _to_pending(root, known, group_versions(stored))
    newcomer = _name_newcomer(root, plan, naming, stored)
    return _to_pending(root, newcomer, group_versions([*stored, newcomer.version]))


def _to_pending(
    root: Path, subject: Newcomer | StoredVersion, versions: Sequence[StoredVersion]
) -> Pending:
    segments = find_segments(root)
    told = {segment.told for segment in segments}
    comings = [c for own in _group_plans(versions) for c in find_comings(own, told)]
    if isinstance(subject, Newcomer):
        # What a killed run could not tell any more happened before.
        comings.sort(key=lambda coming: coming.version is subject.version)
    return Pending(subject, versions, _find_outdated(versions), comings, segments)


def find_stored_file(root: Path, sha256: str, naming: Naming, is_known: IsKnown) -> Pending | None:
    """What there is to do for a file that need not be extracted; ``None`` where it is not stored.

    Args:
        root: the store.
        sha256: of the file.
        naming: what the caller says.
        is_known: whether extracting the file would give a stored version again.

    Raises:
        StoreError: a plan document in the store cannot be read.
    """
    stored = list(list_versions(root))
    if all(version.header.source.sha256 != sha256 for version in stored):
        return None
    stored = group_versions(stored)
    same = (
        version
        for version in stored
        if version.header.source.sha256 == sha256
        and naming.plan_id in (None, version.header.plan_id)
        and naming.supersedes in (None, version.supersedes or BEFORE_ALL)
        and is_known(version.header)
    )
    found = next(same, None)
    return _to_pending(root, found, stored) if found else None


def find_same_file(
    header: PlanHeader, naming: Naming, stored: Sequence[StoredVersion]
) -> StoredVersion | None:
    """The version made of the same file and corrections, in the plan the caller names.

    Where none is named and several have one, it is that of the first by name.

    Raises:
        UsageError: it is there, but after another version than the caller says.
    """
    same = (
        version
        for version in stored
        if version.header.source.sha256 == header.source.sha256
        and version.header.corrections == header.corrections
        and naming.plan_id in (None, version.header.plan_id)
    )
    found = min(same, key=lambda version: version.header.plan_id, default=None)
    if found and naming.supersedes not in (None, found.supersedes or BEFORE_ALL):
        raise UsageError(
            f"{header.source.file}: already stored as {found.header.plan_id}@{found.version}, "
            f"{f'after {found.supersedes}' if found.supersedes else 'before all others'}; "
            "a stored version is never changed"
        )
    return found


def _name_newcomer(
    root: Path, plan: Plan, naming: Naming, stored: Sequence[StoredVersion]
) -> Newcomer:
    settled = settle_names(plan, naming, [version.header for version in stored])
    header = settled.plan
    folder = root / header.plan_id / header.version
    version = StoredVersion(folder, header, len(plan.cards), len(plan.findings))
    own = (v for v in stored if v.header.plan_id == header.plan_id)
    before = next((v for v in own if v.version == header.supersedes), None)
    return Newcomer(settled, version, before)


def _find_outdated(versions: Sequence[StoredVersion]) -> list[list[StoredVersion]]:
    return [own for own in _group_plans(versions) if not _has_history(own)]


def _group_plans(versions: Sequence[StoredVersion]) -> list[list[StoredVersion]]:
    return [list(own) for _, own in groupby(versions, key=lambda v: v.header.plan_id)]


def _has_history(versions: Sequence[StoredVersion]) -> bool:
    path = versions[0].folder.with_name(HISTORY)
    return find_history_versions(path) == [version.version for version in versions]

"""What the coming of a version brought about, as events of the feed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from pipeline.store.feed import Told, header_to_told
from pipeline.store.order import order_of_storing, order_versions
from pipeline.store.readings import Reading
from pipeline.store.version_diff import diff_readings
from pipeline.store.versions import StoredVersion
from schemas.changes import Diff
from schemas.errors import StoreError
from schemas.feed import CardChanged, ChangesWithdrawn, Happening, PlanChanged, VersionAdded

CHANGES_DOCUMENT = "changes.json"
"""What a version has beside, if there is one before it."""


@dataclass(frozen=True, slots=True)
class Coming:
    """A version that the feed does not tell of yet, among those that were there when it came.

    Attributes:
        version: the version.
        before: the version it came after.
        after: the version it came before, where it was found late.
    """

    version: StoredVersion
    before: StoredVersion | None
    after: StoredVersion | None


def find_comings(versions: Sequence[StoredVersion], told: Set[Told]) -> Iterator[Coming]:
    """The versions of one plan that the feed does not tell of, in the order they were stored.

    Each is seen as it was when it came: versions stored later do not count. So a feed that is
    completed later, after a run that was killed or in a store older than the feed, is the one that
    would have been.

    Args:
        versions: of the plan, all that will be there.
        told: the versions that the feed tells of.
    """
    there: list[StoredVersion] = []
    for version in sorted(versions, key=order_of_storing):
        there.append(version)
        if header_to_told(version.header) in told:
            continue
        ordered = order_versions(there)
        at = ordered.index(version)
        yield Coming(
            version,
            ordered[at - 1] if at else None,
            ordered[at + 1] if at + 1 < len(ordered) else None,
        )


def tell_coming(
    coming: Coming, diff: Diff | None, readings: Mapping[Path, Reading]
) -> Iterator[Happening]:
    """What there is to tell: the version, its changes, and those of the version after it.

    Args:
        coming: the version and its neighbours.
        diff: against the version before.
        readings: of the version, and of the one after it where there is one, by their folders.
    """
    yield _tell_version(coming)
    if diff:
        yield from _tell_changes(diff)
    if coming.after:
        if coming.before:
            yield ChangesWithdrawn(
                plan_id=coming.version.header.plan_id,
                version=coming.after.version,
                old_version=coming.before.version,
                between=coming.version.version,
            )
        own, later = readings[coming.version.folder], readings[coming.after.folder]
        yield from _tell_changes(diff_readings(own, later))


def load_changes(version: StoredVersion) -> Diff | None:
    """The stored changes of a version since the one before it; a first one has none.

    Raises:
        StoreError: they cannot be read.
    """
    path = version.folder / CHANGES_DOCUMENT
    try:
        return Diff.model_validate_json(path.read_bytes()) if path.exists() else None
    except (OSError, ValidationError) as error:
        raise StoreError(
            f"{path}: cannot be read as a diff document; move the version's folder away and run "
            "its plan again"
        ) from error


def _tell_version(coming: Coming) -> VersionAdded:
    header = coming.version.header
    return VersionAdded(
        plan_id=header.plan_id,
        version=header.version,
        old_version=coming.before.version if coming.before else None,
        next_version=coming.after.version if coming.after else None,
        fund=header.fund,
        country=header.country,
        language=header.language,
        title=header.title,
        period=header.period,
        status=header.status,
        file=header.source.file,
        sha256=header.source.sha256,
        cards=coming.version.cards,
    )


def _tell_changes(diff: Diff) -> Iterator[CardChanged | PlanChanged]:
    plan_id, version, old = diff.new.plan_id, diff.new.version, diff.old.version
    for at, change in enumerate(diff.changes):
        yield CardChanged(
            plan_id=plan_id, version=version, old_version=old, position=at, change=change
        )
    for at, other in enumerate(diff.plan_changes):
        yield PlanChanged(
            plan_id=plan_id, version=version, old_version=old, position=at, change=other
        )

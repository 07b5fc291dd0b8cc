"""A stored version as this build of the program reads it.

Two builds may read one file differently. Before versions are compared, one that another build has
stored is read again from its kept source, so that only the plan's own changes are left to see.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.store.kept_source import kept_name, load_source
from pipeline.store.versions import StoredVersion, load_version
from pipeline.tool_build import find_build
from schemas.errors import InputError, PasswordError
from schemas.record import Plan, PlanHeader

Reread = Callable[[Path, PlanHeader], Plan]
"""Extracts a kept source under the options that its stored header tells of."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A stored version, as it is stored and as this build reads it.

    Attributes:
        stored: the document in the store.
        plan: as this build reads the kept source; ``stored`` itself where nothing was read again.
        notes: why it could not be read again although another build had stored it.
    """

    stored: Plan
    plan: Plan
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The version, such as "fi-amif-2027-2028@v1"."""
        return f"{self.stored.plan.plan_id}@{self.stored.plan.version}"

    @property
    def read_again(self) -> bool:
        """Whether the two documents were made by different builds."""
        return self.plan is not self.stored


def read_as_now(version: StoredVersion, reread: Reread | None) -> Reading:
    """Read a version again where another build has stored it; the stored one stays as it is.

    Raises:
        StoreError: the stored document cannot be read.
    """
    stored = load_version(version)
    if is_of_this_build(version.header):
        return Reading(stored, stored)
    path = version.folder / kept_name(version.header.source)
    if not path.is_file():
        return _as_stored(stored, "its source was not kept")
    if reread is None:
        return _as_stored(stored, "nothing here reads its source again")
    try:
        load_source(path, version.header.source)
        again = reread(path, version.header)
    except PasswordError:
        return _as_stored(stored, "its source is locked and --password does not open it")
    except InputError as error:
        return _as_stored(stored, f"its source cannot be read again ({error})")
    return Reading(stored, _with_stored_names(again, version.header))


def is_of_this_build(header: PlanHeader) -> bool:
    """Whether this very build of the program made the document."""
    return header.extractor.build == find_build()


def _as_stored(stored: Plan, why: str) -> Reading:
    note = (
        f"{stored.plan.plan_id}@{stored.plan.version}: {why}; it is compared as another build of "
        "plancards stored it, so a change shown may be one of the program"
    )
    return Reading(stored, stored, (note,))


def _with_stored_names(plan: Plan, stored: PlanHeader) -> Plan:
    """The plan under the names that the store has given to the version and its file."""
    header = plan.plan.model_copy(
        update={
            "plan_id": stored.plan_id,
            "version": stored.version,
            "sequence": stored.sequence,
            "supersedes": stored.supersedes,
            "source": plan.plan.source.model_copy(update={"file": stored.source.file}),
        }
    )
    return plan.model_copy(update={"plan": header})

"""What a command may be pointed at: a plan file, a plan document, or a stored PLAN_ID[@VERSION]."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import regex
from pydantic import ValidationError

from extractors.on_page import OnPage, ignore_page
from pipeline.run import Options, extract_plan, reread_plan
from pipeline.store.kept_source import kept_name
from pipeline.store.readings import Reading, is_of_this_build, read_as_now
from pipeline.store.versions import (
    STORED_DOCUMENT,
    StoredVersion,
    list_plan_ids,
    read_plan_versions,
    read_versions,
)
from schemas.errors import InputError, UsageError
from schemas.record import Plan

DOCUMENT = ".json"
_STORED_NAME = regex.compile(r"(?P<plan_id>[a-z0-9][a-z0-9-]*)(?:@(?P<version>[A-Za-z0-9._-]+))?")


def load_plan(target: str, out: Path, options: Options, on_page: OnPage = ignore_page) -> Plan:
    """The plan that ``target`` names, a stored one as it is stored.

    A file goes before a stored plan of the same name.

    Args:
        target: path of a PDF, text dump or plan document, or PLAN_ID[@VERSION].
        out: folder of the store.
        options: for reading a plan file.
        on_page: told of every page read.

    Raises:
        InputError: there is no such file and no such version, or it cannot be read as a plan.
    """
    path = Path(target)
    name = _STORED_NAME.fullmatch(target)
    if path.is_file() or name is None:
        is_document = path.suffix.lower() == DOCUMENT and path.is_file()
        return _load_document(path) if is_document else extract_plan(path, options, on_page)
    return _load_document(
        _find_stored(out, name["plan_id"], name["version"]).folder / STORED_DOCUMENT
    )


def load_reading(target: str, out: Path, options: Options) -> Reading:
    """The plan that ``target`` names, a stored one as this build of the program reads it.

    Args:
        target: as of ``load_plan``.
        out: folder of the store.
        options: for reading a plan file; password and limits also for a kept source.

    Raises:
        InputError: as ``load_plan``.
    """
    name = _STORED_NAME.fullmatch(target)
    if name and not Path(target).is_file():
        version = _find_stored(out, name["plan_id"], name["version"])
        return read_as_now(version, partial(reread_plan, options=options))
    plan = load_plan(target, out, options)
    if is_of_this_build(plan.plan):
        return Reading(plan, plan)
    note = f"{target}: made by another build of plancards; a change shown may be one of the program"
    return Reading(plan, plan, (note,))


def load_readings(plan_id: str, out: Path, options: Options) -> list[Reading]:
    """Every stored version of a plan as this build reads it, the first one first.

    Args:
        plan_id: the plan.
        out: folder of the store.
        options: password and limits for a kept source.

    Raises:
        InputError: none is stored.
        StoreError: a stored document cannot be read.
    """
    found = read_plan_versions(out / plan_id) if _STORED_NAME.fullmatch(plan_id) else []
    if not found:
        raise _not_stored(plan_id, out, "no such plan")
    return [read_as_now(version, partial(reread_plan, options=options)) for version in found]


def find_only_plan(out: Path) -> str:
    """The plan that a store holds, when it is one.

    Raises:
        UsageError: it holds none or several; the message names them.
    """
    known = list_plan_ids(out)
    if len(known) != 1:
        held = f"holds {', '.join(known)}" if known else "holds no plan"
        raise UsageError(f"{out}/ {held}: say which one with --plan")
    return known[0]


def find_plan_file(target: str, out: Path) -> Path:
    """The PDF or text that the plan named by ``target`` was read from.

    Raises:
        InputError: it is not there.
    """
    path = Path(target)
    name = _STORED_NAME.fullmatch(target)
    if path.is_file() and path.suffix.lower() != DOCUMENT:
        return path
    if path.is_file() or name is None:
        raise InputError(f"{target}: a plan document has no pages; name the plan's file")
    version = _find_stored(out, name["plan_id"], name["version"])
    kept = version.folder / kept_name(version.header.source)
    if not kept.is_file():
        raise InputError(f"{target}: its file was not kept; run the plan again")
    return kept


def list_versions(plan_id: str, version: str | None, out: Path) -> list[StoredVersion]:
    """All stored versions of a plan, the oldest first.

    Args:
        plan_id: of the plan.
        version: one that must be among them, or ``None``.
        out: folder of the store.

    Raises:
        InputError: there is no such plan or version.
    """
    if not _STORED_NAME.fullmatch(plan_id):
        raise InputError(f"{plan_id}: no name of a stored plan; use PLAN_ID or PLAN_ID@VERSION")
    _find_stored(out, plan_id, version)
    return read_plan_versions(out / plan_id)


def find_versions(
    target: str | None, out: Path
) -> tuple[list[StoredVersion], frozenset[tuple[str, str]]]:
    """The stored versions of a plan or of all plans, and which of them are meant.

    Args:
        target: PLAN_ID, PLAN_ID@VERSION, or ``None`` for all plans.
        out: folder of the store.

    Returns:
        The versions by plan, those of each in order; plan and name of those that ``target`` means.

    Raises:
        InputError: nothing of that name is stored.
        StoreError: a plan document in the store cannot be read.
    """
    if target is None:
        versions, only = read_versions(out), None
        if not versions:
            raise InputError(f"{out}/: no plan is stored there; store one with plancards run")
    else:
        plan_id, _, name = target.partition("@")
        versions, only = list_versions(plan_id, name or None, out), name or None
    keys = ((version.header.plan_id, version.version) for version in versions)
    return versions, frozenset(key for key in keys if only in (None, key[1]))


def _find_stored(out: Path, plan_id: str, version: str | None) -> StoredVersion:
    """A stored version, the latest when none is named."""
    found = read_plan_versions(out / plan_id)
    chosen = [item for item in found if version in (None, item.version)]
    if chosen:
        return chosen[-1]
    if found:
        known = ", ".join(item.version for item in found)
        raise InputError(f"{plan_id}: no version {version} in {out}/; there are {known}")
    raise _not_stored(plan_id, out, "no such file, and no stored plan")


def _not_stored(plan_id: str, out: Path, what: str) -> InputError:
    stored = ", ".join(list_plan_ids(out)) or "nothing"
    return InputError(f"{plan_id}: {what} in {out}/ (it holds {stored})")


def _load_document(path: Path) -> Plan:
    try:
        return Plan.model_validate_json(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise InputError(
            f"{path}: no plan document of this version of plancards ({key}: {first['msg']}); "
            "extract the plan again"
        ) from error

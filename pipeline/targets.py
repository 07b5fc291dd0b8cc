"""What a command may be pointed at: a plan file, a plan document, or a stored PLAN_ID[@VERSION]."""

from __future__ import annotations

from pathlib import Path

import regex
from pydantic import ValidationError

from extractors.readers import OnPage, ignore_page
from pipeline.run import Options, extract_plan
from schemas.errors import InputError
from schemas.record import Plan

DOCUMENT = ".json"
STORED = "plan.json"
_STORED_NAME = regex.compile(r"(?P<plan_id>[a-z0-9][a-z0-9-]*)(?:@(?P<version>[A-Za-z0-9._-]+))?")


def load_plan(target: str, out: Path, options: Options, on_page: OnPage = ignore_page) -> Plan:
    """The plan that ``target`` names; a file goes before a stored plan of the same name.

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
    return _load_document(_find_stored(out, name["plan_id"], name["version"]))


def _find_stored(out: Path, plan_id: str, version: str | None) -> Path:
    """The document of a stored version, the latest when none is named."""
    found = sorted((out / plan_id).glob(f"*/{STORED}"), key=_path_to_order)
    chosen = [path for path in found if version in (None, path.parent.name)]
    if chosen:
        return chosen[-1]
    if found:
        known = ", ".join(path.parent.name for path in found)
        raise InputError(f"{plan_id}: no version {version} in {out}/; there are {known}")
    stored = ", ".join(sorted({path.parts[-3] for path in out.glob(f"*/*/{STORED}")})) or "nothing"
    raise InputError(f"{plan_id}: no such file, and no stored plan in {out}/ (it holds {stored})")


def _path_to_order(path: Path) -> tuple[int, str]:
    """Versions v1, v2, … by number, after those with names of their own."""
    number = regex.fullmatch(r"v(\d+)", path.parent.name)
    return (int(number[1]) if number else 0, path.parent.name)


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

"""Versions of plans in a folder: each appears whole or not at all, none is ever changed."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import regex
from pydantic import ValidationError

from pipeline.write import write_plan
from schemas.errors import StoreError, UsageError
from schemas.record import Plan, PlanHeader, Record

CATALOG = "catalog.json"
_NAME = regex.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_NUMBERED = regex.compile(r"v(\d+)")
_WORK_PREFIX = ".plancards-"

Write = Callable[[Plan, Path], None]


class CatalogEntry(Record):
    """One version in the catalog."""

    plan_id: str
    version: str
    fund: str | None
    language: str
    title: str | None
    status: str
    cards: int
    findings: int
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a version is; ``new`` is false when the same file had been stored before."""

    folder: Path
    plan: Plan
    new: bool


class Store:
    """A folder of versions, ``<root>/<plan_id>/<version>/``, with a catalog of them."""

    def __init__(self, root: Path, write: Write = write_plan) -> None:
        """Use ``root``; it is made when the first version is added."""
        self.root = root
        self._write = write

    def add(self, plan: Plan, version: str | None = None) -> Stored:
        """Store a plan as a version, with every output.

        Args:
            plan: as extracted; plan_id and version are settled here.
            version: name of the version, or ``None`` for the next of v1, v2, ….

        Returns:
            The version; the one stored before when the same file is already there.

        Raises:
            UsageError: ``version`` is no file name, or another file has it.
            StoreError: the folder cannot be written.
        """
        if version is not None and not _NAME.fullmatch(version):
            raise UsageError(f"version '{version}': use letters, digits, '.', '-' and '_' only")
        with self._writing():
            known = list(self._read_versions())
            for folder, stored in known:
                if stored.plan.source.sha256 == plan.plan.source.sha256:
                    self._write_catalog()
                    return Stored(folder, stored, new=False)
            settled = self._settle(plan, version, [stored.plan for _, stored in known])
            folder = self.root / settled.plan.plan_id / settled.plan.version
            self._write_version(settled, folder)
            self._write_catalog()
            return Stored(folder, settled, new=True)

    def _settle(self, plan: Plan, version: str | None, known: list[PlanHeader]) -> Plan:
        """Give the plan its id, apart from other languages' editions, and its version."""
        plan_id, language = plan.plan.plan_id, plan.plan.language
        if any(h.plan_id == plan_id and h.language != language for h in known):
            plan_id = f"{plan_id}-{language}"
        taken = [h.version for h in known if h.plan_id == plan_id]
        if version in taken:
            raise UsageError(
                f"{plan_id} has a version '{version}' made of another file; choose another one"
            )
        numbers = [int(match[1]) for v in taken if (match := _NUMBERED.fullmatch(v))]
        chosen = version or f"v{max(numbers, default=0) + 1}"
        header = plan.plan.model_copy(update={"plan_id": plan_id, "version": chosen})
        return plan.model_copy(update={"plan": header})

    def _read_versions(self) -> Iterator[tuple[Path, Plan]]:
        """Every whole version in the folder, whether or not the catalog names it."""
        for path in sorted(self.root.glob("*/*/plan.json")):
            try:
                yield path.parent, Plan.model_validate_json(path.read_bytes())
            except (OSError, ValidationError) as error:
                raise StoreError(
                    f"{path}: cannot be read as a plan document; move the folder away ({error})"
                ) from error

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StoreError(
                f"{self.root}: cannot be written ({error.strerror}); check space and permissions, "
                "or choose another folder with --out"
            ) from error

    def _write_version(self, plan: Plan, folder: Path) -> None:
        """Write into a folder of our own beside the target, sync it, then rename it."""
        folder.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=_WORK_PREFIX, dir=self.root))
        try:
            self._write(plan, work)
            for path in (*work.iterdir(), work):
                _sync(path)
            work.chmod(0o755)
            work.rename(folder)
            _sync(folder.parent)
        finally:
            shutil.rmtree(work, ignore_errors=True)
            with suppress(OSError):
                folder.parent.rmdir()  # stays when it holds a version

    def _write_catalog(self) -> None:
        """List the versions that are in the folder now, whoever wrote them."""
        entries = [
            _plan_to_entry(plan).model_dump(mode="json") for _, plan in self._read_versions()
        ]
        entries.sort(key=lambda e: (e["plan_id"], _version_key(e["version"])))
        text = json.dumps({"versions": entries}, ensure_ascii=False, indent=2) + "\n"
        path = self.root / CATALOG
        if path.exists() and path.read_bytes() == text.encode():
            return
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix=_WORK_PREFIX, dir=self.root, delete=False
        ) as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).chmod(0o644)
        Path(file.name).replace(path)
        _sync(self.root)


def _version_key(version: str) -> tuple[int, str]:
    match = _NUMBERED.fullmatch(version)
    return (int(match[1]) if match else 0, version)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _plan_to_entry(plan: Plan) -> CatalogEntry:
    header = plan.plan
    return CatalogEntry(
        plan_id=header.plan_id,
        version=header.version,
        fund=header.fund,
        language=header.language,
        title=header.title,
        status=header.status,
        cards=len(plan.cards),
        findings=len(plan.findings),
        file=header.source.file,
        sha256=header.source.sha256,
    )

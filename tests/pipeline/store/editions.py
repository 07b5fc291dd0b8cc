"""Plans to store: extracted samples with their files, and further editions of them."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from schemas.record import Plan, PlanHeader


class Edition(NamedTuple):
    """A plan and the file that it was extracted from: ``store.add(*edition)``."""

    plan: Plan
    file: Path

    @property
    def header(self) -> PlanHeader:
        """The plan's header."""
        return self.plan.plan


def make_edition(base: Edition, number: int, folder: Path, **header: object) -> Edition:
    """The plan as if read from another file, with other values in its header."""
    folder.mkdir(exist_ok=True)
    file = folder / f"edition-{number}.pdf"
    file.write_bytes(b"%%PDF-1.4 %d" % number)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    source = base.header.source.model_copy(update={"file": file.name, "sha256": digest})
    changed = base.header.model_copy(update={"source": source, **header})
    return Edition(base.plan.model_copy(update={"plan": changed}), file)


def files_of(root: Path) -> dict[str, str]:
    """Hash of every file below ``root`` that is not hidden."""
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }

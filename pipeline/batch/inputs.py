"""Which files a run is about: names, folders and patterns, in an order that is always the same."""

from __future__ import annotations

import glob
from collections.abc import Iterator, Sequence
from pathlib import Path

from schemas.errors import InputError

SUFFIXES = frozenset({".pdf", ".txt"})
"""Of files that are taken from a folder."""


def find_inputs(names: Sequence[str]) -> list[Path]:
    """The files that are named, folders and patterns replaced by what is in them.

    The order is that of the names, and in a folder or pattern that of the paths, part by part: it
    decides which version comes after which.

    before: ["new.pdf", "archive/**/*.pdf"]
    after:  [new.pdf, archive/2025/a.pdf, archive/2025/b.pdf, archive/2026/a.pdf]

    Args:
        names: paths of files or folders, or patterns with ``*``, ``?``, ``[…]`` and ``**``.

    Raises:
        InputError: a folder holds no plan, or a pattern fits no file.
    """
    return [path for name in names for path in _find(name)]


def _find(name: str) -> Sequence[Path]:
    path = Path(name)
    if path.is_dir():
        return _some(sorted(_list_plans(path)), f"{name}: no PDF and no text file in this folder")
    # A file of this very name goes before the pattern, as a name may hold brackets.
    if path.exists() or not glob.has_magic(name):
        return [path]
    found = (Path(match) for match in glob.iglob(name, recursive=True))
    return _some(sorted(p for p in found if p.is_file()), f"no file fits '{name}'")


def _list_plans(folder: Path) -> Iterator[Path]:
    """Files below a folder, without hidden ones."""
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix.lower() in SUFFIXES and not hidden and path.is_file():
            yield path


def _some(found: Sequence[Path], otherwise: str) -> Sequence[Path]:
    if not found:
        raise InputError(f"{otherwise}; check the name")
    return found

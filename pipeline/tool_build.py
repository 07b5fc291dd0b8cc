"""Which build of the program makes a record: two builds may read one plan differently."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

PACKAGES = ("schemas", "extractors", "pipeline")
"""Their code and data decide what a record says."""

ENGINES = ("pypdfium2", "pdfplumber", "pdfminer.six", "pikepdf", "spacy")
"""Libraries whose version decides it too."""

SUFFIXES = frozenset({".py", ".toml", ".tsv"})
"""Of code and data files; the published JSON Schemas follow from the code."""

LENGTH = 16
"""Hexadecimal digits of a build's name."""

_VERSION = re.compile(r"^Version: *(\S+)$", re.MULTILINE)


@cache
def find_build() -> str:
    """The build of this program, such as "3f0c81d2a94b7e65"; equal builds read a plan equally."""
    engines = [f"{name} {_find_version(name)}" for name in ENGINES]
    return files_to_build(Path(__file__).resolve().parents[1], engines)


def files_to_build(root: Path, engines: list[str]) -> str:
    """Digest of names and contents of the packages' files below ``root``, and of the engines.

    Args:
        root: folder that holds the packages.
        engines: names with versions.
    """
    digest = hashlib.sha256("\n".join(engines).encode())
    below = len(root.as_posix()) + 1
    for path in _list_files(root):
        digest.update(f"\0{path.as_posix()[below:]}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:LENGTH]


def _find_version(name: str) -> str:
    """The version of an installed library; to ask for it would parse all of its description."""
    found = distribution(name)
    match = _VERSION.search(found.read_text("METADATA") or "")
    return match[1] if match else found.version


def _list_files(root: Path) -> Iterator[Path]:
    for package in PACKAGES:
        found = (path for path in (root / package).rglob("*") if path.suffix in SUFFIXES)
        yield from sorted(found)

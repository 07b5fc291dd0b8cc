"""Which build of the program makes a record: two builds may read one plan differently."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

PACKAGES = ("schemas", "extractors", "pipeline")
"""Their code and data decide what a record says."""

ENGINES = ("pypdfium2", "pdfplumber", "pdfminer.six", "pikepdf", "spacy")
"""Libraries whose version decides it too."""

SUFFIXES = (".py", ".toml", ".tsv")
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
    for name in sorted(name for package in PACKAGES for name in _list_files(root, package)):
        digest.update(f"\0{name}\0".encode())
        with open(f"{root}/{name}", "rb", buffering=0) as file:
            digest.update(hashlib.sha256(file.read()).digest())
    return digest.hexdigest()[:LENGTH]


def _find_version(name: str) -> str:
    """The version of an installed library; to ask for it would parse all of its description."""
    found = distribution(name)
    match = _VERSION.search(found.read_text("METADATA") or "")
    return match[1] if match else found.version


def _list_files(root: Path, folder: str) -> Iterator[str]:
    """Code and data below a folder, as names below ``root``.

    Not by ``Path.rglob``, which takes three times as long: every run asks for its build.
    """
    with os.scandir(f"{root}/{folder}") as entries:
        for entry in entries:
            name = f"{folder}/{entry.name}"
            if entry.name.endswith(SUFFIXES):
                yield name
            elif entry.is_dir():
                yield from _list_files(root, name)

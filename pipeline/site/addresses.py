"""Where every page stands in the site, and how one links to another."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterable

import regex

HOME = "index.html"
ASSETS = "assets"
PICTURES = "pictures"


def address_overview(plan_id: str, version: str) -> str:
    """The overview of a version."""
    return f"plans/{plan_id}/versions/{version}/{HOME}"


def address_coverage(plan_id: str, version: str) -> str:
    """What became of the characters of a version."""
    return f"plans/{plan_id}/versions/{version}/coverage.html"


def address_card(plan_id: str, version: str, name: str) -> str:
    """A card of a version; ``name`` is one of ``name_files``."""
    return f"plans/{plan_id}/versions/{version}/cards/{name}.html"


def address_changes(plan_id: str, old: str, new: str) -> str:
    """The changes from one version to another."""
    return f"plans/{plan_id}/changes/{old}/{new}.html"


def address_history(plan_id: str, name: str) -> str:
    """A card through the versions; ``name`` is one of ``name_files``."""
    return f"plans/{plan_id}/history/{name}.html"


def relate(origin: str, target: str) -> str:
    """The link from one address to another.

    >>> relate("sv/plans/a/versions/v1/index.html", "sv/plans/a/changes/v1/v2.html")
    '../../changes/v1/v2.html'
    """
    return posixpath.relpath(target, posixpath.dirname(origin) or ".")


def name_files(keys: Iterable[str]) -> list[str]:
    """A file name for every key, safe on every file system and each once.

    >>> name_files(["2D5", "1-SA", "2d5", "a/b", ""])
    ['2d5', '1-sa', '2d5-2', 'a-b', 'x']
    """
    names: list[str] = []
    for key in keys:
        plain = unicodedata.normalize("NFKD", key).encode("ascii", "ignore").decode().lower()
        stem = regex.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "x"
        name, number = stem, 1
        while name in names:
            number += 1
            name = f"{stem}-{number}"
        names.append(name)
    return names


def path_to_anchor(path: str) -> str:
    """A JSON pointer as the anchor of its value.

    >>> path_to_anchor("/eligible_activities/items/2")
    'eligible_activities.items.2'
    """
    return path.strip("/").replace("/", ".")

"""Which folders the site comes from and goes into; a new site takes the old one's place whole."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.store.catalog import CATALOG
from schemas.errors import StoreError, UsageError

STORE = Path("out")
"""Where versions are stored unless said otherwise."""

SITE = "site"
"""Name of a site's folder inside a store."""

MARK = ".plancards-site"
"""A file that says that a folder is a site of ours, which the next one may replace."""


@dataclass(frozen=True, slots=True)
class Folders:
    """Where versions are, and where the site goes."""

    store: Path
    site: Path


def settle_folders(out: Path | None, store: Path | None) -> Folders:
    """The store and the site's folder.

    ``out`` is the site's folder. As with the other commands it may also be the store's: the site
    then goes into it.

    before: nothing; ``out`` is a store; ``out`` is another folder
    after:  out and out/site; the store and its site/; out and that folder
    """
    if out is None:
        found = store or STORE
        return Folders(found, found / SITE)
    if (out / CATALOG).is_file() and store in (None, out):
        return Folders(out, out / SITE)
    return Folders(store or STORE, out)


@contextmanager
def replace_site(target: Path) -> Iterator[Path]:
    """An empty folder to write the site into; it takes the target's place when all went well.

    Raises:
        UsageError: the target holds something that is no site of ours.
        StoreError: the folder cannot be written.
    """
    if target.exists() and not _may_be_replaced(target):
        raise UsageError(
            f"{target}: is not empty and no site of plancards; choose another folder with --out"
        )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            prefix=f".{target.name}-", dir=target.parent, ignore_cleanup_errors=True
        ) as work:
            made = Path(work) / "new"
            made.mkdir()
            yield made
            (made / MARK).write_text("", encoding="utf-8")
            if target.exists():
                target.rename(Path(work) / "old")
            made.rename(target)
    except OSError as error:
        raise StoreError(
            f"{target}: cannot be written ({error.strerror or error}); check space and "
            "permissions, or choose another folder with --out"
        ) from error


def measure_folder(folder: Path) -> tuple[int, int]:
    """How many files a folder holds, and how many bytes."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)


def _may_be_replaced(target: Path) -> bool:
    return target.is_dir() and ((target / MARK).is_file() or not any(target.iterdir()))

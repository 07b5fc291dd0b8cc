"""A site in object storage: its pages under a name of their own, and a first page that leads there.

A folder takes the place of another one whole; objects do not. So the objects of a site stand under
a name that is made of their content, are never changed, and ``index.html`` beside that name is
replaced when all of them are there: a reader sees the old site or the new one, never a mix.
"""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pipeline.remote.manifest import MARK_LENGTH
from pipeline.remote.objects import REQUESTS, Found, Objects, open_objects
from schemas.errors import StoreError, UsageError

FIRST_PAGE = "index.html"

CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
}
"""What a web server says that the files of a site are."""

TRIES = 5
"""So often the first page is replaced when others replace it meanwhile."""

_WAY_HEADERS = {"Content-Type": CONTENT_TYPES[".html"], "Cache-Control": "no-cache"}
"""Google has public objects kept for an hour unless they say otherwise."""

_MARK = '<meta name="generator" content="plancards">'
_WAY = f"""\
<!doctype html>
<html>
<head>
<meta charset="utf-8">
{_MARK}
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<meta http-equiv="refresh" content="0; url=NAME/{FIRST_PAGE}">
<title>plancards</title>
</head>
<body><a href="NAME/{FIRST_PAGE}">NAME/{FIRST_PAGE}</a></body>
</html>
"""


def open_site(url: str) -> Objects:
    """The place of a site.

    Args:
        url: such as "s3://bucket/site".

    Raises:
        UsageError: something else has its first page there, or obstore is not installed.
        StoreError: the storage does not answer.
    """
    objects = open_objects(url)
    _read_first_page(objects)
    return objects


def upload_site(folder: Path, objects: Objects) -> str:
    """Put a site in place of the one that is there; the objects of that one stay.

    Args:
        folder: with the files of the site.
        objects: of the place.

    Returns:
        The address of its first page.

    Raises:
        UsageError: as of ``open_site``.
        StoreError: the storage does not answer.
    """
    # Hidden files are of the folder, not of the site.
    files = sorted(path for path in folder.rglob("[!.]*") if path.is_file())
    name = name_site(folder, files)
    # The site's own first page comes last, so that where it stands nothing is missing.
    if objects.read(f"{name}/{FIRST_PAGE}") is None:
        last = folder / FIRST_PAGE

        def add(path: Path) -> None:
            key = f"{name}/{path.relative_to(folder).as_posix()}"
            objects.add(key, path.read_bytes(), {"Content-Type": CONTENT_TYPES[path.suffix]})

        with ThreadPoolExecutor(REQUESTS) as pool:
            for _ in pool.map(add, (path for path in files if path != last)):
                pass
        add(last)
    _lead_to(name, objects)
    return f"{objects.url}/{FIRST_PAGE}"


def name_site(folder: Path, files: list[Path]) -> str:
    """A name that the same files have, and no others: 16 hexadecimal digits."""
    digest = hashlib.sha256()
    for path in files:
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(folder).as_posix()}\n{content}\n".encode())
    return digest.hexdigest()[:MARK_LENGTH]


def _lead_to(name: str, objects: Objects) -> None:
    """Have the first page lead to the site of that name."""
    page = _WAY.replace("NAME", name).encode()
    for _ in range(TRIES):
        found = _read_first_page(objects)
        if found and found.data == page:
            return
        if found is None:
            put = objects.add(FIRST_PAGE, page, _WAY_HEADERS)
        else:
            put = objects.replace(FIRST_PAGE, page, found.state, _WAY_HEADERS)
        if put is not None:
            return
    raise StoreError(
        f"{objects.url}/{FIRST_PAGE}: others replaced it {TRIES} times meanwhile; run it again "
        "when they are done"
    )


def _read_first_page(objects: Objects) -> Found | None:
    """The page that leads to a site; ``None`` when there is none yet."""
    found = objects.read(FIRST_PAGE)
    if found and _MARK.encode() not in found.data:
        raise UsageError(
            f"{objects.url}/{FIRST_PAGE}: is of no site of plancards; choose another place with "
            "--out"
        )
    return found

"""The command plancards, which says when it is about to replace the manifest, and waits for a line.

Only the first time: a change that is made anew goes through.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from pipeline.cli import app
from pipeline.remote.manifest import MANIFEST
from pipeline.remote.objects import Headers, Objects

if TYPE_CHECKING:
    from obstore import UpdateVersion

ABOUT_TO = "about to replace the manifest"

_add, _replace = Objects.add, Objects.replace
_waited: list[str] = []


def wait_once(key: str) -> None:
    if key == MANIFEST and not _waited:
        print(ABOUT_TO, file=sys.stderr, flush=True)
        _waited.append(sys.stdin.readline())


class PausedObjects(Objects):
    def add(self, key: str, data: bytes, headers: Headers | None = None) -> UpdateVersion | None:
        wait_once(key)
        return _add(self, key, data, headers)

    def replace(
        self, key: str, data: bytes, state: UpdateVersion, headers: Headers | None = None
    ) -> UpdateVersion | None:
        wait_once(key)
        return _replace(self, key, data, state, headers)


if __name__ == "__main__":
    for name in ("add", "replace"):
        setattr(Objects, name, getattr(PausedObjects, name))
    app()

"""The command plancards, which says when it is about to replace the manifest, and waits for a line.

Only the first time: a change that is made anew goes through.
"""

from __future__ import annotations

import sys

from pipeline.cli import app
from pipeline.remote.manifest import MANIFEST
from pipeline.remote.objects import Objects

ABOUT_TO = "about to replace the manifest"

if __name__ == "__main__":
    add, replace = Objects.add, Objects.replace
    waited: list[str] = []

    def wait_once(key: str) -> None:
        if key == MANIFEST and not waited:
            print(ABOUT_TO, file=sys.stderr, flush=True)
            waited.append(sys.stdin.readline())

    Objects.add = lambda self, key, data: (wait_once(key), add(self, key, data))[1]  # type: ignore[method-assign]
    Objects.replace = lambda self, key, data, state: (  # type: ignore[method-assign]
        wait_once(key),
        replace(self, key, data, state),
    )[1]
    app()

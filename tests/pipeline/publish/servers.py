"""A real PostgreSQL server of one's own, in a folder that goes when the tests end."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

REQUIRED = "PLANCARDS_REQUIRE_POSTGRESQL"
DEBIAN = Path("/usr/lib/postgresql")
USER = "postgres"
"""Who runs the server where the tests run as root, which PostgreSQL refuses to run as."""


def find_programs() -> Path:
    """The folder of initdb and pg_ctl."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    several = sorted(DEBIAN.glob("*/bin"), key=lambda path: int(path.parent.name))
    if several:
        return several[-1]
    reason = "PostgreSQL's server is not installed"
    if os.environ.get(REQUIRED):
        pytest.fail(f"{reason} although {REQUIRED} is set")
    pytest.skip(reason)


@contextmanager
def run_server() -> Iterator[str]:
    """Run a server that listens on a socket in its own folder only; the folder."""
    programs = find_programs()
    folder = Path(tempfile.mkdtemp(prefix="plancards-pg-"))
    as_user: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, USER)
        as_user = ["runuser", "-u", USER, "--"]

    def call(program: str, *arguments: str) -> None:
        command = [*as_user, str(programs / program), "-D", str(folder / "data"), *arguments]
        # The server keeps what it inherits open, so its output goes to a file.
        with (folder / f"{program}.log").open("ab") as log:
            subprocess.run(command, check=True, stdout=log, stderr=log, cwd=folder)

    try:
        call("initdb", "-A", "trust", "-E", "UTF8", "-U", USER, "--no-sync")
        settings = f"-k {folder} -c listen_addresses='' -c fsync=off"
        call("pg_ctl", "-w", "-l", str(folder / "server.log"), "-o", settings, "start")
        try:
            yield str(folder)
        finally:
            call("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)

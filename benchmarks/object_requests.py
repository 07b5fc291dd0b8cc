"""How many objects, and how many bytes, each command fetches of a store in object storage.

python -m benchmarks.object_requests [--out benchmarks/object_requests.md]

The store has the samples five times, each copy another file: 20 versions of three plans. It is in
the memory of this process; a request here is a request to S3 or Google's storage.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch
from uuid import uuid4

from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.remote.manifest import MANIFEST, json_to_manifest
from pipeline.remote.objects import Found, Objects, open_objects

PLANS = ("amif-2027-2028.sv", "amif-2027-2028_v2.sv", "isf-2027-2028.fi", "bmvi-2027-2028.en")
COPIES = 5

AMIF = "fi-amif-2027-2028"
COMMANDS = (
    ("feed", "--since", "280"),
    ("feed",),
    ("diff", f"{AMIF}@v1", f"{AMIF}@v2"),
    ("check", f"{AMIF}@v2"),
    ("check", AMIF),
    ("show", "2B1", "--plan", f"{AMIF}@v2"),
    ("history", AMIF),
    ("history", AMIF, "2B1"),
    ("export", "--form", "calls"),
    ("export", AMIF, "--form", "calls"),
    ("export", f"{AMIF}@v2", "--form", "calls"),
    ("report", AMIF),
    ("run", "samples/isf-2027-2028.fi.pdf"),
)


@dataclass(slots=True)
class Traffic:
    """What was fetched: requests, and bytes of their answers."""

    requests: int = 0
    size: int = 0

    def __str__(self) -> str:
        return f"{self.requests} | {self.size / 1_000_000:.2f}"


@contextmanager
def counted() -> Iterator[Traffic]:
    """Count what is fetched meanwhile."""
    traffic, read = Traffic(), Objects.read

    def count(objects: Objects, key: str) -> Found | None:
        found = read(objects, key)
        traffic.requests += 1
        traffic.size += len(found.data) if found else 0
        return found

    with patch.object(Objects, "read", count):
        yield traffic


def call(*arguments: str) -> None:
    """Run a command; what it prints is of no interest."""
    result = CliRunner().invoke(app, arguments)
    if result.exit_code:
        raise SystemExit(f"plancards {' '.join(arguments)}: {result.output}")


def make_store(url: str, folder: Path) -> None:
    """Store every sample several times; a comment at its end makes each copy another file."""
    for copy in range(COPIES):
        for name in PLANS:
            data = Path("samples", f"{name}.pdf").read_bytes()
            (folder / f"{copy}-{name}.pdf").write_bytes(data + b"\n%% copy %d\n" % copy)
    call("run", str(folder), "--out", url)


def measure_command(command: Sequence[str], url: str, folder: Path) -> Traffic:
    """What a command fetches of the store under a URL."""
    where = ("--store", url, "--out", str(folder)) if command[0] in ("export", "report") else (
        "--out", url
    )  # fmt: skip
    with counted() as traffic:
        call(*command, *where)
    return traffic


def render_report(url: str, folder: Path) -> str:
    """The report on every command, each making what it makes in the folder."""
    found = open_objects(url).read(MANIFEST)
    assert found
    entries = json_to_manifest(found.data, url).files.values()
    whole = Traffic(len(entries) + 1, len(found.data) + sum(entry.size for entry in entries))
    lines = [
        "# What is fetched of a store in object storage",
        "",
        f"A store of {len(PLANS) * COPIES} versions (the samples, {COPIES} times). Made by",
        "`python -m benchmarks.object_requests`.",
        "",
        "| command | requests | MB |",
        "| --- | ---: | ---: |",
        f"| (the whole store) | {whole} |",
    ]
    for at, command in enumerate(COMMANDS):
        traffic = measure_command(command, url, folder / f"out{at}")
        lines.append(f"| `plancards {' '.join(command)}` | {traffic} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("benchmarks/object_requests.md"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        plans, made = Path(work, "plans"), Path(work, "made")
        for folder in (plans, made):
            folder.mkdir()
        url = f"memory://{uuid4().hex}"
        make_store(url, plans)
        options.out.write_text(render_report(url, made), encoding="utf-8")

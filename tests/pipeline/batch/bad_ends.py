"""Extracting stages that workers of the tests run; they must be functions of a module."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from pipeline.run import Options, extract_plan
from schemas.record import Plan


def extract_never(path: Path, *, options: Options) -> Plan:
    """For files that must be known without being extracted."""
    raise AssertionError(f"{path} was extracted")


def fail_strangely(path: Path, *, options: Options) -> Plan:
    """A fault of the program."""
    raise KeyError(path.name)


def extract_and_print(path: Path, *, options: Options) -> Plan:
    """A library that prints."""
    print("a line on standard output")
    os.write(1, b"bytes on its descriptor")
    print("a line on standard error", file=sys.stderr)
    return extract_plan(path, options)


def extract_late(path: Path, *, options: Options) -> Plan:
    """The first file takes longest."""
    if path.name.startswith("000"):
        time.sleep(1)
    return extract_plan(path, options)


def tell_process(path: Path) -> None:
    """Write this process's number beside `path`, whole at once: who sees the file can read it."""
    written = path.with_suffix(".writing")
    written.write_text(str(os.getpid()), encoding="ascii")
    written.replace(path.with_suffix(".pid"))


def note_process(path: Path, *, options: Options) -> Plan:
    """Tell which process it is, then take for ever."""
    tell_process(path)
    time.sleep(3600)
    raise AssertionError


def leave_child(path: Path, *, options: Options) -> Plan:
    """Fork a child that goes on for ever with all that is open, and be killed."""
    if not os.fork():
        tell_process(path)
        time.sleep(3600)
    while not path.with_suffix(".pid").exists():
        time.sleep(0.01)
    os.kill(os.getpid(), 9)
    raise AssertionError

"""Modules of a folder that are found by their ``NAME``, such as forms of a report."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable
from importlib import import_module
from types import ModuleType
from typing import Protocol, TypeVar

from schemas.errors import UsageError


class Named(Protocol):
    """What such a module has."""

    NAME: str


_Module = TypeVar("_Module", bound=Named)


def load_modules(package: str, folders: Iterable[str]) -> dict[str, ModuleType]:
    """Every module of a package by its ``NAME``, in the order of their files.

    Args:
        package: name of the package, its ``__name__``.
        folders: where it is, its ``__path__``.
    """
    names = sorted(found.name for found in pkgutil.iter_modules(folders))
    modules = [import_module(f"{package}.{name}") for name in names]
    return {module.NAME: module for module in modules}


def find_module(known: dict[str, _Module], name: str, of: str = "") -> _Module:
    """The module with that name.

    Raises:
        UsageError: there is none; the message names those there are, ``of`` what.
    """
    if name not in known:
        whose = f" of {of}" if of else ""
        raise UsageError(f"unknown format '{name}'{whose}: use one of {', '.join(known)}")
    return known[name]

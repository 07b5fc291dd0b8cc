"""Why a PDF is refused, said the same by every reader."""

from __future__ import annotations

from pathlib import Path

from schemas.errors import InputError, PasswordError


def refuse_locked(path: Path, password: str | None) -> PasswordError:
    """The PDF needs a password, or another one than was given."""
    if password:
        return PasswordError(f"{path}: the password is wrong; check --password")
    return PasswordError(f"{path}: the PDF is locked; give its password with --password")


def refuse_damaged(path: Path, cause: str = "") -> InputError:
    """The file is no PDF that can be opened; ``cause`` is an engine's name for it."""
    why = f" ({cause})" if cause else ""
    return InputError(f"{path}: not a readable PDF{why}; it is damaged, fetch it again")


def refuse_pageless(path: Path) -> InputError:
    """The PDF opens, but none of its pages does."""
    return InputError(f"{path}: no page of the PDF can be read; it is damaged, fetch it again")

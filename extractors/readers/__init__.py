"""Readers: one engine per module, found by folder.

A reader module has ``NAME``, ``MEDIA_TYPE``, ``RANK`` (the lowest is used for "auto") and
``read(path, source, password, on_page)``. It reports words, boxes and rules and decides nothing.
"""

from __future__ import annotations

import hashlib
import pkgutil
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from extractors.on_page import OnPage, ignore_page
from extractors.refusals import refuse_damaged
from extractors.struck import note_struck_words
from extractors.unplaced import fail_unplaced_pages
from schemas.errors import InputError, UsageError
from schemas.stages import Document, MediaType, Source

AUTO = "auto"


class Reader(Protocol):
    """What a module in this folder offers."""

    NAME: str
    MEDIA_TYPE: MediaType
    RANK: int

    def read(self, path: Path, source: Source, password: str | None, on_page: OnPage) -> Document:
        """Read the whole file."""


def load_readers() -> tuple[Reader, ...]:
    """Every reader module in this folder, the preferred one of each media type first."""
    modules = [
        import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)
    ]
    return tuple(sorted((cast(Reader, m) for m in modules), key=lambda r: (r.RANK, r.NAME)))


def file_to_source(path: Path) -> Source:
    """Look at the file without reading it as a plan: name, hash and media type. Pages are 0.

    Raises:
        InputError: the file is missing, a folder, empty, or neither a PDF nor text.
    """
    if path.is_dir():
        raise InputError(f"{path}: is a folder; name the plan's PDF or text file in it")
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path}: no such file; check the name") from None
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read ({error.strerror}); check its permissions"
        ) from error
    if not data.strip():
        raise InputError(f"{path}: the file is empty; fetch it again")
    return Source(path.name, hashlib.sha256(data).hexdigest(), _sniff(path, data), 0)


def _sniff(path: Path, data: bytes) -> MediaType:
    if b"%PDF-" in data[:1024]:
        return "application/pdf"
    if path.suffix.lower() == ".pdf" or (
        b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff"))
    ):
        raise InputError(
            f"{path}: not a PDF and not a text; give the plan's PDF or a text dump of it"
        )
    return "text/plain"


def read_document(
    path: Path, reader: str = AUTO, password: str | None = None, on_page: OnPage = ignore_page
) -> Document:
    """Read a plan's PDF or text dump.

    Args:
        path: the file.
        reader: name of a reader, or "auto" for the preferred one of the file's media type.
        password: for a locked PDF.
        on_page: told of every page that has been read.

    Raises:
        InputError: the file cannot be read, or holds no text at all.
        PasswordError: the PDF is locked and the password is missing or wrong.
        UsageError: there is no such reader, or it does not read this kind of file.
    """
    source = file_to_source(path)
    able = [r for r in load_readers() if source.media_type == r.MEDIA_TYPE]
    chosen = [r for r in able if reader in (AUTO, r.NAME)]
    if not chosen:
        known = ", ".join([AUTO, *(r.NAME for r in load_readers())])
        raise UsageError(
            f"{path}: reader '{reader}' cannot read {source.media_type}; use one of {known}"
        )
    read = chosen[0].read(path, source, password, on_page)
    document = note_struck_words(fail_unplaced_pages(read))
    if not document.pages:
        raise refuse_damaged(path)
    if not any(page.words for page in document.pages):
        raise InputError(
            f"{path}: no text on any of its {document.source.pages} page(s): a scan needs OCR "
            "first, for example with 'ocrmypdf IN.pdf OUT.pdf'"
        )
    if not any(page.unread for page in document.pages):
        return document
    from extractors.spelling import spell_unread_glyphs  # it brings the words of all languages

    return spell_unread_glyphs(document)

"""What several tests read: the samples, the shared plans, texts and PDFs made on the spot."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from functools import cache
from itertools import cycle
from pathlib import Path

import pytest

import pipeline.run
from pipeline.checks import CheckedPlan, run_checks
from pipeline.run import Options, extract_plan
from pipeline.translating import find_variant
from schemas.record import Finding, Plan

PROJECT = Path(__file__).resolve().parents[1]

PageContent = Sequence[str] | bytes


@pytest.fixture(autouse=True)
def every_finding_has_a_template(monkeypatch: pytest.MonkeyPatch) -> None:
    """A finding that no template of ``schemas/messages/`` says fails the test that causes it.

    So the tests and plants of a check show that its messages can be said in every language.
    """

    def run_and_look(plan: CheckedPlan) -> list[Finding]:
        findings = run_checks(plan)
        unsaid = [finding.message for finding in findings if find_variant(finding) is None]
        assert not unsaid, "no template in schemas/messages/ says this"
        return findings

    monkeypatch.setattr(pipeline.run, "run_checks", run_and_look)


@pytest.fixture(scope="session")
def project() -> Path:
    """The folder of the project."""
    return PROJECT


@pytest.fixture(scope="session")
def samples(project: Path) -> Path:
    """The folder of the sample plans."""
    return project / "samples"


@pytest.fixture(scope="session")
def shared(project: Path) -> Path:
    """The folder beside the project that founders share; not everyone who runs tests has it."""
    folder = project.parent / "shared"
    if not folder.is_dir():
        reason = f"{folder} is absent"
        if os.environ.get("PLANCARDS_REQUIRE_SHARED"):
            pytest.fail(f"{reason} although PLANCARDS_REQUIRE_SHARED is set")
        pytest.skip(reason)
    return folder


@pytest.fixture(scope="session")
def plan_file(request: pytest.FixtureRequest, samples: Path) -> Callable[[str], Path]:
    """The sample, or else the shared plan, of that name."""

    def find(name: str) -> Path:
        path = samples / name
        if path.exists():
            return path
        folder: Path = request.getfixturevalue("shared")
        return folder / "plans" / name

    return find


@pytest.fixture(scope="session")
def extracted(plan_file: Callable[[str], Path]) -> Callable[[str], Plan]:
    """The sample or shared plan of that name, extracted once per session."""
    return cache(lambda name: extract_plan(plan_file(name)))


@pytest.fixture
def read_text(tmp_path: Path) -> Callable[..., Plan]:
    """Extract a plan from the text of a dump: ``read_text(text, language="sv")``."""

    def read(text: str, *, language: str | None = None, fund: str | None = None) -> Plan:
        path = tmp_path / "dump.txt"
        path.write_text(text, encoding="utf-8")
        return extract_plan(path, Options(language=language, fund=fund))

    return read


@pytest.fixture
def write_pdf(tmp_path: Path) -> Callable[..., Path]:
    """Write a small PDF: ``write_pdf("plan.pdf", ["a line", "another"], [])`` has two pages.

    A page may also be given as bytes, the operators that draw it.
    """

    def write(name: str, *pages: PageContent, password: str | None = None) -> Path:
        path = tmp_path / name
        path.write_bytes(pages_to_pdf(pages, password))
        return path

    return write


_PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
_FILE_ID = bytes(range(16))
_PERMISSIONS = -4


def pages_to_pdf(pages: Sequence[PageContent], password: str | None = None) -> bytes:
    """A PDF of lines in Helvetica 11; with a password it is locked (40-bit RC4)."""
    lock = _Lock(password) if password else None
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for page in pages:
        number = len(objects) + 2
        stream = page if isinstance(page, bytes) else _lines_to_operators(page)
        if lock:
            stream = lock.encrypt(stream, number)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources "
            b"<< /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % number
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    trailer = b"/Size %d /Root 1 0 R /ID [<%s> <%s>]" % (
        len(objects) + 1, _FILE_ID.hex().encode(), _FILE_ID.hex().encode()
    )  # fmt: skip
    return _objects_to_file(objects, trailer + (lock.trailer if lock else b""))


def _lines_to_operators(lines: Sequence[str]) -> bytes:
    shown = b" T* ".join(b"(" + _escape(line) + b") Tj" for line in lines)
    return b"BT /F1 11 Tf 14 TL 50 780 Td " + shown + b" ET" if lines else b""


def _escape(line: str) -> bytes:
    return line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _objects_to_file(objects: Sequence[bytes], trailer: bytes) -> bytes:
    data = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< %s >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, table, trailer, len(data))
    )


class _Lock:
    """The standard security handler, revision 2 (PDF 32000-1, 7.6.3)."""

    def __init__(self, password: str) -> None:
        user = (password.encode("latin-1") + _PADDING)[:32]
        owner = _rc4(_md5(user)[:5], user)
        permissions = _PERMISSIONS.to_bytes(4, "little", signed=True)
        self._key = _md5(user + owner + permissions + _FILE_ID)[:5]
        check = _rc4(self._key, _PADDING)
        self.trailer = (
            b" /Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P %d /O <%s> /U <%s> >>"
            % (_PERMISSIONS, owner.hex().encode(), check.hex().encode())
        )

    def encrypt(self, stream: bytes, number: int) -> bytes:
        return _rc4(_md5(self._key + number.to_bytes(3, "little") + b"\0\0")[:10], stream)


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i, letter in zip(range(256), cycle(key), strict=False):
        j = (j + state[i] + letter) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)

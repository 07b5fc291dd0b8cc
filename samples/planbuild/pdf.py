"""Word to PDF through headless LibreOffice, and the PDF's dates and ids made constant."""

import hashlib
import os
import re
import subprocess
import tempfile
from pathlib import Path

from docx.document import Document

DATE = re.compile(rb"(/(?:CreationDate|ModDate)\s*\(D:)(\d{14})")
IDS = re.compile(rb"(/ID\s*\[\s*<)([0-9A-Fa-f]+)(>\s*<)([0-9A-Fa-f]+)(>)")
CHECKSUM = re.compile(rb"(/DocChecksum\s*/)([0-9A-Fa-f]+)")
WRITTEN = b"20270104090000"


def write_pdf(document: Document, target: Path) -> None:
    """Save as Word in a temporary folder, convert, and put the PDF at `target`."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{target.stem}.docx"
        document.save(str(source))
        profile = (Path(folder) / "profile").as_uri()
        command = ["soffice", f"-env:UserInstallation={profile}", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", folder, str(source)]
        environment = os.environ | {"TZ": "UTC"}
        subprocess.run(command, check=True, capture_output=True, env=environment, timeout=300)
        target.write_bytes(steady(source.with_suffix(".pdf").read_bytes()))


def steady(pdf: bytes) -> bytes:
    """Replace what differs between two runs by text of the same length, so that offsets hold."""
    dated = DATE.sub(lambda m: m[1] + WRITTEN, pdf)
    blank = CHECKSUM.sub(lambda m: m[1] + b"0" * len(m[2]), dated)
    blank = IDS.sub(lambda m: m[1] + b"0" * len(m[2]) + m[3] + b"0" * len(m[4]) + m[5], blank)
    digest = hashlib.sha256(blank).hexdigest().upper().encode()
    marked = CHECKSUM.sub(lambda m: m[1] + digest[: len(m[2])], blank)
    return IDS.sub(lambda m: m[1] + digest[: len(m[2])] + m[3] + digest[: len(m[4])] + m[5], marked)

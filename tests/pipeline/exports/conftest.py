"""A store of three funds, one of them in two versions, with a publisher."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.store import Store
from schemas.publication import PUBLICATION
from schemas.record import Plan

FILES = (
    "amif-2027-2028.sv.pdf",
    "amif-2027-2028_v2.sv.pdf",
    "bmvi-2027-2028.en.pdf",
    "isf-2027-2028.fi.pdf",
)
PUBLISHED = """\
title = "Plans of the funds"
licence = "CC-BY-4.0"
base_url = "https://data.example.org/plans/"
availability = "stable"

[publisher]
name = "Ministry of Examples"
address = "https://ministry.example.org"
type = "national-authority"

[contact]
name = "Registry"
email = "registry@ministry.example.org"
"""


@pytest.fixture(scope="package")
def store(
    extracted: Callable[[str], Plan], samples: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    root = tmp_path_factory.mktemp("store")
    (root / PUBLICATION).write_text(PUBLISHED, encoding="utf-8")
    for name in FILES:
        Store(root).add(extracted(name), samples / name)
    return root

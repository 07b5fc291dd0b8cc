"""The site of a sample in two versions, built once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.run import Options, run_plan
from pipeline.site import build_site
from pipeline.site.folders import Folders
from pipeline.store import Store
from schemas.record import Plan

PLAN_ID = "fi-amif-2027-2028"


@dataclass(frozen=True)
class SampleSite:
    """Where the site is, where its store is, and what the store holds."""

    folder: Path
    store: Path
    plans: dict[str, Plan]


@pytest.fixture(scope="session")
def store(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Plan]]:
    root = tmp_path_factory.mktemp("review") / "out"
    stored = [
        run_plan(samples / f"{name}.sv.pdf", Store(root), Options())
        for name in ("amif-2027-2028", "amif-2027-2028_v2")
    ]
    return root, {item.plan.plan.version: item.plan for item in stored}


@pytest.fixture(scope="session")
def site(store: tuple[Path, dict[str, Plan]]) -> SampleSite:
    root, plans = store
    folder = root.parent / "site"
    build_site(PLAN_ID, Folders(root, folder), "en", Options())
    return SampleSite(folder, root, plans)

"""The site of a sample in two versions, and one of all that is not as usual, built once each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.run import Options, run_plan
from pipeline.site import build_site
from pipeline.site.folders import Folders
from pipeline.store import Store
from schemas.record import Plan

PLAN_ID = "fi-amif-2027-2028"
RATE = "/support_rate/base_percent"
SIGNED = ["--name", "Anna Example", "--reason", "The heading says 90 %"]
FIRST, SECOND = "amif-2027-2028.sv.pdf", "amif-2027-2028_v2.sv.pdf"


HOSTILE = """\
Finland: implementation plan 2027–2028, Internal Security Fund.
Specific objective 1: Exchange <script>alert(1)</script> of information
Implementation measure 1A: Registers " onmouseover="alert(2)
Measure 1A1 Clean </title><img src=x onerror=alert(3)> registers
Clerks type every name {{ 7*7 }} twice, and the second </script> spelling wins.
The aim is one register <!-- in which each person ]]> stands once. \u202eevil
Support
75 %
Possible beneficiaries
The police and Customs.
Coordination with other EU funding
N/A
Indicators that apply
O.1.2 Number of expert meetings
Call timing
Spring 2027
"""

runner = CliRunner()


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


def call(*arguments: object) -> None:
    result = runner.invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output


@dataclass(frozen=True)
class Reviewed:
    """A site of three versions (as read, with a person's words, amended) and of another plan."""

    folder: Path

    def version(self, name: str) -> Path:
        return self.folder / "plans" / PLAN_ID / "versions" / name

    def card(self, version: str, card: str) -> Path:
        return self.version(version) / "cards" / f"{card}.html"


@pytest.fixture(scope="session")
def reviewed(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Reviewed:
    root = tmp_path_factory.mktemp("reviewed")
    out = root / "out"
    call("run", samples / FIRST, "--out", out)
    call("override", "1B1", RATE, 90, *SIGNED, "--out", out)
    call("override", "2D1", "/beneficiaries/text", "Kommunerna.", *SIGNED, "--out", out)
    call("override", "1B1", "--accept", "start-missing", *SIGNED, "--out", out)
    call("run", samples / FIRST, "--out", out)
    (root / "plan.txt").write_text(HOSTILE, encoding="utf-8")
    call("run", samples / SECOND, root / "plan.txt", "--out", out)
    call("report", "--store", out, "--out", root / "site")
    return Reviewed(root / "site")

"""plancards for notebooks and programs: read a plan, get its tables, compare two, fill a store.

Importing it costs nothing: what a verb needs is loaded when it is called.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from pipeline import __version__
from schemas.errors import (
    FactsError,
    InputError,
    PasswordError,
    PlancardsError,
    StoreError,
    UsageError,
    WorkerError,
)

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from pipeline.batch.outcomes import Outcome
    from schemas.changes import Change, Diff
    from schemas.history import History
    from schemas.record import Finding, MeasureCard, Plan

__all__ = [
    "Change",
    "Diff",
    "FactsError",
    "Finding",
    "History",
    "InputError",
    "MeasureCard",
    "Outcome",
    "PasswordError",
    "Plan",
    "PlancardsError",
    "StoreError",
    "UsageError",
    "WorkerError",
    "__version__",
    "check",
    "diff",
    "frames",
    "history",
    "read",
    "run",
    "tables",
]

_TYPES: Mapping[str, str] = {
    "Change": "schemas.changes",
    "Diff": "schemas.changes",
    "Finding": "schemas.record",
    "History": "schemas.history",
    "MeasureCard": "schemas.record",
    "Outcome": "pipeline.batch.outcomes",
    "Plan": "schemas.record",
}
"""What the verbs give, and the modules that are loaded when it is asked for by name."""

AnyPath: TypeAlias = str | PathLike[str]


def read(
    plan: AnyPath,
    *,
    store: AnyPath = "out",
    reader: str = "auto",
    language: str | None = None,
    fund: str | None = None,
    password: str | None = None,
    time_limit: float = 30.0,
    memory_limit: int = 768,
) -> Plan:
    """The plan document of a file, or of a version that is stored.

    Args:
        plan: a PDF, a text dump, a plan document (JSON), or PLAN_ID[@VERSION] of the store.
        store: the folder or URL that versions are stored in.
        reader: auto, pdfium, pdfplumber, both or text.
        language: sv, fi or en, instead of what the labels say.
        fund: AMIF, ISF or BMVI, instead of what the plan says.
        password: of a locked PDF.
        time_limit: seconds that reading the file may take.
        memory_limit: MiB that reading the file may take.

    Raises:
        InputError: it cannot be read as a plan, or there is no such version.
        UsageError: the reader, language or fund is unknown.

    Example:
        ``read("plan.pdf").cards[0].title``, ``read("fi-amif-2027-2028@v1")``
    """
    from pipeline.isolation import Limits
    from pipeline.remote.opening import open_folder
    from pipeline.remote.selecting import select_versions
    from pipeline.run import Options
    from pipeline.targets import load_plan

    options = Options(reader, language, fund, password, Limits(time_limit, memory_limit))
    with open_folder(fspath(store), select_versions(str(plan))) as folder:
        return load_plan(str(plan), folder, options)


def tables(plan: Plan) -> dict[str, pa.Table]:
    """Every table of a plan by its name, as Arrow; columns carry their descriptions.

    Example:
        ``tables(plan)["calls"].column_names``
    """
    from schemas.tables import plan_to_tables

    return plan_to_tables(plan)


def frames(plan: Plan) -> dict[str, pd.DataFrame]:
    """Every table of a plan by its name, for pandas.

    Example:
        ``frames(plan)["calls"].query("season == 'autumn'")``
    """
    return {name: table.to_pandas() for name, table in tables(plan).items()}


def check(plan: Plan, config: AnyPath | None = None) -> list[Finding]:
    """Where a plan disagrees with itself or its fund's regulation.

    Args:
        plan: as read.
        config: a project file (plancards.toml) of findings that are switched off.

    Returns:
        The findings that count: not switched off, and accepted by no one.

    Raises:
        UsageError: the project file cannot be read.
    """
    from pipeline.silencing import load_switches, split_findings

    switches = load_switches(Path(config)) if config is not None else ()
    kept, _ = split_findings(plan.findings, switches)
    return kept


def diff(old: Plan, new: Plan, impact: AnyPath | None = None) -> Diff:
    """What changed from one version of a plan to another, each change graded.

    Args:
        old: the earlier version.
        new: the later version.
        impact: a file of rules that go before those of ``schemas/impact.toml``.

    Raises:
        UsageError: the rules cannot be read.
    """
    from pipeline.diff import diff_plans
    from schemas.impact import load_own_rules

    return diff_plans(old, new, load_own_rules(Path(impact)) if impact is not None else ())


def run(
    plans: AnyPath | Iterable[AnyPath],
    *,
    store: AnyPath = "out",
    jobs: int = 1,
    cluster: str | None = None,
    version: str | None = None,
    plan_id: str | None = None,
    supersedes: str | None = None,
    reader: str = "auto",
    language: str | None = None,
    fund: str | None = None,
    password: str | None = None,
    time_limit: float = 30.0,
    memory_limit: int = 768,
) -> list[Outcome]:
    """Extract, check and store files as versions of plans; none that fails stops the rest.

    Args:
        plans: files, folders or patterns such as ``"archive/**/*.pdf"``.
        store: the folder or URL that versions are stored in.
        jobs: files that are extracted at a time, each in a process of its own.
        cluster: Dask scheduler whose workers extract them instead.
        version: name of the version, when there is one file.
        plan_id: the plan that they are versions of; else decided by what they say.
        supersedes: the version before it, "-" for none, when there is one file.
        reader: as of ``read``; so are the following.
        language: as of ``read``.
        fund: as of ``read``.
        password: as of ``read``.
        time_limit: as of ``read``.
        memory_limit: as of ``read``.

    Returns:
        What became of each file, in order.

    Raises:
        InputError: a folder or pattern holds no file.
        UsageError: a name cannot be used, or there is no such cluster.

    Example:
        ``[o.reason for o in run("archive", jobs=4) if o.outcome == "refused"]``
    """
    from pipeline.batch import run_plans
    from pipeline.batch.inputs import find_inputs
    from pipeline.batch.pools import open_pool
    from pipeline.isolation import Limits
    from pipeline.remote.opening import open_store
    from pipeline.run import Options
    from pipeline.store import WAIT_SECONDS
    from pipeline.store.naming import Naming

    names = [plans] if isinstance(plans, str | PathLike) else plans
    files = find_inputs([fspath(name) for name in names])
    naming = Naming(version, plan_id, supersedes)
    naming.check(of=len(files))
    options = Options(reader, language, fund, password, Limits(time_limit, memory_limit))
    with (
        open_store(fspath(store), WAIT_SECONDS) as opened,
        open_pool(len(files), jobs, cluster) as pool,
    ):
        settled = run_plans(files, opened, options, naming, pool)
        return [item.outcome for item in settled]


def history(plan_id: str, *, store: AnyPath = "out", password: str | None = None) -> History:
    """Every value of a stored plan's cards, with the first and the last version that has it.

    Args:
        plan_id: the plan.
        store: the folder or URL that versions are stored in.
        password: of a kept source that is locked.

    Raises:
        InputError: no version of it is stored.
        StoreError: a stored document cannot be read.
    """
    from pipeline.history import plans_to_history
    from pipeline.remote.opening import open_folder
    from pipeline.remote.selecting import select_versions
    from pipeline.run import Options
    from pipeline.targets import load_readings

    with open_folder(fspath(store), select_versions(plan_id, rereads=True)) as folder:
        readings = load_readings(plan_id, folder, Options(password=password))
    return plans_to_history([reading.plan for reading in readings])


if not TYPE_CHECKING:  # so that a misspelt name is an error to a type checker

    def __getattr__(name: str) -> object:
        """A type that a verb gives, loaded now."""
        if name in _TYPES:
            return getattr(import_module(_TYPES[name]), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

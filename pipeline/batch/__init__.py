"""Many plans: extract several at a time, store them in order, and say of each what became of it.

Whatever extracts them, and however many at a time, the store gets the same bytes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError, Future, wait
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Protocol

from pipeline.batch.jobs import Extracted, Job, load_data
from pipeline.batch.known_files import file_to_hash, gives_stored
from pipeline.batch.outcomes import Outcome, error_to_kind
from pipeline.batch.pools import HERE, Pool
from pipeline.corrections.entries import OVERRIDES, load_overrides
from pipeline.run import Options, extract_plan, reread_plan
from pipeline.store import DECIDED, Store, Stored
from pipeline.store.naming import Naming
from pipeline.tool_build import find_build
from schemas.errors import PlancardsError, WorkerError
from schemas.record import Plan


class ExtractWith(Protocol):
    """Extracts a file under options; a function of a module, so that workers can have it."""

    def __call__(self, path: Path, *, options: Options) -> Plan:
        """The plan document."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A file that is done with.

    Attributes:
        outcome: what became of it.
        stored: its version; ``None`` when there is none.
        error: why there is none.
    """

    outcome: Outcome
    stored: Stored | None = None
    error: PlancardsError | None = None


def run_plans(
    paths: Iterable[Path],
    store: Store,
    options: Options,
    naming: Naming = DECIDED,
    pool: Pool = HERE,
    extract: ExtractWith = extract_plan,
) -> Iterator[Settled]:
    """The whole job on many files: each is extracted, checked and stored, and none stops the rest.

    Versions are stored by this process alone and in the order of the files, so that the store does
    not depend on the pool. A file that is stored already is not extracted again: a run that was
    interrupted goes on where it was.

    Args:
        paths: the files.
        store: that they come into.
        options: what not to read from the documents; corrections are those of the store.
        naming: what is not to be decided by the documents.
        pool: what extracts them.
        extract: the extracting stage.

    Yields:
        Every file when it is done with, in order.

    Raises:
        UsageError: a name in ``naming`` cannot be used, or overrides.toml cannot be read.
    """
    naming.check()
    overrides = load_overrides(store.root / OVERRIDES).under_id(naming.plan_id)
    batch = _Batch(store, replace(options, overrides=overrides), naming, pool, extract)
    begun: deque[tuple[Path, _Begun]] = deque()
    for path in paths:
        if len(begun) == pool.ahead:
            yield batch.settle(*begun.popleft())
        begun.append((path, batch.begin(path)))
    while begun:
        yield batch.settle(*begun.popleft())


_Begun = Stored | PlancardsError | Future[Extracted]


@dataclass(frozen=True)
class _Batch:
    store: Store
    options: Options
    naming: Naming
    pool: Pool
    extract: ExtractWith

    def begin(self, path: Path) -> _Begun:
        """Have a file extracted, unless it is stored already or cannot even be sent."""
        try:
            return self._find_stored(path) or self.pool.submit(self._make_job(path))
        except PlancardsError as error:
            return error

    @cached_property
    def _sources(self) -> set[str]:
        """Hashes of the files that are stored: to ask the store for each new one takes long.

        What another run stores meanwhile is noticed when it is to be added.
        """
        return self.store.list_sources()

    def _find_stored(self, path: Path) -> Stored | None:
        sha256 = file_to_hash(path)
        if sha256 is None or sha256 not in self._sources:
            return None
        is_known = partial(gives_stored, options=self.options)
        return self.store.find(sha256, is_known, self.naming, self._reread)

    def _make_job(self, path: Path) -> Job:
        data = load_data(path) if self.pool.needs_data else None
        return Job(path, partial(self.extract, options=self.options), data)

    def settle(self, path: Path, begun: _Begun) -> Settled:
        """Wait for a file to be extracted, and store it."""
        if isinstance(begun, Stored):
            return _tell_stored(path, begun, 0.0)
        if isinstance(begun, PlancardsError):
            return _tell_error(path, begun)
        wait([begun])
        if begun.cancelled():
            return _tell_error(
                path, _to_own_error(path, CancelledError("the cluster let go of it"))
            )
        # Asked for so, an error of any kind is an answer and stops nothing.
        error = begun.exception()
        if error is not None:
            return _tell_error(path, _to_own_error(path, error))
        extracted = begun.result()
        try:
            _check_build(path, extracted.plan)
            stored = self.store.add(extracted.plan, path, self.naming, self._reread)
        except PlancardsError as refusal:
            return _tell_error(path, refusal)
        self._sources.add(stored.plan.plan.source.sha256)
        return _tell_stored(path, stored, extracted.seconds)

    @property
    def _reread(self) -> partial[Plan]:
        return partial(reread_plan, options=self.options)


def _check_build(path: Path, plan: Plan) -> None:
    """A worker that has come to a cluster late may have another build."""
    build = plan.plan.extractor.build
    if build != find_build():
        raise WorkerError(
            f"{path}: a worker with another build of plancards extracted it ({build}, here "
            f"{find_build()}); install the same one on all machines and run again"
        )


def _to_own_error(path: Path, error: BaseException) -> PlancardsError:
    if isinstance(error, PlancardsError):
        return error
    return WorkerError(
        f"{path}: no worker brought it to an end ({type(error).__name__}: {error}); run it again, "
        "or alone"
    )


def _tell_stored(path: Path, stored: Stored, seconds: float) -> Settled:
    header = stored.plan.plan
    outcome = Outcome(
        file=str(path),
        outcome="stored" if stored.new else "unchanged",
        plan_id=header.plan_id,
        version=header.version,
        reason=None,
        seconds=round(seconds, 3),
    )
    return Settled(outcome, stored)


def _tell_error(path: Path, error: PlancardsError) -> Settled:
    outcome = Outcome(
        file=str(path),
        outcome=error_to_kind(error),
        plan_id=None,
        version=None,
        reason=" ".join(str(error).split()),
        seconds=0.0,
    )
    return Settled(outcome, error=error)
